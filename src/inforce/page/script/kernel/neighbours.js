// Neighbours: people who differ from one person in one fact, all looked at together, a bit of a whole number for each; as kernel/neighbours.py.
// What two of them show is proof, since every constraint is worked out for each; what they do not show is left to the solver.

const MOST_NEIGHBOURS = 64; // how many other values of one fact are looked at

class Neighbours {
  /**
   * Everybody who differs from the person of a model in one of some facts, in what is said of them (`within`, a Map of literals) or in
   * any way; days: what is known of the facts in relations; others: more people, of whom each fact's value is tried too.
   */
  constructor(form, model, facts, days, within, others = []) {
    this.form = form;
    this.model = model;
    this.masks = new Map(); // by fact, the people who differ in it
    const { spans, relations } = form.daysOf((literal) => model[literal], days, 0);
    narrow(spans, relations);
    const moved = new Map(); // by variable, the people in whom it is turned round
    const when = new Map(); // by fact in relation, the days of those who differ in it, with their bit
    let count = 0n;
    for (const fact of facts) {
      const start = count;
      for (const [turned, place] of this._otherValues(fact, others)) {
        const bit = 1n << count;
        if (form.dated.has(fact)) {
          const [low, high] = this._reach(fact, place, within.has(fact) ? days.get(fact) : undefined);
          if (low > high) continue;
          if (!when.has(fact)) when.set(fact, []);
          when.get(fact).push([bit, Math.min(Math.max(spans.get(fact)[0], low), high)]);
        }
        for (const variable of turned) moved.set(variable, (moved.get(variable) ?? 0n) | bit);
        count++;
      }
      if (count > start) this.masks.set(fact, (1n << count) - (1n << start));
    }
    for (const [atom, variable] of form.relations) moved.set(variable, this._turned(atom, model[variable] === 1, spans, when));
    const everybody = (1n << count) - 1n;
    this.values = new Array(2 * model.length); // by literal inside
    for (let variable = 1; variable < model.length; variable++) {
      const here = (model[variable] ? everybody : 0n) ^ (moved.get(variable) ?? 0n);
      this.values[2 * variable] = here;
      this.values[2 * variable + 1] = here ^ everybody;
    }
    for (const [made, parts] of form.gates) {
      let here = 0n;
      for (const part of parts) here |= this.values[inner(part)];
      this.values[2 * made] = here;
      this.values[2 * made + 1] = here ^ everybody;
    }
    this.valid = everybody;
    for (const literal of form.constraints) this.valid &= this.values[inner(literal)];
    for (const [fact, mask] of this.masks) {
      for (const literal of within.get(fact) ?? []) this.valid &= this.values[inner(literal)] | (mask ^ everybody);
    }
  }

  /** Variables to be turned round, each list once, with the region of a day. */
  _otherValues(fact, others) {
    const { form, model } = this;
    const [, cuts] = form.cuts.get(fact) ?? [[], []];
    if (cuts.length) {
      const here = firstHolding(cuts, (literal) => model[literal]);
      const places = [...cuts.keys(), cuts.length].filter((place) => place !== here || form.dated.has(fact));
      return places.slice(0, MOST_NEIGHBOURS).map((place) => [cuts.slice(Math.min(place, here), Math.max(place, here)), place]);
    }
    if (form.blocks.has(fact)) {
      const blocks = form.blocks.get(fact).map(([literal]) => literal);
      const here = blocks.find((literal) => model[literal]);
      return blocks.filter((literal) => literal !== here).slice(0, MOST_NEIGHBOURS).map((literal) => [[literal, here], 0]);
    }
    const about = form.about(fact);
    const found = new Map(about.map((literal) => [String(literal), [literal]]));
    for (const other of about.length > 1 ? others : []) {
      const turned = about.filter((literal) => model[literal] !== other[literal]);
      if (turned.length) found.set(turned.join(), turned);
    }
    return [...found.values()].slice(0, MOST_NEIGHBOURS).map((turned) => [turned, 0]);
  }

  /** The days of a region of a fact, within what is known of it. */
  _reach(fact, place, known) {
    const [limits] = this.form.cuts.get(fact) ?? [[]];
    const [low, high] = known ?? this.form.vocabulary.fact(fact).span;
    return [place ? Math.max(low, limits[place - 1] + 1) : low, place < limits.length ? Math.min(high, limits[place]) : high];
  }

  /** Those who differ in a day and in whom a relation it stands in is turned round. */
  _turned({ fact, right, months, days }, here, spans, when) {
    let turned = 0n;
    const [left] = spans.get(fact);
    const [other] = spans.get(right);
    for (const [bit, day] of when.get(fact) ?? []) if (day <= shift(right === fact ? day : other, months, days) !== here) turned |= bit;
    if (right !== fact) for (const [bit, day] of when.get(right) ?? []) if (left <= shift(day, months, days) !== here) turned |= bit;
    return turned;
  }

  /** Those among the neighbours whose outcome is another than the person's; `literals`: of the outcomes. */
  differ(literals) {
    for (const literal of literals) {
      const holds = truth(this.model, literal);
      if (holds === undefined) return 0n;
      if (holds) return this.values[inner(-literal)] & this.valid;
    }
    return 0n;
  }

  /** The facts in which alone some of them differ from the person and have another outcome. */
  telling(literals) {
    const others = this.differ(literals);
    return others ? [...this.masks].filter(([, mask]) => others & mask).map(([fact]) => fact) : [];
  }
}
