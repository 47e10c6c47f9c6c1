// The result: outcomes first, in small steps; each card works out its reasons when it is opened.
const GROUPS = [
  ["shield", sentence("What shields you"), sentence("Protections that your answers meet, and rules whose text fits but from which something shields.")],
  ["reach", sentence("What reaches you now"), sentence("Rules in force whose text your answers meet.")],
  ["hold", sentence("On hold"), sentence("The text fits. A court or the agency has put the rule on hold in that place on that day.")],
  ["wait", sentence("Announced"), sentence("The text fits. The rule is announced and not in force.")],
  ["open", sentence("Depends"), sentence("Your answers do not settle these. Each card says what it turns on.")],
];

function groupOf(id, outcome) {
  if (outcome === "exempt" || (outcome === "reached" && ruleOf(id).bearing === "benefit")) return "shield";
  return { reached: "reach", suspended: "hold", pending: "wait", depends: "open" }[outcome] || null;
}

function pastHorizon() {
  const today = deviceDay();
  const lines = [];
  if (today > book.latest) lines.push(say("Today is {today}. These rules were checked through {latest} at the latest. What courts and agencies did after that is not in this result.", { today: sayDay(today), latest: sayDay(book.latest) }));
  if (askedDay() > book.latest) lines.push(say("The day asked about, {day}, is later than the last day through which these rules were checked.", { day: sayDay(askedDay()) }));
  return lines.length ? h("div", { class: "note warn", id: "horizon" }, lines.map((line) => h("p", {}, line))) : null;
}

function resultScreen() {
  const place = h("div", { id: "cards" });
  const heading = h("h1", { id: "head", tabindex: "-1" }, say("Result"));
  workOut(place);
  return [
    heading,
    pastHorizon(),
    h("p", { class: "lead" }, say("These rules are held against your answers, for {day}.", { day: sayDay(askedDay()) }), " ", whereWords()),
    h("p", { class: "small" }, say("A card describes a rule and which answers meet it. It does not say what to do.")),
    h("details", {}, h("summary", {}, say("Your answers")), answersTable()),
    place,
    h("h2", {}, say("On paper")),
    h("p", {}, say("This screen does not print, because a paper with answers can be read by others. Two sheets can be printed instead.")),
    h("div", { class: "row" }, button(say("A sheet to take along"), () => show("person"), "main"), button(say("A sheet for the lawyer"), () => show("gate"))),
    h("div", { class: "row" }, button(say("More questions"), askMore), button(say("Start over"), startOver, "quiet")),
  ];
}

function whereWords() {
  const state = (model.answers.get("state") || {}).value;
  return state ? say("Place: {state}.", { state: valueWords("state", state) }) : say("No state is given, so what turns on the place stays open.");
}

async function askMore() {
  const next = await working(() => nextFact());
  if (next === undefined) return;
  if (next === null) return announce(say("No other question could change the result."));
  model.asking = next;
  show("question");
}

function startOver() {
  forgetEverything();
  show("welcome");
}

/** A calm line while there is work to do, and the result of the work; undefined when the screen has changed meanwhile. */
async function working(job) {
  const main = document.getElementById("main"), turn = ++turns;
  const line = h("p", { class: "progress", role: "status" }, say("Working it out…"));
  main.append(line);
  await rest();
  await rest();
  let found;
  try {
    found = await job();
  } finally {
    line.remove();
  }
  return turn === turns ? found : undefined;
}
let turns = 0;

async function workOut(place) {
  const turn = ++turns;
  const meter = h("progress", { max: 100, value: 0, "aria-label": say("Working it out…") });
  const line = h("div", { class: "progress", role: "status" }, h("p", {}, say("Working it out…")), meter);
  place.append(line);
  await rest();
  await rest();
  const outcomes = await outcomesNow((done) => { meter.value = 100 * done; });
  if (turn !== turns) return;
  line.remove();
  const grouped = new Map(GROUPS.map(([key]) => [key, []]));
  const none = [];
  for (const id of book.order) {
    const outcome = outcomes[id];
    const group = outcome === undefined ? null : groupOf(id, outcome);
    if (group) grouped.get(group).push([id, outcome]);
    else if (outcome !== undefined) none.push(id);
  }
  place.append(h("ul", { class: "toc" }, GROUPS.map(([key, title]) => h("li", {}, h("a", { href: `#${key}`, on: { click: (event) => { event.preventDefault(); jumpTo(key); } } }, `${say(title)}: ${grouped.get(key).length}`)))));
  for (const [key, title, about] of GROUPS) {
    const cards = grouped.get(key).map(([id, outcome]) => card(id, outcome, key));
    place.append(h("section", { class: "group", "aria-labelledby": key }, h("h2", { id: key, tabindex: "-1" }, `${say(title)} (${cards.length})`), h("p", { class: "small" }, say(about)), cards.length ? cards : h("p", { class: "none" }, say("None."))));
    await rest();
    if (turn !== turns) return;
  }
  place.append(h("section", { class: "group" }, h("h2", {}, say("Other rules")),
    h("details", {}, h("summary", {}, say("Rules that your answers do not meet: {count}", { count: none.length })), list(none.map((id) => titleWords(id)))),
    book.missing.length ? [h("h3", {}, say("Not yet covered")), h("p", {}, say("These rules exist and are not yet in this rulebook. Nothing is said here about them.")), list(book.missing.map((rule) => h("code", {}, rule)))] : null));
  for (const [id, , element] of pendingCards.splice(0)) {
    await rest();
    if (turn !== turns) return;
    fillIfOperative(id, element);
  }
}

function jumpTo(id) {
  const heading = document.getElementById(id);
  heading.scrollIntoView();
  heading.focus({ preventScroll: true });
}
