// Constraints: what is true of facts by definition; they settle more questions, and contradictory input is an error; as kernel/theory.py.

const FORMS_KEPT = 4;

/** What is said of somebody, with what the constraints make of it; asked through the queries. */
class Situation {
  constructor(said, saying) {
    this.said = said;
    this.saying = saying;
    this._known = null;
  }

  /** All that follows from what is said, fact by fact. */
  get known() {
    if (this._known === null) {
      const values = this.said.values.slice();
      for (const [fact, value] of knownOf(this.saying)) values[fact] = value;
      this._known = this.said.withValues(values);
    }
    return this._known;
  }

  /** The value of a choice where it is known; else null. */
  word(name) {
    const { vocabulary } = this.said;
    const fact = vocabulary.number(name);
    const value = this._known === null ? knownOf(this.saying, new Set([fact])).get(fact) : this._known.values[fact];
    return isSettled(value) ? vocabulary.fact(fact).words(value)[0] : null;
  }

  /** Whether somebody fits what is said and makes the formula true; may throw TooHard. */
  find(formula) {
    return find(this.saying, formula) !== null;
  }

  /** Whether a formula holds of everybody who fits what is said, of nobody, or (null) of some. */
  truth(formula) {
    return truthOf(this.saying, formula);
  }

  /** The same when a formula holds too; null where it cannot hold. */
  but(formula) {
    try {
      return new Situation(this.said, this.saying.but(formula));
    } catch (error) {
      if (!(error instanceof Impossible)) throw error;
      return null;
    }
  }
}

/** All constraints over one vocabulary; each is {says, formula}. */
class Theory {
  constructor(vocabulary, constraints) {
    this.vocabulary = vocabulary;
    this.constraints = constraints;
    this._forms = new Map();
    this._implied = null;
  }

  /** Whether truth tables alone show that every constraint holds, so that there is nothing to fill in. */
  isMet(known) {
    return this.constraints.every((constraint) => evaluate(constraint.formula, known) === true);
  }

  /** The form of a day, kept for the next who asks; `formulas` makes those that will be asked about. */
  form(on, formulas) {
    let found = this._forms.get(on);
    this._forms.delete(on);
    found ??= new Form(this.vocabulary, this.constraints.map((constraint) => constraint.formula), formulas(), on);
    this._forms.set(on, found); // the newest last
    if (this._forms.size > FORMS_KEPT) this._forms.delete(this._forms.keys().next().value);
    return found;
  }

  /** By set fact and value, the values of the same set that the constraints imply. */
  get implied() {
    if (this._implied !== null) return this._implied;
    this._implied = new Map();
    for (const { formula } of this.constraints) {
      if (formula.facts.size !== 1) continue;
      const [number] = formula.facts;
      const fact = this.vocabulary.fact(number);
      for (const one of fact.type === "set" ? fact.values : []) {
        for (const other of fact.values) {
          const values = [];
          values[number] = new Members(new Set([one]), new Set([other]));
          if (one === other || evaluate(formula, new Knowledge(this.vocabulary, null, values, new Set([number]))) !== false) continue;
          if (!this._implied.has(number)) this._implied.set(number, new Map(fact.values.map((value) => [value, new Set()])));
          this._implied.get(number).get(one).add(other);
        }
      }
    }
    for (const implied of this._implied.values()) {
      for (const others of implied.values()) for (const other of others) for (const more of implied.get(other)) others.add(more);
    }
    return this._implied;
  }

  /** The values (a Map), with complete sets closed under what one value implies: `[felony]` is some offense too. */
  completed(values) {
    const found = new Map(values);
    for (const [fact, implied] of this.implied) {
      const listed = found.get(fact);
      if (listed instanceof Members && listed.complete) {
        found.set(fact, new Members(new Set([...listed.has].flatMap((value) => [value, ...(implied.get(value) ?? [])])), listed.lacks, true));
      }
    }
    return found;
  }

  /** Make sure that what was said can be so; `fixed`: what is settled for everybody. Throws a Contradiction. */
  close(said, form, values, fixed, { suppose = false, openGiven = NO_FACTS } = {}) {
    try {
      return new Situation(said, new Saying(form, values, fixed, { suppose, openGiven }));
    } catch (error) {
      if (!(error instanceof Impossible)) throw error;
      throw this._contradiction(error.facts, values, form.on);
    }
  }

  _contradiction(facts, values, on) {
    const its = new Map(facts.map((fact) => [fact, values.get(fact)]));
    const rules = new Map(); // a rule of several formulas is broken as a whole
    for (const { says, formula } of this.constraints) rules.set(says, [...(rules.get(says) ?? []), formula]);
    const about = [...rules].filter(([, rule]) => facts.some((fact) => rule.some((formula) => formula.facts.has(fact))));
    const breaks = ([, rule]) => {
      try {
        new Saying(new Form(this.vocabulary, rule, [], on), its, new Map(), { suppose: false });
      } catch (error) {
        if (!(error instanceof Impossible)) throw error;
        return true;
      }
      return false;
    };
    const [says] = about.find(breaks) ?? about[0] ?? [null];
    return new Contradiction(facts.map((fact) => this.vocabulary.name(fact)), says);
  }
}
