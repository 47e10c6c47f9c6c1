// Which fact to ask next; null where no answer could change anything.
const BEFORE_ALL = ["state"];
function nextFact() {
  const skip = new Set(model.answers.keys());
  const open = new Map();
  for (const name of BEFORE_ALL) if (!skip.has(name)) return name;
  const outcomes = outcomesNow();
  for (const id of order) {
    if (outcomes[id] !== "depends") continue;
    const { person, frame } = rulebook.person(statedFacts(), options());
    for (const formula of frame.core(id).values()) for (const fact of person.rest(formula).facts) open.set(fact, (open.get(fact) || 0) + 1);
    break;
  }
  const { vocabulary } = rulebook.library;
  const names = [...open.keys()].map((fact) => vocabulary.name(fact)).filter((name) => isAsked(name) && !skip.has(name));
  return names.length ? names[0] : null;
}
