// The timeline: every act in order, one section a year, with what it did to which rule and where to read it.
const held = unpack("history");
const KINDS = {
  constitution: sentence("constitution"), statute: sentence("statute"), regulation: sentence("regulation"), executive_order: sentence("executive order"), proclamation: sentence("proclamation"), memo: sentence("memo"), notice: sentence("notice"),
  agreement: sentence("agreement"), court_order: sentence("court order"), opinion: sentence("court opinion"), mandate: sentence("court mandate"), settlement: sentence("court settlement"), pause: sentence("pause by the agency"),
  announcement: sentence("announcement"), practice: sentence("practice"), expiry: sentence("expiry"),
};
const VERBS = { directs: sentence("directs"), starts: sentence("starts"), limits: sentence("limits"), suspends: sentence("puts on hold"), ends: sentence("ends"), upholds: sentence("upholds"), reviews: sentence("reviews") };
const MANNERS = {
  rescinded: sentence("rescinded"), superseded: sentence("superseded"), expired: sentence("expired"), withdrawn: sentence("withdrawn"), vacated: sentence("vacated by a court"), reversed: sentence("reversed by a higher court"),
  dissolved: sentence("dissolved"), enjoined: sentence("a court's injunction"), stayed: sentence("a court's stay"), administratively_stayed: sentence("a court's short stay"), restrained: sentence("a court's restraining order"),
  paused: sentence("paused"), postponed: sentence("postponed"), held: sentence("held unlawful"), declared: sentence("declared unlawful"), set_aside: sentence("set aside"),
  decided: sentence("decided"), denied: sentence("denied"),
};
const STAGES = { filed: sentence("filed"), granted: sentence("granted"), argued: sentence("argued") };
const words = () => held.words[model.lang];
const firstDayOf = (act) => act.effective || act.known || act.signed;
const sorted = Object.entries(held.acts).sort(([a, first], [b, second]) => firstDayOf(first).localeCompare(firstDayOf(second)) || a.localeCompare(b));
const effectsOf = new Map();
held.effects.forEach((effect, index) => effectsOf.set(effect.act, [...(effectsOf.get(effect.act) || []), { ...effect, index }]));

function deed(effect, first) {
  const { scopes, conditions } = words();
  let text = effect.day === first ? "" : `${sayDay(effect.day)}: `;
  text += say(VERBS[effect.verb]);
  if (effect.manner) text += ` (${say(MANNERS[effect.manner])})`;
  if (effect.stage) text += ` (${say(STAGES[effect.stage])})`;
  if (scopes[effect.index]) text += ` [${scopes[effect.index]}]`;
  if (effect.until) text += ", " + say("until {day}", { day: sayDay(effect.until) });
  if (effect.through) text += ", " + say("a period printed through {day}", { day: sayDay(effect.through) });
  if (effect.to) text += ", " + openDay(effect.day, effect.to);
  const waits = effect.waits_for ? "; " + say("waits for {condition}", { condition: conditions[effect.waits_for] }) : "";
  return [text, waits];
}

/** What is known of a day that is known only in part. */
function openDay(first, last) {
  if (last === "never") return say("{first} or later: no source shows the day", { first: sayDay(first) });
  return say("on a day from {first} to {last}: which one was read nowhere", { first: sayDay(first), last: sayDay(last) });
}

function target(name) {
  if (name.startsWith("act/")) return h("a", { href: `#${name}`, on: { click: (event) => { event.preventDefault(); leadTo(name); } } }, words().acts[name.slice(4)]);
  return h("a", { href: `rules.${model.lang}.html#${name.replace(/\//g, ".")}` }, capital(words().titles[name]));
}

function leadTo(id) {
  const found = document.getElementById(id);
  clearFinder();
  found.scrollIntoView();
  found.focus({ preventScroll: true });
}

function deeds(id, first) {
  const lines = new Map();
  for (const effect of effectsOf.get(id) || []) {
    const key = deed(effect, first);
    const line = lines.get(key.join()) || { key, targets: [] };
    line.targets.push(effect.target);
    lines.set(key.join(), line);
  }
  return [...lines.values()].map(({ key: [text, waits], targets }) => h("li", {}, `${text}: `, targets.flatMap((name, index) => [index ? "; " : "", target(name)]), waits));
}

function entry([id, act]) {
  const first = firstDayOf(act), known = act.known || act.signed;
  const days = [];
  if (act.signed !== first) days.push(say("signed {day}", { day: sayDay(act.signed) }));
  if (known !== first && known !== act.signed) days.push(say("made public {day}", { day: sayDay(known) }));
  const lines = deeds(id, first);
  return h("article", { class: "act", id: `act/${id}`, tabindex: "-1", "data-kind": act.kind },
    h("p", {}, h("time", { datetime: first }, sayDay(first)), " ", h("small", {}, [say(KINDS[act.kind]), ...days].join(", "))),
    h("h3", {}, capital(words().acts[id])), lines.length ? h("ul", {}, lines) : null,
    act.unseen ? h("p", { class: "small" }, say("Reported, seen in no source, and not counted.")) : null,
    h("p", { class: "cite" }, h("span", { lang: "en" }, act.cite), act.url ? [h("br"), h("small", {}, act.url)] : null));
}

function finder() {
  const word = h("input", { id: "word", type: "search", autocomplete: "off", spellcheck: "false" });
  const kind = h("select", { id: "kind", autocomplete: "off" }, h("option", { value: "" }, say("any")), Object.entries(KINDS).map(([key, text]) => h("option", { value: key }, say(text))));
  word.addEventListener("input", look);
  kind.addEventListener("change", look);
  return h("div", { class: "find" }, h("div", {}, h("label", { for: "word" }, say("Find a word")), word), h("div", {}, h("label", { for: "kind" }, say("Kind of act")), kind));
}

const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

function look() {
  const wanted = plain(document.getElementById("word").value.trim()), kind = document.getElementById("kind").value;
  let count = 0;
  for (const section of document.querySelectorAll("main section")) {
    let left = 0;
    for (const act of section.querySelectorAll("article")) {
      act.hidden = (wanted && !plain(`${act.textContent} ${act.id}`).includes(wanted)) || (kind && act.dataset.kind !== kind);
      left += !act.hidden;
    }
    section.hidden = !left;
    count += left;
  }
  document.getElementById("found").textContent = wanted || kind ? say("{count} of {all} acts", { count, all: sorted.length }) : "";
}

function clearFinder() {
  for (const id of ["word", "kind"]) document.getElementById(id).value = "";
  look();
}

function draw() {
  const years = new Map();
  for (const act of sorted) {
    const year = firstDayOf(act[1]).slice(0, 4);
    years.set(year, [...(years.get(year) || []), act]);
  }
  const jump = (year) => h("li", {}, h("a", { href: `#y${year}`, on: { click: (event) => { event.preventDefault(); leadTo(`y${year}`); } } }, year));
  document.title = say("What happened when") + " · inforce";
  document.getElementById("main").replaceChildren(
    h("h1", {}, say("What happened when")),
    h("p", { class: "lead" }, say("Every statute, order, memo, notice and court order behind the rules, in order, with what it did and where to read it.")),
    finder(), h("ul", { class: "places" }, [...years.keys()].map(jump)), h("p", { id: "found", class: "small", role: "status" }),
    ...[...years].map(([year, acts]) => h("section", {}, h("h2", { id: `y${year}`, tabindex: "-1" }, year), acts.map(entry))));
}

model.lang = languageAsked();
function redraw(change) {
  const typed = ["word", "kind"].map((id) => document.getElementById(id).value);
  change();
  draw();
  ["word", "kind"].forEach((id, index) => { document.getElementById(id).value = typed[index]; });
  look();
}
dress(redraw);
draw();
window.addEventListener("pagehide", clearFinder);
