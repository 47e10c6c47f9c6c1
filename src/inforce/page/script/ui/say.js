// Words and elements: every sentence is looked up whole by its English text, and every element is built without markup text.
const data = (id) => JSON.parse(document.getElementById(id).textContent);
const SPANISH = data("spanish");
const MONTHS = {
  en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
  es: ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
};

/** Mark a sentence of a table, to be said later. */
const sentence = (text) => text;

function say(sentence, values) {
  const words = model.lang === "es" ? SPANISH[sentence] : sentence;
  if (words === undefined) throw new Error(`no Spanish for: ${sentence}`);
  return values ? words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole)) : words;
}

/** The words of one language out of `{en, es}`; text that has no languages is said as it is. */
const told = (words) => (words === null || words === undefined ? "" : typeof words === "string" ? words : words[model.lang] || "");

const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

function sayDay(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  const name = MONTHS[model.lang][month - 1];
  return model.lang === "es" ? `${day} de ${name} de ${year}` : `${day} ${name} ${year}`;
}

function join(parts, word) {
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} ${word} ${parts[parts.length - 1]}` : parts.join("");
}
const joinAnd = (parts) => join(parts, say("and"));

/** Build an element: attributes by name, `on` for listeners, then children (text, elements, or lists of them). */
function h(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

const button = (text, listener, kind = "", more = {}) => h("button", { type: "button", class: `button ${kind}`.trim(), on: { click: listener }, ...more }, text);
const list = (items, kind) => (items.length ? h("ul", { class: kind }, items.map((item) => h("li", {}, item))) : null);
