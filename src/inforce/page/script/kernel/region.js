// Regions: the finitely many parts of each fact's values that the atoms at hand can tell apart; as kernel/region.py.
//
// A bool has two, a set two for each value, a choice one for each way its values lie in and out of the sets mentioned, an
// ordered fact one between each two limits mentioned. A fact's region is written in bits of a decision diagram; codes that
// stand for no region stand for the last one. Every second level belongs to the second copy of a person.

/** An atom at hand has no regions: a reference, or a fact of which it is left open whether anything is said. */
class Unsupported extends Error {}

/** What has regions: a fact, or one value of a set fact. */
class Column {
  constructor(fact, value) {
    this.fact = fact;
    this.value = value;
    this.levels = [];
    this.count = 0;
  }
}

/** The regions of every unknown fact that some formulas mention, and diagrams over them. */
class Space {
  constructor(known, formulas) {
    this.known = known;
    this.forms = known.forms;
    this.size = known.vocabulary.size;
    this.diagram = new Diagram();
    this._cuts = new Map(); // fact -> the limits between its regions
    this._blocks = new Map(); // fact -> masks of the values that no set mentioned tells apart
    this._columns = new Map(); // fact -> its columns
    this._pairs = new Map(); // open relation -> its first level
    this._encoded = new Map();
    this._second = new Map();
    this._width = 0;
    const sets = new Map();
    const order = new Map();
    const column = (fact, value = null) => {
      const key = value === null ? fact : `${fact},${value}`;
      if (!order.has(key)) order.set(key, new Column(fact, value));
    };
    const into = (map, fact) => {
      if (!map.has(fact)) map.set(fact, []);
      return map.get(fact);
    };
    for (const formula of formulas) {
      for (const atom of atoms(formula)) {
        if (atom.kind === MOST) {
          const limits = into(this._cuts, atom.fact);
          column(atom.fact);
          if (atom.right < 0) limits.push(atom.limit);
          else {
            into(this._cuts, atom.right);
            column(atom.right);
            this._pairs.set(atom, 0);
          }
        } else if (atom.kind === IN) {
          into(sets, atom.fact).push(atom.value);
          column(atom.fact);
        } else if (atom.kind === HAS) column(atom.fact, atom.value);
        else if (atom.kind === FLAG) column(atom.fact);
        else throw new Unsupported();
      }
    }
    for (const [fact, limits] of this._cuts) {
      const [low, high] = known.interval(fact);
      const inside = new Set(limits.filter((limit) => low <= limit && limit < high));
      this._cuts.set(fact, [...inside].sort((a, b) => a - b));
    }
    for (const [fact, mentioned] of sets) {
      let blocks = [known.possible(fact)];
      for (const mask of mentioned) blocks = blocks.flatMap((block) => [block & mask, block & ~mask]).filter((block) => block);
      this._blocks.set(fact, blocks);
    }
    for (const each of grouped(order.values(), formulas, (fact) => known.vocabulary.fact(fact).name.startsWith(DAY))) this._allocate(each);
    const first = this._width * 2;
    let index = 0;
    for (const atom of this._pairs.keys()) this._pairs.set(atom, first + 4 * index++); // one bit for each choice of copies of its two facts
  }

  _allocate(column) {
    const { fact } = column;
    column.count = this._cuts.has(fact) ? this._cuts.get(fact).length + 1 : this._blocks.has(fact) ? this._blocks.get(fact).length : 2;
    const bits = column.count > 1 ? 32 - Math.clz32(column.count - 1) : 0;
    for (let bit = 0; bit < bits; bit++) column.levels.push(2 * this._width++);
    if (!this._columns.has(fact)) this._columns.set(fact, []);
    this._columns.get(fact).push(column);
  }

  has(fact) {
    return this._columns.has(fact);
  }

  _plain(fact) {
    return fact % this.size;
  }

  _column(fact, value = null) {
    return this._columns.get(fact).find((column) => column.value === value);
  }

  _columnsOf(fact) {
    return this._columns.get(fact) ?? [];
  }

  _concerns(atom, facts) {
    return this._cuts.has(atom.fact) && this._cuts.has(atom.right) && facts.has(atom.fact) && facts.has(atom.right);
  }

  /** Whether regions alone tell what days can do, for formulas about the given facts (a Set). */
  isExact(facts) {
    for (const atom of this._pairs.keys()) if (within(atom.facts, facts)) return false;
    const [lower, upper] = [new Set(), new Set()];
    for (const [atom, holds] of this.known.relations) {
      if (!this._concerns(atom, facts)) continue;
      lower.add(holds ? atom.fact : atom.right);
      upper.add(holds ? atom.right : atom.fact);
    }
    return !meets(lower, upper);
  }

  /** The bits of some facts; of their second copies for second numbers. */
  levels(facts) {
    const found = new Set();
    for (const fact of facts) {
      const plain = this._plain(fact);
      const second = fact === plain ? 0 : 1;
      for (const column of this._columnsOf(plain)) for (const level of column.levels) found.add(level + second);
      for (const [atom, level] of this._pairs) if (atom.facts.has(plain)) found.add(level);
    }
    return found;
  }

  // diagrams

  /** The diagram of a formula whose atoms are among those the space was made for (or their second copies). */
  encode(formula) {
    let done = this._encoded.get(formula);
    if (done === undefined) {
      if (formula.isAtom) done = this._encodeAtom(formula);
      else if (formula.kind === NOT) done = this.diagram.negate(this.encode(formula.part));
      else if (formula.kind === CONSTANT) done = formula.value ? 1 : 0;
      else {
        done = formula.kind === AND ? 1 : 0;
        for (const part of formula.parts) {
          done = formula.kind === AND ? this.diagram.both(done, this.encode(part)) : this.diagram.either(done, this.encode(part));
        }
      }
      this._encoded.set(formula, done);
    }
    return done;
  }

  _encodeAtom(atom) {
    if (atom.kind === MOST && atom.right >= 0) return this.diagram.bit(this._pairLevel(atom));
    const plain = this._plain(atom.fact);
    const second = atom.fact !== plain;
    if (atom.kind === MOST) {
      const [low, high] = this.known.interval(plain);
      if (atom.limit >= high || atom.limit < low) return atom.limit >= high ? 1 : 0;
      const last = this._cuts.get(plain).indexOf(atom.limit);
      return this._regionNode(this._column(plain), (region) => region <= last, second);
    }
    if (atom.kind === IN) {
      const blocks = this._blocks.get(plain);
      return this._regionNode(this._column(plain), (region) => Boolean(blocks[region] & atom.value), second);
    }
    return this._regionNode(this._column(plain, atom.kind === HAS ? atom.value : null), (region) => region === 1, second);
  }

  /** The diagram that is true where the column's region is one of those wanted. */
  _regionNode(column, wanted, second = false) {
    const last = column.count - 1;
    const build = (index, code) => {
      if (index === column.levels.length) return wanted(Math.min(code, last)) ? 1 : 0;
      return this.diagram.node(column.levels[index] + (second ? 1 : 0), build(index + 1, code * 2), build(index + 1, code * 2 + 1));
    };
    return build(0, 0);
  }

  _bounds(fact) {
    const [low, high] = this.known.interval(fact);
    const cuts = this._cuts.get(fact);
    return [...cuts, high].map((end, index) => [index ? cuts[index - 1] + 1 : low, end]);
  }

  _pairLevel(atom) {
    const [left, right] = [this._plain(atom.fact), this._plain(atom.right)];
    for (const [plain, level] of this._pairs) {
      if (plain.fact === left && plain.right === right && plain.months === atom.months && plain.days === atom.days) {
        return level + (atom.fact !== left ? 1 : 0) + (atom.right !== right ? 2 : 0);
      }
    }
    throw new Unsupported();
  }

  /** The regions between which a relation can hold, or fail. */
  _fit(atom, holds) {
    const [left, right] = [this._plain(atom.fact), this._plain(atom.right)];
    const rightBounds = this._bounds(right);
    const parts = this._bounds(left).map(([leftLow, leftHigh], leftRegion) => {
      const fits = ([low, high]) => (holds ? leftLow <= shift(high, atom.months, atom.days) : leftHigh > shift(low, atom.months, atom.days));
      const here = this._regionNode(this._column(left), (region) => region === leftRegion, atom.fact !== left);
      return this.diagram.both(here, this._regionNode(this._column(right), (region) => fits(rightBounds[region]), atom.right !== right));
    });
    return this.diagram.any(parts);
  }

  /** A relation between every choice of the first and second copies of its two facts. */
  _copies(atom, names) {
    const some = (...facts) => new Map([...names].filter(([fact]) => facts.includes(fact)));
    return new Set([some(), some(atom.fact), some(atom.right), some(atom.fact, atom.right)].map((part) => this.forms.rename(atom, part)));
  }

  /** Where the relations between some days can hold as their bits say, for the person whose moved facts are second copies. */
  related(facts, moved = NO_FACTS) {
    const names = copies(moved, this.known.vocabulary);
    const { diagram } = this;
    const found = [];
    for (const [atom, holds] of this.known.relations) if (this._concerns(atom, facts)) found.push(this._fit(this.forms.rename(atom, names), holds));
    for (const atom of this._pairs.keys()) {
      if (!within(atom.facts, facts)) continue;
      for (const copy of this._copies(atom, names)) {
        const bit = diagram.bit(this._pairLevel(copy));
        found.push(diagram.either(diagram.both(bit, this._fit(copy, true)), diagram.both(diagram.negate(bit), this._fit(copy, false))));
      }
    }
    return diagram.all(found);
  }

  /** The constraints and relations on the person whose moved facts are second copies. */
  secondPerson(facts, moved, constraints) {
    const key = [[...facts], [...moved].sort((a, b) => a - b), constraints.map((constraint) => constraint.id)].join(";");
    let done = this._second.get(key);
    if (done === undefined) {
      const names = copies(moved, this.known.vocabulary);
      done = this.related(facts, moved);
      for (const constraint of constraints) done = this.diagram.both(done, this.encode(this.forms.rename(constraint, names)));
      this._second.set(key, done);
    }
    return done;
  }

  /** The level at which the second person's choice stands: another one for what has moved. */
  secondLevel(level, moved) {
    for (const fact of moved) for (const column of this._columnsOf(fact)) if (column.levels.includes(level)) return level + 1;
    for (const [atom, first] of this._pairs) if (level === first) return level + (moved.has(atom.fact) ? 1 : 0) + (moved.has(atom.right) ? 2 : 0);
    return level;
  }

  /** Whether some days realize the choices of two people. */
  canBe(chosen, moved, facts) {
    return this._clash(chosen, moved, facts) === null;
  }

  /** Choices that make a node true and that some days realize, or null; `facts`: those it speaks of, `moved`: those with a second copy. */
  solve(node, facts, moved = NO_FACTS) {
    const exact = this.isExact(facts);
    while (node !== 0) {
      const chosen = this.diagram.model(node);
      const clash = exact ? null : this._clash(chosen, moved, facts);
      if (clash === null) return chosen;
      node = this.diagram.both(node, this.diagram.negate(this.diagram.all(clash)));
    }
    return null;
  }

  /** A smallest set of choices about days that no days realize, as nodes; null where there are such days. */
  _clash(chosen, moved, facts) {
    let claims = []; // [node, [atom, holds], ...]
    for (const fact of this._cuts.keys()) {
      if (!facts.has(fact)) continue;
      for (const second of moved.has(fact) ? [0, 1] : [0]) {
        const column = this._column(fact);
        const region = this._code(column, chosen, second);
        const [low, high] = this._bounds(fact)[region];
        const name = fact + second * this.size;
        claims.push([this._regionNode(column, (other) => other === region, Boolean(second)), [this.forms.atMost(name, high), true], [this.forms.atMost(name, low - 1), false]]);
      }
    }
    const names = copies(moved, this.known.vocabulary);
    for (const plain of this._pairs.keys()) {
      if (!within(plain.facts, facts)) continue;
      for (const atom of this._copies(plain, names)) {
        const level = this._pairLevel(atom);
        if (!chosen.has(level)) continue;
        const bit = this.diagram.bit(level);
        claims.push([chosen.get(level) ? bit : this.diagram.negate(bit), [atom, chosen.get(level)]]);
      }
    }
    const known = this.known.withSecondCopy(moved);
    if (realize(known, claims)) return null;
    for (const claim of claims) {
      const fewer = claims.filter((other) => other !== claim);
      if (!realize(known, fewer)) claims = fewer;
    }
    return claims.map(([node]) => node);
  }

  /** Where the second person could as well have kept the first copies of some facts, while others moved. */
  unmoved(kept, moved) {
    const { diagram } = this;
    const found = [];
    for (const fact of kept) {
      for (const column of this._columnsOf(fact)) for (const level of column.levels) found.push(diagram.same(diagram.bit(level), diagram.bit(level + 1)));
    }
    for (const atom of this._pairs.keys()) {
      const [whole, partly] = this._levelsOf(atom, new Set([...kept, ...moved]), moved);
      found.push(diagram.same(diagram.bit(whole), diagram.bit(partly)));
    }
    return diagram.all(found);
  }

  /** Those of the facts whose second copies can be told from the first under some choices. */
  moved(facts, always, chosen) {
    const found = new Set(facts.filter((fact) => this._columnsOf(fact).some((column) => this._code(column, chosen, 0) !== this._code(column, chosen, 1))));
    for (;;) {
      const torn = new Set();
      for (const atom of this._pairs.keys()) {
        const [whole, partly] = this._levelsOf(atom, new Set([...facts, always]), new Set([...found, always]));
        if ((chosen.get(whole) ?? false) === (chosen.get(partly) ?? false)) continue;
        for (const fact of atom.facts) if (facts.includes(fact) && !found.has(fact)) torn.add(fact);
      }
      if (!torn.size) return found;
      for (const fact of torn) found.add(fact);
    }
  }

  _levelsOf(atom, ...moved) {
    const level = (facts) => this._pairs.get(atom) + (facts.has(atom.fact) ? 1 : 0) + (facts.has(atom.right) ? 2 : 0);
    return moved.map(level);
  }

  /**
   * What narrower knowledge does to the regions of some facts: the bits of columns left with one region, and where the other
   * columns keep to the regions left to them; null where a fact stands in a relation between days, which regions do not tell.
   */
  narrowed(narrower, facts) {
    const fixed = new Map();
    let kept = 1;
    const related = new Set();
    for (const atom of [...this._pairs.keys(), ...this.known.relations.map(([relation]) => relation)]) for (const fact of atom.facts) related.add(fact);
    for (const fact of facts) {
      if (sameValue(narrower.values[fact], this.known.values[fact])) continue;
      if (related.has(fact)) return null;
      for (const column of this._columnsOf(fact)) {
        const regions = this._left(column, narrower);
        if (regions.length === 1) column.levels.forEach((level, index) => fixed.set(level, Boolean((regions[0] >> (column.levels.length - 1 - index)) & 1)));
        else if (regions.length < column.count) kept = this.diagram.both(kept, this._regionNode(column, (region) => regions.includes(region)));
      }
    }
    return [fixed, kept];
  }

  /** The regions of a column that knowledge leaves. */
  _left({ fact, value }, known) {
    const indices = (found, test) => found.flatMap((each, index) => (test(each) ? [index] : []));
    if (this._cuts.has(fact)) {
      const [low, high] = known.interval(fact);
      return indices(this._bounds(fact), ([first, last]) => first <= high && low <= last);
    }
    if (this._blocks.has(fact)) return indices(this._blocks.get(fact), (block) => block & known.possible(fact));
    const truth = known.truth(value === null ? this.forms.flag(fact) : this.forms.has(fact, value));
    return truth === undefined ? [0, 1] : [truth ? 1 : 0];
  }

  _code(column, chosen, copy) {
    let code = 0;
    for (const level of column.levels) code = code * 2 + (chosen.get(level + copy) ? 1 : 0);
    return Math.min(code, column.count - 1);
  }
}

/** Whether every element of an iterable is in a Set. */
function within(elements, other) {
  for (const element of elements) if (!other.has(element)) return false;
  return true;
}

/** Columns in an order that keeps facts of the same small formulas near each other: diagrams stay small. */
function grouped(order, formulas, isDay) {
  const group = new Map();
  for (const formula of [...formulas].sort((a, b) => a.facts.size - b.facts.size)) {
    let first = group.size;
    for (const fact of formula.facts) first = Math.min(first, group.get(fact) ?? first);
    for (const fact of formula.facts) if (!group.has(fact)) group.set(fact, first);
  }
  const ordered = [...order].sort((a, b) => (group.get(a.fact) ?? 0) - (group.get(b.fact) ?? 0));
  const days = ordered.filter((column) => isDay(column.fact));
  if (days.length === 0) return ordered;
  const near = beside(formulas, isDay);
  const following = new Map();
  for (const column of days) {
    const fact = near.get(column.fact) ?? -1;
    if (!following.has(fact)) following.set(fact, []);
    following.get(fact).push(column);
  }
  const taken = (fact) => {
    const found = following.get(fact) ?? [];
    following.delete(fact);
    return found;
  };
  return [...taken(-1), ...ordered.filter((column) => !isDay(column.fact)).flatMap((column) => [...taken(column.fact), column])];
}

/** For the day of an act that is known in part: the fact it is told together with, by the smallest part that names both. */
function beside(formulas, isDay) {
  const found = new Map();
  const sizes = new Map();
  const seen = new Set();
  const waiting = [...formulas];
  while (waiting.length > 0) {
    const part = waiting.pop();
    if (seen.has(part)) continue;
    seen.add(part);
    const facts = [...part.facts].sort((a, b) => a - b);
    const other = facts.find((fact) => !isDay(fact));
    if (other === undefined || !facts.some(isDay)) continue;
    for (const day of facts.filter(isDay)) {
      if (facts.length >= (sizes.get(day) ?? Infinity)) continue;
      sizes.set(day, facts.length);
      found.set(day, other);
    }
    if (part.kind === NOT) waiting.push(part.part);
    else if (part.parts !== null) waiting.push(...part.parts);
  }
  return found;
}

function realize(known, claims) {
  for (const [, ...said] of claims) {
    for (const [atom, holds] of said) {
      known = known.assume(atom, holds);
      if (known === null) return false;
    }
  }
  return true;
}
