// Formulas: three-valued, hash-consed, built only through the functions below, which simplify as they build; as kernel/formula.py.
//
// Two formulas of one table that are written alike are the same object. A table may stand upon another: what it does not find
// there it makes itself, so that formulas made for one person are forgotten with that person.

const [CONSTANT, FLAG, HAS, IN, MOST, GIVEN, REF, SWITCH, NOT, AND, OR] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
let formulaCount = 0;

class Formula {
  constructor(kind) {
    this.id = formulaCount++;
    this.kind = kind;
    this.fact = -1; // Flag, Has, In, Given; the left side of Most
    this.value = null; // a Has's value, an In's mask of values, a Ref's provision, a Constant's truth
    this.right = -1; // Most: the right side, -1 where it is a constant
    this.months = 0;
    this.days = 0;
    this.limit = 0;
    this.part = null; // Not; a Switch's scope
    this.parts = null; // And, Or
    this._negation = null;
    this._facts = null;
  }

  get isAtom() {
    return this.kind >= FLAG && this.kind <= SWITCH;
  }

  /** The numbers of the facts whose values the formula can turn on. */
  get facts() {
    if (this._facts === null) {
      const found = new Set();
      if (this.kind === NOT) this._facts = this.part.facts;
      else if (this.parts !== null) for (const part of this.parts) for (const fact of part.facts) found.add(fact);
      else {
        if (this.fact >= 0) found.add(this.fact);
        if (this.right >= 0) found.add(this.right);
      }
      this._facts ??= found;
    }
    return this._facts;
  }
}

function makeConstant(value) {
  const made = new Formula(CONSTANT);
  made.value = value;
  return made;
}

const TRUE = makeConstant(true);
const FALSE = makeConstant(false);
TRUE._negation = FALSE;
FALSE._negation = TRUE;

function constant(value) {
  return value ? TRUE : FALSE;
}

function negate(formula) {
  if (formula.kind === NOT) return formula.part;
  if (formula._negation === null) {
    const made = new Formula(NOT);
    made.part = formula;
    made._negation = formula;
    formula._negation = made;
  }
  return formula._negation;
}

/** A table of formulas; every formula is made through one. */
class Formulas {
  constructor(above = null) {
    this.above = above;
    this._nodes = new Map();
  }

  _node(key, kind, fill) {
    for (let table = this; table !== null; table = table.above) {
      const found = table._nodes.get(key);
      if (found !== undefined) return found;
    }
    const made = new Formula(kind);
    fill(made);
    this._nodes.set(key, made);
    return made;
  }

  flag(fact) {
    return this._node(`f${fact}`, FLAG, (made) => {
      made.fact = fact;
    });
  }

  has(fact, value) {
    return this._node(`h${fact},${value}`, HAS, (made) => {
      made.fact = fact;
      made.value = value;
    });
  }

  /** The choice has one of the values of a mask; without values it is false. */
  oneOf(fact, mask) {
    if (!mask) return FALSE;
    return this._node(`i${fact},${mask}`, IN, (made) => {
      made.fact = fact;
      made.value = mask;
    });
  }

  /** The ordered fact is at most a constant. */
  atMost(left, limit) {
    return this.most(left, -1, 0, 0, limit);
  }

  atLeast(left, limit) {
    return negate(this.atMost(left, limit - 1));
  }

  /** `left` is at most `right` moved by calendar months and then days. */
  atMostFact(left, right, months = 0, days = 0) {
    return left === right && !months ? constant(days >= 0) : this.most(left, right, months, days, 0);
  }

  most(left, right, months, days, limit) {
    return this._node(`m${left},${right},${months},${days},${limit}`, MOST, (made) => {
      made.fact = left;
      made.right = right;
      made.months = months;
      made.days = days;
      made.limit = limit;
    });
  }

  given(fact) {
    return this._node(`g${fact}`, GIVEN, (made) => {
      made.fact = fact;
    });
  }

  reached(provision) {
    return this._node(`r${provision}`, REF, (made) => {
      made.value = provision;
    });
  }

  /** Stands for the scope of an act's effect, so that a place or class can be tried on and off. */
  switch(scope) {
    return this._node(`s${scope.id}`, SWITCH, (made) => {
      made.part = scope;
    });
  }

  /** All of the parts; nested conjunctions are flattened, repeated parts kept once, a part and its negation make false. */
  conjoin(parts) {
    return this._join(AND, parts, TRUE, FALSE);
  }

  disjoin(parts) {
    return this._join(OR, parts, FALSE, TRUE);
  }

  _join(kind, parts, unit, zero) {
    const kept = new Set();
    for (const part of parts) {
      if (part === zero) return zero;
      if (part === unit) continue;
      if (part.kind === kind) for (const piece of part.parts) kept.add(piece);
      else kept.add(part);
    }
    if (kept.size === 0) return unit;
    let key = kind === AND ? "&" : "|";
    for (const piece of kept) {
      if (piece.kind === NOT && kept.has(piece.part)) return zero;
      key += piece.id + ",";
    }
    if (kept.size === 1) return kept.values().next().value;
    return this._node(key, kind, (made) => {
      made.parts = [...kept];
    });
  }

  implies(condition, conclusion) {
    return this.disjoin([negate(condition), conclusion]);
  }

  /** The formula with every atom replaced; each distinct node is visited once. */
  replaceAtoms(formula, replace) {
    const memo = new Map();
    const walk = (node) => {
      let done = memo.get(node);
      if (done === undefined) {
        if (node.isAtom) done = replace(node);
        else if (node.kind === NOT) done = negate(walk(node.part));
        else if (node.kind === AND) done = this.conjoin(node.parts.map(walk));
        else if (node.kind === OR) done = this.disjoin(node.parts.map(walk));
        else done = node;
        memo.set(node, done);
      }
      return done;
    };
    return walk(formula);
  }
}

/** Every atom of the formula once, in the order written. */
function atoms(formula) {
  const found = new Set();
  const seen = new Set();
  const walk = (node) => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.isAtom) found.add(node);
    else if (node.kind === NOT) walk(node.part);
    else if (node.parts !== null) node.parts.forEach(walk);
  };
  walk(formula);
  return found;
}
