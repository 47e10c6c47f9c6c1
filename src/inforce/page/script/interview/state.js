// A state: what is known after some answers, closed under the constraints step by step; as interview/state.py.

/** What is known when a fact is as said; null where that contradicts what was known. */
function narrowed(known, fact, value) {
  const { forms } = known;
  let literals;
  if (typeof value === "boolean") literals = [value ? forms.flag(fact) : negate(forms.flag(fact))];
  else if (value instanceof Members) literals = [...[...value.has].sort().map((word) => forms.has(fact, word)), ...[...value.lacks].sort().map((word) => negate(forms.has(fact, word)))];
  else if (typeof value === "bigint") literals = [forms.oneOf(fact, value)];
  else literals = [forms.atMost(fact, value[1]), forms.atLeast(fact, value[0])];
  let narrower = known;
  for (const literal of literals) if (narrower !== null) narrower = assume(literal, narrower);
  if (narrower === null || !(value instanceof Members) || !value.complete) return narrower;
  const found = narrower.values[fact];
  if (found instanceof Members && [...found.has].some((word) => !value.has.has(word))) return null;
  return narrower.withValue(fact, new Members(value.has, new Set(), true));
}

class State {
  /** said: the numbers of the facts about which something was said; declined: the names of facts asked and left unknown. */
  constructor(problem, known, open, said = new Set(), declined = new Set()) {
    this.problem = problem;
    this.known = known;
    this.open = open;
    this.said = said;
    this.declined = declined;
    this._situation = null;
  }

  get situation() {
    this._situation ??= new Situation(this.known, this.known, this.open);
    return this._situation;
  }

  isAsked(fact) {
    return this.declined.has(fact) || this.problem.numbersOf(fact).some((number) => this.said.has(number));
  }

  /** Whether the fact has a question, was not asked yet, and is not settled by what is known. */
  canBeAsked(fact) {
    if (!this.problem.questions.has(fact) || this.isAsked(fact)) return false;
    const [number, there] = this.problem.numbersOf(fact);
    return there === undefined ? !this.known.isSettled(number) : this.known.values[there] !== false;
  }

  /** The same with the fact left unknown for good; a finding that nobody reports counts as not made. */
  decline(fact) {
    const declined = new Set(this.declined).add(fact);
    const { offRamp, type } = this.problem.vocabulary.named(fact);
    if (offRamp) {
      const [number, there] = this.problem.numbersOf(fact);
      const found = this._with(new Map([[there ?? number, type === "set" ? new Members(new Set(), new Set(), true) : false]]), declined, []);
      if (found !== null) return found;
    }
    return new State(this.problem, this.known, this.open, this.said, declined);
  }

  /** The same with a fact as said, `undefined` for a day that is not there; null where that cannot be. */
  learn(fact, value) {
    const [number, there] = this.problem.numbersOf(fact);
    const values = new Map();
    if (there !== undefined) values.set(there, value !== undefined);
    if (value !== undefined) values.set(number, value);
    const declined = new Set(this.declined);
    declined.delete(fact);
    return this._with(values, declined, [...values.keys()]);
  }

  _with(values, declined, given) {
    const { known: before } = this;
    let known = new Knowledge(before.vocabulary, before.forms, before.values, new Set([...before.given, ...given]), before.relations, before.openGiven);
    for (const [fact, value] of values) if (known !== null) known = narrowed(known, fact, value);
    if (known === null) return null;
    const constraints = [...this.open, ...this.problem.telling.filter((formula) => given.some((fact) => formula.facts.has(fact)))];
    known = propagate(known, indexByFact(constraints), values.keys());
    if (known === null) return null;
    const rests = new Set(constraints.map((formula) => residual(formula, known)));
    rests.delete(TRUE);
    return new State(this.problem, known, [...rests], new Set([...this.said, ...given]), declined);
  }

  /** Whether somebody fits. */
  isPossible() {
    return !this.open.length || find(this.known.forms.conjoin(this.open), this.known) !== null;
  }
}
