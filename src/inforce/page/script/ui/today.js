// What turns on the device's own day: the as-of day, the warning past the horizon, and each rule's status today.
function isoDay(date) {
  const pad = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
function longDay(iso, lang) {
  const [year, month, day] = iso.split("-").map(Number);
  const months = { en: "January February March April May June July August September October November December", es: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre" };
  const name = months[lang].split(" ")[month - 1];
  return lang === "es" ? `${day} de ${name} de ${year}` : `${day} ${name} ${year}`;
}
function showToday() {
  const today = isoDay(new Date()), lang = document.documentElement.lang;
  const strip = document.getElementById("asof");
  const time = strip.querySelector("b time");
  time.dateTime = today;
  time.textContent = longDay(today, lang);
  document.getElementById("past").hidden = today <= strip.dataset.latest;
  for (const rule of document.querySelectorAll("article.rule")) {
    const begun = [...rule.querySelectorAll("[data-d]")].filter((item) => item.dataset.d <= today);
    if (!begun.length) continue;
    const now = begun[begun.length - 1], chip = rule.querySelector(".chip");
    chip.className = `chip ${now.dataset.s}`;
    chip.textContent = now.querySelector("b").textContent;
  }
}
wireExit();
showToday();
