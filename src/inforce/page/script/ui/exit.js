// The way out: a button on every screen, and Esc twice. The page is replaced, so that going back does not lead to it.
const TWICE_MS = 2000;
function leave() {
  document.documentElement.textContent = "";
  location.replace("about:blank");
}
function wireExit() {
  const link = document.getElementById("exit");
  const button = document.createElement("button");
  button.type = "button";
  button.id = "exit";
  button.className = link.className;
  button.textContent = link.textContent;
  button.addEventListener("click", leave);
  link.replaceWith(button);
}
let escaped = -Infinity;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.repeat) return;
  if (event.timeStamp - escaped < TWICE_MS) leave();
  escaped = event.timeStamp;
}, true);
