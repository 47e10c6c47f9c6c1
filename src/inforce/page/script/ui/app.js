// The page as a whole: one screen at a time, focus on its heading, a title of its own that says nothing of the answers.
const SCREENS = { welcome: welcomeScreen, question: questionScreen, result: resultScreen, person: personScreen, gate: gateScreen, lawyer: lawyerScreen };
const TITLES = { welcome: sentence("Questions"), question: sentence("Question {number}"), result: sentence("Result"), person: sentence("A sheet to take along"), gate: sentence("A sheet for the lawyer"), lawyer: sentence("A sheet for the lawyer") };

const SHEETS = ["person", "lawyer"];

function welcomeScreen() {
  return [
    h("h1", { id: "head", tabindex: "-1" }, say("Questions about one person")),
    h("p", { class: "lead" }, say("Each question can be left open: \"I don't know\" and \"I prefer not to say\" are answers too.")),
    h("ul", {},
      h("li", {}, say("Nothing is sent and nothing is saved. When the page is closed or left, the answers are gone.")),
      h("li", {}, say("No name is asked for.")),
      h("li", {}, say("A question is asked only where its answer can still change the result. The result can be shown at any time.")),
      h("li", {}, say("To leave at once: the button at the top, or the Esc key twice."))),
    h("div", { class: "row" }, button(say("Begin"), () => askNext(), "main")),
  ];
}

const noticeWords = () => say("Legal information, not legal advice; only a lawyer or a DOJ-accredited representative can advise you about your case.");

function show(screen, { keepFocus = false } = {}) {
  turns += 1;
  pendingCards.length = 0;
  model.screen = screen;
  document.body.dataset.screen = screen;
  const main = document.getElementById("main");
  main.replaceChildren(...SCREENS[screen]().filter(Boolean));
  if (!SHEETS.includes(screen)) main.append(h("p", { class: "nopaper" }, say("This screen does not print, because a paper with answers can be read by others. Two sheets can be printed instead.")));
  document.title = `${say(TITLES[screen], { number: placeOf(model.asking) + 1 })} · inforce`;
  showDay();
  if (keepFocus) return;
  window.scrollTo(0, 0);
  if (!model.first) document.getElementById("head").focus({ preventScroll: true });
  model.first = false;
}

/** Say something that changes nothing on the screen. */
function announce(text) {
  const main = document.getElementById("main");
  const line = h("p", { class: "note", role: "status" });
  main.append(line);
  line.textContent = text;
}

/** The other language: the same screen, the same answers, and what was being typed. */
function redraw(change) {
  const form = document.getElementById("question");
  if (form && model.screen === "question") model.draft = readDraft(form);
  change();
  show(model.screen, { keepFocus: true });
}

/** Forget the answers, and what was worked out from them. */
function forgetEverything() {
  forget();
  rulebook.forget();
  forgetInterview();
}

/** Leave nothing behind: when the page is left, and when it is come back to. */
function wipe() {
  forgetEverything();
  show("welcome", { keepFocus: true });
}

model.lang = languageAsked();
dress(redraw);
show("welcome");
window.addEventListener("pagehide", wipe);
window.addEventListener("pageshow", (event) => { if (event.persisted) wipe(); });
