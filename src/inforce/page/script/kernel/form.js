// The form: formulas and constraints of a day as clauses over literals, written once and asked under assumptions; docs/kernel.md says
// what each literal stands for. Relations between days are no clauses: a model is checked against days, and a conflict stays as a lemma.

class Form {
  /** constraints hold of everybody; formulas are those that will be asked about; on: the day asked about, null where it is left free. */
  constructor(vocabulary, constraints, formulas, on = null) {
    this.vocabulary = vocabulary;
    this.on = on;
    this.onFact = vocabulary.number("on");
    this.solver = new Solver();
    this.written = [];
    this.top = 0;
    this.version = 0; // goes up when what is said of a fact may have more literals than before
    this.true = this.variable();
    this.write([this.true]);
    this.flags = new Map();
    this.there = new Map();
    this.members = new Map();
    this.blocks = new Map();
    this.cuts = new Map(); // by ordered fact: [limits, literals "at most that"]
    this.relations = new Map();
    this.dated = new Set();
    this.gates = []; // each literal that one of others holds, with these, parts first
    this._literals = new Map();
    this._eithers = new Map();
    this._pair = null;
    const all = [...constraints, ...formulas];
    const told = new Map();
    const seen = new Set();
    const look = (node) => {
      if (seen.has(node)) return;
      seen.add(node);
      if (node.kind === IN) told.set(node.fact, (told.get(node.fact) ?? new Set()).add(node.value));
      else if (node.kind === NOT) look(node.part);
      else if (node.parts !== null) node.parts.forEach(look);
    };
    all.forEach(look);
    for (const [fact, masks] of told) this._partition(fact, masks);
    for (const formula of all) this.literal(formula);
    this.constraints = constraints.map((constraint) => this.literal(constraint));
    for (const literal of this.constraints) this.write([literal]);
  }

  /** Two people of this form. */
  get pair() {
    this._pair ??= new Pair(this);
    return this._pair;
  }

  variable() {
    return ++this.top;
  }

  write(clause) {
    this.written.push(clause);
    this.solver.add(clause);
  }

  /** The literal that one of the literals holds. */
  either(literals) {
    const kept = new Set(literals);
    kept.delete(-this.true);
    if (kept.has(this.true) || [...kept].some((literal) => kept.has(-literal))) return this.true;
    if (kept.size < 2) return kept.size ? [...kept][0] : -this.true;
    const key = [...kept].join();
    let made = this._eithers.get(key);
    if (made === undefined) {
      made = this.variable();
      this._eithers.set(key, made);
      this.gates.push([made, [...kept]]);
      this.write([-made, ...kept]);
      for (const literal of kept) this.write([made, -literal]);
    }
    return made;
  }

  /** The literal that stands for a formula; its clauses are written when it is first asked for. */
  literal(formula) {
    let found = this._literals.get(formula);
    if (found === undefined) {
      found = this._literal(formula);
      this._literals.set(formula, found);
    }
    return found;
  }

  _literal(node) {
    switch (node.kind) {
      case CONSTANT:
        return node.value ? this.true : -this.true;
      case NOT:
        return -this.literal(node.part);
      case AND:
        return -this.either(node.parts.map((part) => -this.literal(part)));
      case OR:
        return this.either(node.parts.map((part) => this.literal(part)));
      case FLAG:
        return this._new(this.flags, node.fact, node.fact);
      case GIVEN:
        return this._new(this.there, node.fact, node.fact);
      case HAS:
        if (!this.members.has(node.fact)) this.members.set(node.fact, new Map());
        return this._new(this.members.get(node.fact), node.value, node.fact);
      case IN:
        return this.either(this._split(node.fact, node.value).filter(([, block]) => !(block & ~node.value)).map(([literal]) => literal));
      default:
        return this._most(node);
    }
  }

  _most(atom) {
    const { on, onFact } = this;
    if (atom.right < 0) return this.cut(atom.fact, atom.limit);
    if (on !== null && atom.right === onFact) return this.cut(atom.fact, shift(on, atom.months, atom.days));
    if (on !== null && atom.fact === onFact) return -this.cut(atom.right, lastBefore(on - 1, atom.months, atom.days));
    this.dated.add(atom.fact).add(atom.right);
    return this._new(this.relations, atom, atom.fact);
  }

  _new(literals, key, fact) {
    let found = literals.get(key);
    if (found === undefined) {
      found = this.variable();
      literals.set(key, found);
      this.write([found, -found]); // says nothing, and makes every model tell of it
      this.version++;
    }
    return found;
  }

  /** The literal that an ordered fact is at most a limit; tied to its neighbours when it is made. */
  cut(fact, limit) {
    const [low, high] = fact === this.onFact && this.on !== null ? [this.on, this.on] : this.vocabulary.fact(fact).span;
    if (limit >= high) return this.true;
    if (limit < low) return -this.true;
    if (!this.cuts.has(fact)) this.cuts.set(fact, [[], []]);
    const [limits, literals] = this.cuts.get(fact);
    const place = firstFrom(limits, limit);
    if (limits[place] === limit) return literals[place];
    const made = this.variable();
    this.write([made, -made]);
    if (place) this.write([-literals[place - 1], made]);
    if (place < limits.length) this.write([-made, literals[place]]);
    limits.splice(place, 0, limit);
    literals.splice(place, 0, made);
    this.version++;
    return made;
  }

  /** Write down that exactly one block of a choice's values holds. */
  _partition(fact, masks) {
    let parts = [this.vocabulary.fact(fact).all];
    for (const mask of masks) parts = parts.flatMap((part) => [part & mask, part & ~mask].filter(Boolean));
    const blocks = parts.map((part) => [this.variable(), part]);
    this.blocks.set(fact, blocks);
    this.version++;
    this.write(blocks.map(([literal]) => literal));
    let before = blocks[0][0];
    for (const [literal] of blocks.slice(1)) {
      const both = this.variable(); // this one or an earlier one holds
      this.write([-before, -literal]);
      this.write([-before, both]);
      this.write([-literal, both]);
      before = both;
    }
  }

  /** The blocks of a choice, each within some values or outside them; a block that is both is cut in two. */
  _split(fact, mask) {
    if (!this.blocks.has(fact)) this._partition(fact, [mask]);
    const found = [];
    for (const [literal, block] of this.blocks.get(fact)) {
      const inside = block & mask;
      if (!inside || inside === block) {
        found.push([literal, block]);
        continue;
      }
      const [one, other] = [this.variable(), this.variable()];
      for (const clause of [[-literal, one, other], [literal, -one], [literal, -other], [-one, -other]]) this.write(clause);
      this.gates.unshift([literal, [one, other]]);
      found.push([one, inside], [other, block & ~inside]);
      this.version++;
    }
    this.blocks.set(fact, found);
    return found;
  }

  /** What is known of a fact, as literals to assume; of two days in relation, what they say of limits mentioned. */
  said(fact, value) {
    const found = [];
    if (typeof value === "boolean") {
      if (this.flags.has(fact)) found.push(value ? this.flags.get(fact) : -this.flags.get(fact));
    } else if (value instanceof Members) {
      for (const [word, literal] of this.members.get(fact) ?? []) {
        const holds = value.get(word);
        if (holds !== undefined) found.push(holds ? literal : -literal);
      }
    } else if (typeof value === "bigint") {
      const blocks = this.blocks.get(fact) ?? [];
      const within = blocks.filter(([, block]) => block & value);
      if (within.length === 1) found.push(within[0][0]);
      else for (const [literal, block] of blocks) if (!(block & value)) found.push(-literal);
    } else {
      const [limits, literals] = this.cuts.get(fact) ?? [[], []];
      const above = firstFrom(limits, value[1]);
      const below = firstFrom(limits, value[0]) - 1;
      if (above < limits.length) found.push(literals[above]);
      if (below >= 0) found.push(-literals[below]);
    }
    return found;
  }

  /** The literals that say what a fact is; relations, and whether it is given, apart. */
  about(fact) {
    const found = this.flags.has(fact) ? [this.flags.get(fact)] : [];
    found.push(...(this.members.get(fact) ?? new Map()).values());
    for (const [literal] of this.blocks.get(fact) ?? []) found.push(literal);
    return found.concat((this.cuts.get(fact) ?? [[], []])[1]);
  }

  /** The facts that any literal is about, in the order of the vocabulary. */
  get facts() {
    const told = new Set([...this.flags.keys(), ...this.members.keys(), ...this.blocks.keys(), ...this.cuts.keys(), ...this.dated]);
    const isTold = (fact) => told.has(fact.number) || (fact.offRamp && this.there.has(fact.number));
    return this.vocabulary.facts.filter((fact) => isTold(fact) && !(fact.number === this.onFact && this.on !== null)).map((fact) => fact.number);
  }

  /** A model of the clauses and assumptions that days fit, or null; a limit on a day that a conflict turns on is added to the assumptions. */
  solve(assumptions, days) {
    for (;;) {
      const model = this.solver.solve(assumptions);
      if (model === null || !this.relations.size) return model;
      const { spans, bounds, relations } = this.daysOf((literal) => model[literal], days, 0);
      if (narrow(spans, relations)) return model;
      this.write(this.named(clash(this.spans(0), bounds, relations), assumptions, days, false).map((literal) => -literal));
    }
  }

  /** The literals of claims in conflict; a bound of what is known gets one now, and is assumed from here on. */
  named(claims, assumptions, days, isPair) {
    const found = [];
    for (const { fact, upper, literal, copy } of claims) {
      let its = literal;
      if (fact !== undefined) {
        const limit = days.get(fact)[upper ? 1 : 0];
        its = upper ? this.cut(fact, limit) : -this.cut(fact, limit - 1);
        if (its === this.true) continue;
        assumptions.push(...(isPair ? [copied(its, 0), copied(its, 1)] : [its]));
      }
      found.push(isPair && copy !== null ? copied(its, copy) : its);
    }
    return found;
  }

  /** The widest span of each day in relation; the second person's days are numbered after the vocabulary. */
  spans(copy) {
    return new Map([...this.dated].map((fact) => [fact + copy * this.vocabulary.size, this.vocabulary.fact(fact).span]));
  }

  /** The span that a model and what is known leave of each day in relation, what says so, and the relations it has. */
  daysOf(holds, days, copy) {
    const spans = new Map();
    const bounds = [];
    const relations = [];
    const day = (fact) => fact + copy * this.vocabulary.size;
    const claim = (literal) => ({ key: `${literal};${copy}`, claim: { literal, copy } });
    for (const fact of this.dated) {
      let [low, high] = this.vocabulary.fact(fact).span;
      const [limits, literals] = this.cuts.get(fact) ?? [[], []];
      const place = firstHolding(literals, holds);
      if (place) {
        low = Math.max(low, limits[place - 1] + 1);
        bounds.push({ day: day(fact), upper: false, limit: limits[place - 1] + 1, ...claim(-literals[place - 1]) });
      }
      if (place < literals.length) {
        high = Math.min(high, limits[place]);
        bounds.push({ day: day(fact), upper: true, limit: limits[place], ...claim(literals[place]) });
      }
      const known = days.get(fact);
      if (known !== undefined) {
        low = Math.max(low, known[0]);
        high = Math.min(high, known[1]);
        for (const upper of [true, false]) {
          bounds.push({ day: day(fact), upper, limit: known[upper ? 1 : 0], key: `${fact},${upper};${copy}`, claim: { fact, upper, copy } });
        }
      }
      spans.set(day(fact), [low, high]);
    }
    for (const [atom, literal] of this.relations) {
      const truth = holds(literal);
      relations.push({ left: day(atom.fact), right: day(atom.right), months: atom.months, days: atom.days, holds: truth, ...claim(truth ? literal : -literal) });
    }
    return { spans, bounds, relations };
  }
}

/** The place of the first literal that holds, or the end. */
function firstHolding(literals, holds) {
  const place = literals.findIndex((literal) => holds(literal));
  return place < 0 ? literals.length : place;
}

/** The place of the first number that is at least so much. */
function firstFrom(numbers, least) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Literal v of the form is 2v for the first person and 2v + 1 for the second. */
function copied(literal, copy) {
  return 2 * literal + (literal > 0 ? copy : -copy);
}

/** Two people under the same constraints: every clause twice, and for each fact a literal that both have it alike. */
class Pair {
  constructor(form) {
    this.form = form;
    this.solver = new Solver();
    this.same = new Map();
    this._done = 0;
    this._tied = new Set();
    this._differ = new Map();
  }

  /** Literals of the form, said of both people. */
  both(literals) {
    return literals.flatMap((literal) => [copied(literal, 0), copied(literal, 1)]);
  }

  /** Write down what was added to the form since. */
  update() {
    const { form, solver, same } = this;
    if (this._done === form.written.length) return;
    for (const clause of form.written.slice(this._done)) for (const copy of [0, 1]) solver.add(clause.map((literal) => copied(literal, copy)));
    this._done = form.written.length;
    for (const fact of form.facts) {
      if (!same.has(fact)) same.set(fact, 2 * form.variable());
      for (const literal of form.about(fact)) this._tie(literal, [fact]);
    }
    for (const [fact, literal] of form.there) this._tie(literal, form.vocabulary.fact(fact).offRamp ? [fact] : []);
    for (const [atom, literal] of form.relations) this._tie(literal, [atom.fact, atom.right]);
  }

  _tie(literal, facts) {
    if (this._tied.has(literal)) return;
    this._tied.add(literal);
    const unless = facts.filter((fact) => this.same.has(fact)).map((fact) => -this.same.get(fact));
    const [first, second] = [copied(literal, 0), copied(literal, 1)];
    this.solver.add([...unless, -first, second]);
    this.solver.add([...unless, first, -second]);
  }

  /** The literal that the first person has one of the outcomes and the second has not. */
  differ(outcomes) {
    const key = outcomes.join();
    if (!this._differ.has(key)) {
      const parts = outcomes.map((outcome) => {
        const part = 2 * this.form.variable();
        this.solver.add([-part, copied(outcome, 0)]);
        this.solver.add([-part, -copied(outcome, 1)]);
        return part;
      });
      const made = 2 * this.form.variable();
      this.solver.add([-made, ...parts]);
      this._differ.set(key, made);
    }
    return this._differ.get(key);
  }

  /** As `Form.solve`, of two people; the model is of doubled literals. */
  solve(assumptions, days) {
    const { form } = this;
    for (;;) {
      this.update();
      const model = this.solver.solve(assumptions);
      if (model === null || !form.relations.size) return model;
      let claims = this._conflict(model, days);
      if (claims === null) return model;
      const copies = new Set(claims.map(({ copy }) => copy));
      if (copies.size === 1 && copies.has(1)) claims = claims.map((claim) => ({ ...claim, copy: 0 }));
      const lemma = form.named(claims, assumptions, days, true);
      if (copies.size === 1 && !copies.has(null)) form.write(lemma.map((literal) => -literal / 2)); // true of anybody: written once for all
      this.update();
      this.solver.add(lemma.map((literal) => -literal));
    }
  }

  _conflict(model, days) {
    const { form, same } = this;
    const { size } = form.vocabulary;
    const one = form.daysOf((literal) => model[2 * literal], days, 0);
    const other = form.daysOf((literal) => model[2 * literal + 1], days, 1);
    const alike = [...form.dated].filter((fact) => same.has(fact) && model[same.get(fact)]);
    const spans = new Map([...one.spans, ...other.spans]);
    const sameDay = (fact, copy) => ({ left: fact + copy * size, right: fact + (1 - copy) * size, months: 0, days: 0, holds: true });
    const oneDay = alike.flatMap((fact) =>
      [0, 1].map((copy) => ({ ...sameDay(fact, copy), key: `${same.get(fact)};`, claim: { literal: same.get(fact), copy: null } })),
    );
    const relations = [...one.relations, ...other.relations, ...oneDay];
    if (narrow(spans, relations)) return null;
    return clash(new Map([...form.spans(0), ...form.spans(1)]), [...one.bounds, ...other.bounds], relations);
  }
}
