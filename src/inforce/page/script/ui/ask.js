// The questions, one at a time: the day first, then whatever the chooser asks next.
const YES_NO = [[true, sentence("Yes")], [false, sentence("No")]];

function dayWidget(legend) {
  const today = deviceDay();
  const now = choice("today", say("Today, {day}", { day: sayDay(today) }), { checked: true }), other = choice(ENTRY, say("Another day"));
  const fields = h("div", { class: "entry", on: { input: () => { other.querySelector("input").checked = true; } } }, dayFields(""));
  const node = h("fieldset", {}, legend, h("div", { class: "pick" }, now, other, fields));
  const read = (form) => {
    if (chosen(form) === "today") return { how: "today", value: today };
    const found = readDay(form, "");
    if (found.error) return found;
    if (found.value.length < 10) return { error: say("One day is needed here: year, month and day."), at: found.value.length < 7 ? "month" : "day" };
    if (found.value < book.firstDay) return { error: say("The rulebook begins on {day}.", { day: sayDay(book.firstDay) }), at: "year" };
    return { how: ENTRY, value: found.value };
  };
  return { node, read };
}

function widgetOf(name, legend) {
  if (name === "on") return dayWidget(legend);
  const fact = factOf(name);
  if (fact.type === "bool") return pickOne(YES_NO.map(([value, text]) => [value, say(text)]), legend);
  if (fact.type === "date") return enterDay(legend, fact.off_ramp);
  if (fact.type === "int") return enterNumber(legend);
  if (fact.type === "set") return tickSome(valuesOf(name), legend, (values) => withImplied(name, values));
  if (fact.type === "state") return pickFromList(valuesOf(name), legend, say("This state or territory"));
  return fact.type === "country" ? pickFromList(valuesOf(name), legend, say("This country")) : pickOne(valuesOf(name), legend);
}

/** What stands in the form now, so that it can be put back: after a change of language, or on coming back. */
function readDraft(form) {
  const draft = [];
  for (const input of form.elements) if (input.name) draft.push([input.name, input.type === "radio" || input.type === "checkbox" ? input.value : null, input.type === "radio" || input.type === "checkbox" ? input.checked : input.value]);
  return draft;
}

function putDraft(form, draft) {
  for (const [name, value, state] of draft) {
    for (const input of form.elements) {
      if (input.name !== name || (value !== null && input.value !== value)) continue;
      if (value === null) input.value = state;
      else input.checked = state;
      const folded = state && input.closest("details");
      if (folded) folded.open = true;
    }
  }
}

function questionScreen() {
  const name = model.asking;
  const number = placeOf(name) + 1;
  const heading = h("h1", { id: "head", tabindex: "-1" }, askWords(name));
  const why = whyWords(name), documents = documentsOf(name);
  const widget = widgetOf(name, h("legend", {}, heading));
  const wrong = h("p", { class: "wrong", id: "wrong", role: "alert", hidden: true });
  const form = h("form", { novalidate: true, autocomplete: "off", id: "question" },
    h("p", { class: "step" }, say("Question {number}", { number })),
    widget.node, wrong,
    h("div", { class: "row" },
      h("button", { type: "submit", class: "button main" }, say("Continue")),
      button(say("Back"), goBack),
      model.answers.size ? button(say("Show the result now"), () => show("result"), "quiet") : null),
    h("details", { class: "why", open: true }, h("summary", {}, say("Why this is asked")), h("p", {}, why),
      documents.length ? [h("p", {}, say("Papers that can show it:")), list(documents.map((paper) => [h("b", {}, capital(told(paper.name))), `. ${told(paper.note)}`]))] : null));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const answer = widget.read(form);
    if (answer.error) return complain(form, wrong, answer);
    takeAnswer(form, wrong, name, answer);
  });
  const before = model.draft || (model.answers.get(name) || {}).raw;
  if (before) putDraft(form, before);
  model.draft = null;
  return [form];
}

/** Say what is wrong, tie it to its field, and lead there. */
function complain(form, wrong, { error, at, more = [] }) {
  for (const input of form.querySelectorAll("[aria-invalid]")) { input.removeAttribute("aria-invalid"); input.removeAttribute("aria-describedby"); }
  wrong.hidden = false;
  wrong.replaceChildren(error, ...more);
  const fields = [...form.elements].filter((input) => input.name === at);
  for (const input of fields) {
    if (input.type !== "radio") input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", "wrong");
  }
  const folded = fields[0] && fields[0].closest("details");
  if (folded) folded.open = true;
  if (fields.length) (fields.find((input) => input.checked) || fields[0]).focus();
}

function takeAnswer(form, wrong, name, answer) {
  const before = model.answers.get(name), day = model.on;
  model.answers.set(name, { ...answer, raw: readDraft(form) });
  if (name === "on") model.on = answer.value;
  try {
    checkFacts();
  } catch (error) {
    if (before) model.answers.set(name, before);
    else model.answers.delete(name);
    model.on = day;
    const others = conflictOf(error).filter((other) => other !== name && model.answers.has(other));
    const links = others.map((other) => h("li", {}, h("button", { type: "button", class: "button quiet", on: { click: () => change(other) } }, say("Change: {answer}", { answer: labelWords(other) }))));
    const text = others.length ? say("This answer and another one cannot both be so.") : say("This answer cannot be so on that day.");
    return complain(form, wrong, { error: text, at: formFieldOf(form), more: links.length ? [h("ul", {}, links)] : [] });
  }
  askNext();
}

const formFieldOf = (form) => ["choice", "value"].find((name) => form.elements[name]) || "choice";

/** Ask what matters most now, or show the result where nothing matters any more. */
async function askNext() {
  const next = model.on === null ? "on" : await working(() => nextFact());
  if (next === undefined) return;
  model.asking = next;
  show(next === null ? "result" : "question");
}

/** Where a question stands among those answered; one that is not comes after them all. */
function placeOf(name) {
  const at = [...model.answers.keys()].indexOf(name);
  return at < 0 ? model.answers.size : at;
}

/** The question before; every answer stays, and going on leads to the first that has none. */
function goBack() {
  const at = placeOf(model.asking);
  if (at === 0) return show("welcome");
  model.asking = [...model.answers.keys()][at - 1];
  show("question");
}

/** Ask one question again; the other answers stay. */
function change(name) {
  model.asking = name;
  show("question");
}
