// Constraints: what is true of facts by definition; they settle more questions, and contradictory input is an error; as kernel/theory.py.

/** The constraints that some facts are tied to, directly or through others. */
function tiedTo(byFact, facts) {
  const found = new Set();
  const seen = new Set();
  const waiting = [...facts];
  while (waiting.length) {
    const fact = waiting.pop();
    if (seen.has(fact)) continue;
    seen.add(fact);
    for (const constraint of byFact.get(fact) ?? []) {
      if (found.has(constraint)) continue;
      found.add(constraint);
      for (const other of constraint.facts) if (!seen.has(other)) waiting.push(other);
    }
  }
  return [...found];
}

function indexByFact(constraints) {
  const byFact = new Map();
  for (const constraint of constraints) {
    for (const fact of constraint.facts) {
      if (!byFact.has(fact)) byFact.set(fact, []);
      byFact.get(fact).push(constraint);
    }
  }
  return byFact;
}

/** Knowledge closed under the constraints, with the constraints that are still open about it. */
class Situation {
  constructor(said, known, open) {
    this.said = said;
    this.known = known;
    this.open = open;
    this.byFact = indexByFact(open);
  }

  /** The open constraints tied to the facts. */
  around(facts) {
    return tiedTo(this.byFact, facts);
  }

  /** What is known when a literal holds too, with what the constraints then force; null where it cannot hold. */
  forced(literal) {
    const narrower = assume(literal, this.known);
    return narrower === null ? null : propagate(narrower, this.byFact, literal.facts);
  }

  /** Somebody who fits what is known and the constraints and makes the formula true; `further` (a Map): what more is known. */
  find(formula, further = null, given = NO_FACTS) {
    if (further === null) return find(formula, this.known, this.byFact);
    const touched = new Set();
    for (const fact of further.keys()) for (const constraint of this.byFact.get(fact) ?? []) touched.add(constraint);
    return find(this.known.forms.conjoin([formula, ...touched]), this.known.also(further, given), this.byFact);
  }
}

/** All constraints over one vocabulary; each is {says, formula}. */
class Theory {
  constructor(vocabulary, constraints) {
    this.vocabulary = vocabulary;
    this.constraints = constraints;
  }

  /** Whether truth tables alone show that every constraint holds, so that there is nothing to fill in. */
  isMet(known) {
    return this.constraints.every((constraint) => evaluate(constraint.formula, known) === true);
  }

  /**
   * Fill in what the constraints force, and make sure that what was said can be so; throws a Contradiction.
   * `order`: the facts in the order in which they were said, for naming a conflict.
   */
  close(said, { verify = true, order = [] } = {}) {
    let known = said;
    let waiting = this.constraints.map((constraint) => constraint.formula);
    const left = new Map();
    while (waiting.length) {
      const again = new Set();
      let memo = new Map();
      for (const formula of waiting) {
        const rest = evaluate(formula, known) ? TRUE : residual(formula, known, memo);
        left.set(formula, rest);
        if (rest === TRUE) continue;
        if (rest === FALSE) throw this._contradiction(said, order);
        for (const literal of conjuncts(rest)) {
          if (!isLiteral(literal)) continue;
          const narrower = assume(literal, known);
          if (narrower === null) throw this._contradiction(said, order);
          if (narrower !== known) {
            known = narrower;
            memo = new Map();
            for (const fact of literal.facts) again.add(fact);
          }
        }
      }
      waiting = [...left].filter(([formula, rest]) => rest !== TRUE && meets(formula.facts, again)).map(([formula]) => formula);
    }
    const rests = new Set([...left.values()].map((rest) => residual(rest, known)));
    rests.delete(TRUE);
    if (verify && rests.size && find(known.forms.conjoin(rests), known) === null) throw this._contradiction(said, order);
    return new Situation(said, known, [...rests]);
  }

  /** Whether some person fits what was said. */
  isPossible(said) {
    return find(said.forms.conjoin(this.constraints.map((constraint) => constraint.formula)), said) !== null;
  }

  _contradiction(said, order) {
    let fewest = said;
    for (const fact of order) {
      if (!said.given.has(fact)) continue;
      const smaller = fewest.without(fact);
      if (!this.isPossible(smaller)) fewest = smaller;
    }
    const blamed = order.filter((fact) => fewest.given.has(fact));
    const rules = new Map(); // a rule of several formulas is broken as a whole
    for (const { says, formula } of this.constraints) rules.set(says, [...(rules.get(says) ?? []), formula]);
    const broken =
      this.constraints.find(({ says }) => find(said.forms.conjoin(rules.get(says)), fewest) === null) ??
      this.constraints.find((constraint) => meets(constraint.formula.facts, new Set(blamed)));
    return new Contradiction(blamed.map((fact) => this.vocabulary.name(fact)), broken ? broken.says : null);
  }
}
