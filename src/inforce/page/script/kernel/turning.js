// What an answer turns on: decided by diagrams over regions, or by the branching search where atoms have no regions; as
// `Turning` of kernel/answer.py.

/** The facts of a formula, each with the value of a bool fact that helps to make it true (null: any may), as [fact, value]. */
function literalsOf(formula, truth = true) {
  if (formula.kind === FLAG) return [[formula.fact, truth]];
  if (formula.kind === NOT) return literalsOf(formula.part, !truth);
  if (formula.parts !== null) return formula.parts.flatMap((part) => literalsOf(part, truth));
  return [...formula.facts].map((fact) => [fact, null]);
}

/** Whether a formula says no more than clauses of two literals say. */
function isBinary(formula) {
  if (formula.kind === NOT && formula.part.kind === AND) return formula.part.parts.length === 2 && formula.part.parts.every(isLiteral);
  if (formula.kind === AND) return formula.parts.every(isBinary);
  if (formula.kind === OR) return formula.parts.length === 2 && formula.parts.every((part) => isLiteral(part) || (part.kind === AND && part.parts.every(isLiteral)));
  return isLiteral(formula);
}

/** `space`: the regions of the facts the formulas mention, where several answers share them. Every method may throw TooHard. */
class Turning {
  constructor(outcomes, situation, space = null) {
    const { known } = situation;
    this.outcomes = residuals(outcomes, known);
    this.situation = situation;
    this.facts = openFacts(this.outcomes, situation);
    this.tied = situation.around(this.facts);
    this.linked = new Set(this.tied.flatMap((constraint) => [...constraint.facts].filter((fact) => !known.isSettled(fact))));
    this.about = new Set([...this.linked, ...this.facts]);
    this.space = null;
    try {
      const regions = space ?? new Space(known, [...this.outcomes.values(), ...this.tied]);
      const { diagram } = regions;
      const allowed = diagram.all([regions.related(this.about), ...this.tied.map((constraint) => regions.encode(constraint))]);
      this._allowed = allowed;
      this._exact = regions.isExact(this.about);
      this._people = new Map([...this.outcomes].map(([name, formula]) => [name, diagram.both(allowed, regions.encode(formula))]));
      this.space = regions;
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
    }
    this._literals = this.tied.map((constraint) => literalsOf(constraint));
    for (const [relation] of known.relations) this._literals.push([...relation.facts].map((fact) => [fact, null]));
  }

  /** The outcomes that some completion gives. */
  possible() {
    const { outcomes, space } = this;
    const certain = [...outcomes].filter(([, formula]) => formula === TRUE || outcomes.size === 1).map(([name]) => name);
    if (certain.length) return certain;
    if (space === null) return possible(outcomes, this.situation);
    return [...this._people].filter(([, people]) => space.solve(people, this.about) !== null).map(([name]) => name);
  }

  /** Whether two completions with different outcomes differ only in the moved facts (a Set). */
  _meet(moved) {
    const { diagram } = this.space;
    const levels = this.space.levels(moved);
    if (!twos([...this._people.values()], { ordered: false }).some(([first, last]) => diagram.meets(first, last, levels))) return false;
    if (this._exact) return true;
    const spreads = [];
    for (const people of this._people.values()) {
      const spread = diagram.exists(people, levels);
      for (const [earlier, itsSpread] of spreads) {
        const shared = diagram.both(itsSpread, spread);
        if (shared !== 0) return this._isPair(earlier, people, shared, moved) || this._meetOnDays(moved);
      }
      spreads.push([people, spread]);
    }
    return false;
  }

  /** Whether the two people picked along one shared path are realized by some days; false proves nothing. */
  _isPair(first, second, shared, moved) {
    const { space } = this;
    const { diagram } = space;
    const same = diagram.cube(diagram.model(shared));
    const chosen = diagram.model(diagram.both(first, same));
    for (const [level, turn] of diagram.model(diagram.both(second, same))) {
      const its = space.secondLevel(level, moved);
      if (!chosen.has(its)) chosen.set(its, turn);
    }
    return space.canBe(chosen, moved, this.about);
  }

  /** The same where regions alone cannot tell: two people spelled out, and days found for them. */
  _meetOnDays(moved) {
    const { space } = this;
    const names = copies(moved, this.situation.known.vocabulary);
    const second = space.secondPerson(this.about, moved, this.tied);
    return twos([...this.outcomes.keys()], { ordered: false }).some(([first, last]) => {
      const pair = space.diagram.all([this._people.get(first), second, space.encode(space.forms.rename(this.outcomes.get(last), names))]);
      return space.solve(pair, this.about, moved) !== null;
    });
  }

  /**
   * Whether two completions with different outcomes differ only in the fact and in facts forced to move with it: facts are
   * forced to move when no smaller part of them, moved along with the fact, is allowed by the constraints.
   */
  turnsOn(fact) {
    if (this.space === null) return turnsOnBySearch(fact, this.outcomes, this.situation);
    if (this.facts.includes(fact) && this._meet(new Set([fact]))) return true;
    const others = this._others(fact);
    const all = new Set([fact, ...others]);
    if (!meets(this.facts, all) || !this._meet(all)) return false;
    const known = this._turnsByForce(fact, all);
    if (known !== undefined) return known;
    const direct = new Set(this.tied.filter((constraint) => constraint.facts.has(fact)).flatMap((constraint) => [...constraint.facts]));
    const near = others.filter((name) => direct.has(name));
    return near.some((name) => this._forcedByOne(fact, name)) || this._forced(fact, others);
  }

  /** Whether two completions with different outcomes differ in two facts, and the first cannot move alone; for a fact that makes no difference alone. */
  _forcedByOne(fact, name) {
    const { space } = this;
    const moved = new Set([fact, name]);
    if (!this._meet(moved)) return false;
    if (!this._exact) return this._forced(fact, [name]);
    const { diagram } = space;
    const [levels, leading, barred] = [space.levels(moved), space.levels([fact]), diagram.negate(this._allowed)];
    return twos([...this._people.values()], { ordered: true }).some(([first, last]) => diagram.meetsByForce(first, last, barred, levels, leading));
  }

  /**
   * The same for a bool fact by what each of its values forces; undefined where that does not tell. Facts that a value settles
   * must move where they were otherwise, and no others need to if the person so changed is allowed. That finds a pair for
   * certain; where the constraints at hand are of two literals it misses none.
   */
  _turnsByForce(fact, all) {
    const { space, situation } = this;
    if (situation.known.vocabulary.fact(fact).type !== "bool" || !space.has(fact)) return undefined;
    const { diagram, forms } = space;
    let complete = this.tied.every((constraint) => isBinary(constraint) || !meets(constraint.facts, all));
    for (const value of [forms.flag(fact), negate(forms.flag(fact))]) {
      const narrower = situation.forced(value);
      if (narrower === null) continue;
      const changes = space.narrowed(narrower, this.about);
      if (changes === null) {
        complete = false;
        continue;
      }
      const [fixed, kept] = changes;
      complete = complete && kept === 1;
      const before = diagram.both(kept, space.encode(negate(value)));
      const changed = new Map([...this._people].map(([name, people]) => [name, diagram.restrict(people, fixed)]));
      for (const [first, last] of twos([...this._people.keys()], { ordered: true })) {
        const three = [this._people.get(first), before, changed.get(last)];
        if (diagram.canHold(three) && (this._exact || space.solve(diagram.all(three), this.about) !== null)) return true;
      }
    }
    return complete ? false : undefined;
  }

  /** The facts that can be forced to move when the fact moves, followed through chains of broken and mended constraints. */
  _others(fact) {
    const key = (literal) => `${literal[0]},${literal[1]}`;
    const reached = new Map();
    const waiting = [[fact, null]];
    while (waiting.length) {
      const [name, turn] = waiting.pop();
      for (const literals of this._literals) {
        if (!literals.some(([other, sign]) => other === name && (turn === null || sign === null || sign !== turn))) continue;
        for (const literal of literals) {
          if (literal[0] === fact || reached.has(key(literal))) continue;
          reached.set(key(literal), literal[0]);
          waiting.push(literal);
        }
      }
    }
    return [...new Set(reached.values())].filter((name) => this.space.has(name) && !this.situation.known.isSettled(name));
  }

  _forced(fact, others) {
    const { space } = this;
    const { diagram } = space;
    const names = copies([fact, ...others], this.situation.known.vocabulary);
    // the constraints on the second person, when the fact and `moved` take their second values
    const moving = (moved) => space.secondPerson(this.about, new Set([fact, ...moved]), this.tied);
    const notEnough = (moved) => {
      const kept = others.filter((name) => !moved.includes(name));
      return diagram.either(diagram.negate(moving(moved)), space.unmoved(kept, new Set([fact, ...moved])));
    };
    const rule = notEnough([]);
    const second = moving(others);
    let pairs = 0;
    for (const [first, last] of twos([...this.outcomes.keys()], { ordered: true })) {
      const person = diagram.both(this._people.get(first), rule);
      pairs = diagram.either(pairs, diagram.all([person, second, space.encode(space.forms.rename(this.outcomes.get(last), names))]));
    }
    for (;;) {
      const chosen = space.solve(pairs, this.about, new Set(names.keys()));
      if (chosen === null) return false;
      const smaller = firstWith(smallerParts([...space.moved(others, fact, chosen)]), (part) => diagram.holds(moving(part), chosen));
      if (smaller === undefined) return true;
      pairs = diagram.both(pairs, notEnough(smaller));
    }
  }

  /** Whether two completions with different outcomes differ in the fact alone. */
  makesDifference(fact) {
    const moved = new Set([fact]);
    return this.space === null ? twoPeople(this.outcomes, this.situation, moved) !== null : this._meet(moved);
  }

  /** The unknown facts that alone make a difference, in the order of the vocabulary. */
  dependsOn() {
    return [...this.facts].sort((a, b) => a - b).filter((fact) => this.makesDifference(fact));
  }

  /** Whether knowing the facts (a Set) would settle the answer, whatever they turn out to be. */
  settles(facts) {
    const moved = new Set([...this.about].filter((fact) => !facts.has(fact)));
    return this.space === null ? twoPeople(this.outcomes, this.situation, moved) === null : !this._meet(moved);
  }

  /** One subset-minimal set of facts whose values would settle the answer. */
  settling() {
    let kept = new Set(this.facts);
    for (const fact of [...this.facts].reverse()) {
      const fewer = new Set(kept);
      fewer.delete(fact);
      if (this.settles(fewer)) kept = fewer;
    }
    return [...kept].sort((a, b) => a - b);
  }
}
