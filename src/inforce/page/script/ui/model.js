// What the page knows while it is open, and nowhere else: the language, the screen, the day, and the answers in the order given.
const model = { lang: "en", screen: "welcome", on: null, answers: new Map(), asking: null, other: new Set(), draft: null, first: true };

/** Forget everything but the language. */
function forget() {
  Object.assign(model, { screen: "welcome", on: null, answers: new Map(), asking: null, other: new Set(), draft: null, first: true });
}

/** The answers that say something, as facts; an answer left open says nothing. */
function statedFacts() {
  const facts = {};
  for (const [name, answer] of model.answers) if (answer.value !== null && answer.how !== NEVER && name !== "on") facts[name] = answer.value;
  return facts;
}

const askedDay = () => model.on || deviceDay();
const readingsChosen = () => Object.fromEntries([...model.other].map((name) => [name, "other"]));

function deviceDay() {
  const now = new Date();
  const pad = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

const rest = () => new Promise((resolve) => setTimeout(resolve));
