// The one place that knows how the rulebook and its words are held: the screens ask here.
const held = unpack("rulebook");
Object.assign(held.rules, data("formulas"));
const rulebook = Inforce.load(held);
const { order, not_encoded: missing, rulebook: version, first_day: firstDay } = held.rules;
const { latest } = document.getElementById("asof").dataset;
const book = { order, missing, version, firstDay, latest };

const words = () => held.words[model.lang];
const ruleOf = (id) => held.rules.provisions[id];
const ruleWords = (id) => words().provisions[id];
const readingOf = (id) => words().readings[id];
const actTitle = (id) => words().acts[id];
const titleWords = (id) => ruleWords(id).title;

/** A court by its name, to stand after `in`; as it is cited where the rulebook has no name for it. */
function courtWords(court) {
  if (court === "U.S.") return say("the Supreme Court");
  const match = /^(?:(\d+)(?:st|nd|rd|d|th)|D\.C\.) Cir\.$/.exec(court);
  const name = match ? words().places[match[1] ? `ca${match[1]}` : "cadc"] : null;
  return name ? say("the {circuit}", { circuit: name }) : court;
}

/** A review of an act: where it is and how far it has come, since when. */
function reviewWords({ upon, court, stage, since, to }) {
  const told = { act: actTitle(upon), court: courtWords(court), stage: say(STAGES[stage]) };
  if (to === null) return say("{act}: in {court}, {stage} on {day}", { ...told, day: sayDay(since) });
  return say("{act}: in {court}, {stage} between {first} and {last}", { ...told, first: sayDay(since), last: sayDay(to) });
}

const factOf = (name) => held.rules.facts[name];
const question = (name) => held.asking.questions[name];
const isAsked = (name) => name in held.asking.questions && question(name).asked;
const labelWords = (name) => (name === "on" ? say("day asked about") : (words().facts[name] || {}).label || name.replace(/_/g, " "));
const askWords = (name) => told(question(name).ask);
const whyWords = (name) => told(question(name).why) || say("A rule turns on it.");
const documentsOf = (name) => (name in held.asking.questions ? question(name).documents : []).map((id) => held.asking.documents[id]);

/** The values of a fact, those of a long list by their names. */
function valuesOf(name) {
  const { type, values } = factOf(name);
  if (type === "state") return inOrder(words().states);
  if (type === "country") return inOrder(words().countries);
  return values.map((value) => [value, answerText(name, value)]);
}
const inOrder = (names) => Object.entries(names).sort(([, first], [, second]) => first.localeCompare(second, model.lang));
const answerText = (name, value) => capital(told(question(name).answers[value]) || valueWords(name, value));

/** The word for a value, as it stands in a sentence. */
function valueWords(name, value) {
  const { type } = factOf(name);
  if (type === "state") return words().states[value];
  if (type === "country") return words().countries[value];
  return ((words().facts[name] || {}).values || {})[value] || value.replace(/_/g, " ");
}

/** All values of a set that hold where these do, by the constraints: a felony is also some offense. */
function withImplied(name, values) {
  const { person } = rulebook.person({ [name]: Object.fromEntries(values.map((value) => [value, true])) }, { on: askedDay() });
  const { vocabulary } = rulebook.library;
  const found = person.situation.known.values[vocabulary.number(name)];
  return factOf(name).values.filter((value) => found.has.has(value));
}

const options = (more = {}) => ({ on: askedDay(), readings: {}, ...more });
const checkFacts = () => rulebook.person(statedFacts(), options());
const conflictOf = (error) => {
  if (error.facts) return error.facts;
  if (error.code) return [];
  throw error;
};
const outcomesNow = () => rulebook.outcomes(statedFacts(), options());
const determinationOf = (id, reasons) => rulebook.determination(statedFacts(), options({ reasons }), id);
const shieldOutcome = (id) => determinationOf(id, false).outcome;
const outcomeOn = (id, day) => rulebook.determination(statedFacts(), options({ on: day, reasons: false }), id).outcome;
const standingOf = (id) => rulebook.status(id, askedDay(), statedFacts());

/** The days on which a status of the rule, of its parts or of its shields can change, in order. */
function turningDays(id) {
  const { statuses } = rulebook.library;
  const { parts = [], exempt_by: shields = [] } = ruleOf(id);
  const names = [id, ...parts, ...shields];
  return [...new Set(names.flatMap((name) => statuses[name].map(([first]) => Inforce.isoDay(first))))].sort();
}
