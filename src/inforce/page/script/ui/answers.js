// The answers given so far, in words, each with a way to change it.
function answerWords(name) {
  const answer = model.answers.get(name);
  if (answer.value === null) return answer.how === UNSAID ? say("left unsaid") : say("not known");
  if (answer.how === NEVER) return say("it never happened");
  if (name === "on") return sayDay(answer.value);
  return valueInWords(name, answer.value, answer.how);
}

function dateWords(text) {
  const [year, month, day] = text.split("-").map(Number);
  if (day) return sayDay(text);
  return month ? `${MONTHS[model.lang][month - 1]} ${year}` : String(year);
}

function valueInWords(name, value, how = ENTRY) {
  const type = factOf(name).type;
  if (type === "bool") return value ? say("yes") : say("no");
  if (type === "date") return typeof value === "string" ? dateWords(value) : say("between {first} and {last}", { first: value.from ? sayDay(value.from) : "…", last: value.to ? sayDay(value.to) : "…" });
  if (type === "int") return typeof value === "object" ? say("between {first} and {last}", { first: value.from, last: value.to }) : String(value);
  if (type !== "set") return [].concat(value).map((each) => valueWords(name, each)).join(", ");
  const held = Array.isArray(value) ? value : Object.keys(value).filter((each) => value[each]);
  if (!held.length) return Array.isArray(value) ? say("none of these") : "";
  const words = joinAnd(held.map((each) => valueWords(name, each)));
  return how === SOME || !Array.isArray(value) ? say("{list}, and maybe more", { list: words }) : words;
}

function answersTable() {
  const rows = [...model.answers.keys()].map((name) => h("tr", {}, h("th", { scope: "row" }, capital(labelWords(name))), h("td", {}, answerWords(name)),
    h("td", {}, h("button", { type: "button", "aria-label": say("Change: {answer}", { answer: labelWords(name) }), on: { click: () => change(name) } }, say("Change")))));
  return h("table", { class: "said" }, h("caption", { class: "hide" }, say("Your answers")), h("tbody", {}, rows));
}
