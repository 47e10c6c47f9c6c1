// The form of one question by the type of its fact: radio groups whose legend is the question, entries for days, numbers and lists.
// Each gives `{node, read}`; `read` gives the answer `{how, value, raw}`, or `{error, at}` with the field the error is about.
const UNKNOWN = "unknown", UNSAID = "unsaid", ENTRY = "entry", BETWEEN = "between", NONE = "none", SOME = "some", NEVER = "never";

function choice(value, text, { type = "radio", name = "choice", checked = false, described = null, lang = null } = {}) {
  const input = h("input", { type, name, value, checked, autocomplete: "off", "aria-describedby": described });
  return h("label", { class: "choice", lang }, input, h("span", {}, text));
}

function openChoices() {
  return h("div", { class: "aside" }, choice(UNKNOWN, say("I don't know")), choice(UNSAID, say("I prefer not to say")));
}

const chosen = (form) => (form.querySelector("input[name=choice]:checked") || {}).value;
const openAnswer = (how) => ({ how, value: null });

/** One of a few words: yes and no, or the values of a choice. */
function pickOne(options, legend) {
  const node = h("fieldset", {}, legend, h("div", { class: "pick" }, options.map(([value, text]) => choice(String(value), text))), openChoices());
  const read = (form) => {
    const how = chosen(form);
    if (how === undefined) return { error: say("Choose one of the answers. \"I don't know\" is one of them."), at: "choice" };
    if (how === UNKNOWN || how === UNSAID) return openAnswer(how);
    const found = options.find(([value]) => String(value) === how);
    return { how, value: found[0] };
  };
  return { node, read };
}

/** One of many: a country or a state. */
function pickFromList(options, legend, label) {
  const select = h("select", { name: "value", autocomplete: "off", id: "value" }, h("option", { value: "" }, say("choose from the list")), options.map(([value, text]) => h("option", { value }, text)));
  const entry = choice(ENTRY, label);
  select.addEventListener("change", () => { if (select.value) entry.querySelector("input").checked = true; });
  const node = h("fieldset", {}, legend, h("div", { class: "pick" }, entry, h("div", { class: "entry" }, h("div", {}, h("label", { for: "value", class: "hide" }, label), select))), openChoices());
  const read = (form) => {
    const how = chosen(form);
    if (how === undefined) return { error: say("Choose one of the answers. \"I don't know\" is one of them."), at: "choice" };
    if (how !== ENTRY) return openAnswer(how);
    if (!select.value) return { error: say("Choose one from the list, or \"I don't know\"."), at: "value" };
    return { how, value: select.value };
  };
  return { node, read };
}

function field(name, label, input) {
  input.id = name;
  return h("div", {}, h("label", { for: name }, label), input);
}
const numeric = (name, width) => h("input", { name, type: "text", inputmode: "numeric", maxlength: width, autocomplete: "off" });

/** Year, month and day; a month or a year alone is enough. */
function dayFields(prefix) {
  const months = MONTHS[model.lang].map((name, index) => h("option", { value: index + 1 }, name));
  return [
    field(`${prefix}year`, say("Year"), numeric(`${prefix}year`, 4)),
    field(`${prefix}month`, say("Month, if known"), h("select", { name: `${prefix}month`, autocomplete: "off" }, h("option", { value: "" }, say("not known")), months)),
    field(`${prefix}day`, say("Day, if known"), numeric(`${prefix}day`, 2)),
  ];
}

function readDay(form, prefix) {
  const year = form[`${prefix}year`].value.trim(), month = form[`${prefix}month`].value, day = form[`${prefix}day`].value.trim();
  const two = (text) => String(Number(text)).padStart(2, "0");
  if (!/^\d{4}$/.test(year) || Number(year) < 1900 || Number(year) > 2100) return { error: say("Write the year with four digits, for example 2015."), at: `${prefix}year` };
  if (day && !month) return { error: say("Choose the month as well, or leave the day empty."), at: `${prefix}month` };
  if (day && (!/^\d{1,2}$/.test(day) || Number(day) < 1 || Number(day) > new Date(Number(year), Number(month), 0).getDate())) return { error: say("There is no such day in that month."), at: `${prefix}day` };
  return { value: year + (month ? `-${two(month)}` : "") + (day ? `-${two(day)}` : "") };
}

/** The first and the last day that a year, a month or a day means. */
function spanOf(text) {
  const [year, month, day] = text.split("-").map(Number);
  const pad = (number) => String(number).padStart(2, "0");
  if (day) return { from: text, to: text };
  if (month) return { from: `${text}-01`, to: `${text}-${pad(new Date(year, month, 0).getDate())}` };
  return { from: `${text}-01-01`, to: `${text}-12-31` };
}

/** A day, as far as it is known: a day, a month, a year, or between two of them. */
function enterDay(legend, never) {
  const about = choice(ENTRY, say("I know the day, the month or the year")), between = choice(BETWEEN, say("Some time between two days"));
  const pick = (option) => () => { option.querySelector("input").checked = true; };
  const one = h("div", { class: "entry", on: { input: pick(about) } }, dayFields(""));
  const two = h("div", { class: "entry", on: { input: pick(between) } }, h("p", { class: "label" }, say("Not before")), dayFields("from-"), h("p", { class: "label" }, say("Not after")), dayFields("to-"));
  const range = h("details", {}, h("summary", {}, say("It was some time between two days")), between, two);
  const node = h("fieldset", {}, legend, h("div", { class: "pick" }, about, one, range, never ? choice(NEVER, say("It never happened")) : null), openChoices());
  const read = (form) => {
    const how = chosen(form);
    if (how === undefined) return { error: say("Choose one of the answers. \"I don't know\" is one of them."), at: "choice" };
    if (how === ENTRY) {
      const found = readDay(form, "");
      return found.error ? found : { how, value: found.value };
    }
    if (how === NEVER) return { how, value: false };
    if (how !== BETWEEN) return openAnswer(how);
    const first = readDay(form, "from-"), last = readDay(form, "to-");
    if (first.error || last.error) return first.error ? first : last;
    const value = { from: spanOf(first.value).from, to: spanOf(last.value).to };
    return value.from > value.to ? { error: say("The first day comes after the last."), at: "from-year" } : { how, value };
  };
  return { node, read };
}

/** A number, or between two numbers. */
function enterNumber(legend) {
  const exact = choice(ENTRY, say("This number")), between = choice(BETWEEN, say("Between two numbers"));
  const pick = (option) => () => { option.querySelector("input").checked = true; };
  const one = h("div", { class: "entry", on: { input: pick(exact) } }, field("number", say("Number"), numeric("number", 6)));
  const two = h("div", { class: "entry", on: { input: pick(between) } }, field("least", say("At least"), numeric("least", 6)), field("most", say("At most"), numeric("most", 6)));
  const node = h("fieldset", {}, legend, h("div", { class: "pick" }, exact, one, between, two), openChoices());
  const whole = (form, name) => {
    const text = form[name].value.trim();
    return /^\d{1,6}$/.test(text) ? { value: Number(text) } : { error: say("Write a whole number, for example 2."), at: name };
  };
  const read = (form) => {
    const how = chosen(form);
    if (how === undefined) return { error: say("Choose one of the answers. \"I don't know\" is one of them."), at: "choice" };
    if (how === ENTRY) {
      const found = whole(form, "number");
      return found.error ? found : { how, value: found.value };
    }
    if (how !== BETWEEN) return openAnswer(how);
    const least = whole(form, "least"), most = whole(form, "most");
    if (least.error || most.error) return least.error ? least : most;
    return least.value > most.value ? { error: say("The first number is larger than the second."), at: "least" } : { how, value: { from: least.value, to: most.value } };
  };
  return { node, read };
}

/** Several of a list: none, these and no others, or these and perhaps others. */
function tickSome(options, legend, implied) {
  const all = choice(ENTRY, say("Only what is ticked here")), some = choice(SOME, say("What is ticked here, and maybe more"));
  const ticks = options.map(([value, text]) => choice(value, text, { type: "checkbox", name: "tick" }));
  const box = h("div", { class: "ticks", role: "group", "aria-label": say("List") }, ticks);
  box.addEventListener("change", () => {
    const on = chosen(box.closest("form"));
    if (box.querySelector(":checked") && on !== SOME) all.querySelector("input").checked = true;
  });
  const node = h("fieldset", {}, legend, h("div", { class: "pick" }, choice(NONE, say("None of these")), box, all, some), openChoices());
  const read = (form) => {
    const how = chosen(form);
    const ticked = [...form.querySelectorAll("input[name=tick]:checked")].map((input) => input.value);
    if (how === undefined) return { error: say("Choose one of the answers. \"I don't know\" is one of them."), at: "choice" };
    if (how === NONE) return ticked.length ? { error: say("Something is ticked: take the ticks away, or choose another answer."), at: "tick" } : { how, value: [] };
    if (how !== ENTRY && how !== SOME) return openAnswer(how);
    if (!ticked.length) return { error: say("Tick what is so, or choose \"None of these\" or \"I don't know\"."), at: "tick" };
    return { how, value: how === ENTRY ? implied(ticked) : Object.fromEntries(ticked.map((value) => [value, true])) };
  };
  return { node, read };
}
