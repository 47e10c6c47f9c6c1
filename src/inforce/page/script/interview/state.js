// A state: what is known after some answers, with all that follows from it; as interview/state.py.

class State {
  /**
   * said: a Map of values by number; an off-ramp day that is not there is `x?: false`. declined: the names of facts asked and left
   * unknown; counted: findings that were declined, and count as not made.
   */
  constructor(problem, said = new Map(), declined = new Set(), counted = new Map()) {
    this.problem = problem;
    this.said = said;
    this.declined = declined;
    this.counted = counted;
    this._situation = null;
  }

  /** The same as the kernel takes it. Throws a Contradiction. */
  get situation() {
    const { theory, vocabulary, forms, form, fixed } = this.problem;
    if (this._situation === null) {
      const granted = new Map([...fixed, ...this.counted].filter(([fact]) => !this.said.has(fact)));
      const said = new Knowledge(vocabulary, forms, arrayOf(vocabulary, new Map([...granted, ...this.said])), new Set(this.said.keys()));
      this._situation = theory.close(said, form, this.said, granted);
    }
    return this._situation;
  }

  /** All that follows from what was said. */
  get known() {
    return this.situation.known;
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
      const value = type === "set" ? new Members(new Set(), new Set(), true) : false;
      const found = new State(this.problem, this.said, declined, new Map(this.counted).set(there ?? number, value));
      if (found.isPossible()) return found;
    }
    return new State(this.problem, this.said, declined, this.counted);
  }

  /** The same with a fact as said, `undefined` for a day that is not there; null where that cannot be. */
  learn(fact, value) {
    const [number, there] = this.problem.numbersOf(fact);
    const said = new Map(this.said);
    const counted = new Map(this.counted);
    const declined = new Set(this.declined);
    declined.delete(fact);
    if (there !== undefined) said.set(there, value !== undefined);
    if (value !== undefined) said.set(number, this.said.has(number) && !this.declined.has(fact) ? meet(this.said.get(number), value) : value);
    counted.delete(number);
    if (there !== undefined) counted.delete(there);
    const found = new State(this.problem, this.problem.theory.completed(said), declined, counted);
    return found.isPossible() ? found : null;
  }

  /** Whether somebody fits. */
  isPossible() {
    try {
      return this.situation !== null;
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error;
      return false;
    }
  }
}
