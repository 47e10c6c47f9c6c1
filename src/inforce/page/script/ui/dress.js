// A page in both languages: the words around the screen, and the switch that keeps the place.
/** Put the words around the screen into the language, and wire what stands there. */
function dress(redraw) {
  const frame = document.getElementById(`frame-${model.lang}`).content.cloneNode(true);
  document.documentElement.lang = model.lang;
  for (const place of ["top", "foot"]) document.getElementById(place).replaceChildren(...frame.querySelector(`[data-for=${place}]`).childNodes);
  wireExit();
  showDay();
  document.getElementById("tongue").addEventListener("click", () => {
    redraw(() => {
      model.lang = model.lang === "en" ? "es" : "en";
      dress(redraw);
    });
    document.getElementById("tongue").focus();
  });
  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  });
}

/** The as-of day: the day asked about, else the device's own. */
function showDay() {
  const strip = document.getElementById("asof"), time = strip.querySelector("b time");
  time.dateTime = askedDay();
  time.textContent = sayDay(askedDay());
  document.getElementById("past").hidden = deviceDay() <= strip.dataset.latest;
}

const languageAsked = () => (location.hash === "#es" ? "es" : "en");
