// Knowledge: what is known of each fact, narrowed step by step and never widened; as kernel/knowledge.py.

const NO_FACTS = new Set();

/** What is known of a fact by two sayings that do not contradict each other. */
function meet(first, second) {
  if (first === undefined) return second;
  if (second instanceof Members) return new Members(new Set([...first.has, ...second.has]), new Set([...first.lacks, ...second.lacks]), first.complete || second.complete);
  if (typeof second === "bigint") return first & second;
  if (Array.isArray(second)) return [Math.max(first[0], second[0]), Math.min(first[1], second[1])];
  return second;
}

/** Whether two values, or two absences, say the same. */
function sameValue(first, second) {
  if (first === second) return true;
  if (Array.isArray(first) && Array.isArray(second)) return first[0] === second[0] && first[1] === second[1];
  if (!(first instanceof Members && second instanceof Members)) return false;
  const same = (one, other) => one.size === other.size && [...one].every((word) => other.has(word));
  return first.complete === second.complete && same(first.has, second.has) && same(first.lacks, second.lacks);
}

/**
 * Values by number of fact, which facts something was said about, and relations between two days that hold. Two ordered facts
 * in relation are kept arc-consistent: the relations have a solution exactly when no interval becomes empty.
 */
class Knowledge {
  /**
   * values: an array by number of fact; given: a Set of numbers; relations: pairs of a Most and whether it holds;
   * openGiven: the facts of which it is left open whether anything is said about them; forms: the table for new formulas.
   */
  constructor(vocabulary, forms, values, given, relations = [], openGiven = NO_FACTS) {
    this.vocabulary = vocabulary;
    this.forms = forms;
    this.values = values;
    this.given = given;
    this.relations = relations;
    this.openGiven = openGiven;
  }

  interval(fact) {
    return this.values[fact] ?? this.vocabulary.fact(fact).span;
  }

  possible(fact) {
    return this.values[fact] ?? this.vocabulary.fact(fact).all;
  }

  /** Whether nothing more can be learnt about the fact. */
  isSettled(fact) {
    const found = this.values[fact];
    if (found === undefined) return false;
    if (typeof found === "boolean") return true;
    if (found instanceof Members) {
      const declared = this.vocabulary.fact(fact);
      return found.complete || (!declared.open && declared.values.every((value) => found.get(value) !== undefined));
    }
    if (typeof found === "bigint") return (found & (found - 1n)) === 0n;
    return found[0] === found[1];
  }

  /** The truth of an atom: true, false, or undefined where it is not settled. */
  truth(atom) {
    const value = this.values[atom.fact];
    switch (atom.kind) {
      case FLAG:
        return value;
      case HAS:
        return value === undefined ? undefined : value.get(atom.value);
      case IN:
        if (value === undefined) return undefined;
        if (!(value & ~atom.value)) return true;
        return value & atom.value ? undefined : false;
      case MOST:
        return this._truthOfMost(atom, value);
      case GIVEN:
        return this.openGiven.has(atom.fact) ? undefined : this.given.has(atom.fact);
      default:
        return undefined;
    }
  }

  _truthOfMost(atom, left) {
    if (atom.right < 0) {
      if (left === undefined) return undefined;
      if (left[1] <= atom.limit) return true;
      return left[0] > atom.limit ? false : undefined;
    }
    for (const [relation, holds] of this.relations) if (relation === atom) return holds;
    const [low, high] = left ?? this.interval(atom.fact);
    const right = this.interval(atom.right);
    if (high <= shift(right[0], atom.months, atom.days)) return true;
    return low > shift(right[1], atom.months, atom.days) ? false : undefined;
  }

  /** The atom, or the same said of one day only where the other day of a relation is known. */
  fold(atom) {
    if (atom.kind !== MOST || atom.right < 0) return atom;
    const [right, left] = [this.values[atom.right], this.values[atom.fact]];
    if (right !== undefined && right[0] === right[1]) return this.forms.atMost(atom.fact, shift(right[0], atom.months, atom.days));
    if (left !== undefined && left[0] === left[1]) return this.forms.atLeast(atom.right, lastBefore(left[0] - 1, atom.months, atom.days) + 1);
    return atom;
  }

  _with({ values = this.values, given = this.given, relations = this.relations, openGiven = this.openGiven }) {
    return new Knowledge(this.vocabulary, this.forms, values, given, relations, openGiven);
  }

  /** The same with one fact set, without a check. */
  withValue(fact, value) {
    const values = this.values.slice();
    values[fact] = value;
    return this._with({ values });
  }

  /** The same with more known of some facts (a Map); `given`: the facts about which something is said, about every other nothing is. */
  also(further, given = NO_FACTS) {
    const values = this.values.slice();
    for (const [fact, value] of further) values[fact] = meet(values[fact], value);
    return this._with({ values, given: new Set([...this.given, ...given]), openGiven: NO_FACTS });
  }

  /** The same with one fact unknown again. */
  without(fact) {
    const given = new Set(this.given);
    given.delete(fact);
    const values = this.values.slice();
    values[fact] = undefined;
    return this._with({ values, given });
  }

  /** The same with a second copy of some facts and of the relations they stand in. */
  withSecondCopy(facts) {
    const names = copies(facts, this.vocabulary);
    const values = this.values.slice();
    const given = new Set(this.given);
    for (const [fact, copy] of names) {
      values[copy] = this.values[fact];
      if (this.given.has(fact)) given.add(copy);
    }
    const relations = [...this.relations];
    for (const [atom, holds] of this.relations) if (meets(atom.facts, names)) relations.push([this.forms.rename(atom, names), holds]);
    return this._with({ values, given, relations });
  }

  /** Narrow so that an atom holds, or does not; null where that contradicts what is known. */
  assume(atom, holds) {
    const known = this.truth(atom);
    if (known !== undefined) return known === holds ? this : null;
    switch (atom.kind) {
      case FLAG:
        return this.withValue(atom.fact, holds);
      case HAS: {
        const narrowed = (this.values[atom.fact] ?? new Members()).put(atom.value, holds);
        return narrowed === null ? null : this.withValue(atom.fact, narrowed);
      }
      case IN: {
        const kept = this.possible(atom.fact) & (holds ? atom.value : ~atom.value);
        return kept ? this.withValue(atom.fact, kept) : null;
      }
      case GIVEN: {
        // left open: settle it either way
        const [given, openGiven] = [new Set(this.given), new Set(this.openGiven)];
        if (holds) given.add(atom.fact);
        else given.delete(atom.fact);
        openGiven.delete(atom.fact);
        return this._with({ given, openGiven });
      }
      default:
        return this._assumeMost(atom, holds);
    }
  }

  _assumeMost(atom, holds) {
    let folded = this.fold(atom);
    if (folded.kind === NOT) [folded, holds] = [folded.part, !holds];
    if (folded.right >= 0) return this._with({ values: this.values.slice(), relations: [...this.relations, [folded, holds]] })._propagate();
    const [low, high] = this.interval(folded.fact);
    const interval = holds ? [low, Math.min(high, folded.limit)] : [Math.max(low, folded.limit + 1), high];
    if (interval[0] > interval[1]) return null;
    const narrower = this.withValue(folded.fact, interval);
    return this.relations.length ? narrower._propagate() : narrower;
  }

  /** Bring every interval down to what the relations leave of it (in place: the receiver is fresh). */
  _propagate() {
    const plain = this.relations.every(([atom]) => !atom.months);
    for (let changed = true, rounds = 1; changed; rounds++) {
      changed = false;
      // a cycle of plain day differences that still narrows never stops: no solution
      if (plain && rounds > 2 * this.relations.length + 4) return null;
      for (const [atom, holds] of this.relations) {
        const [left, right] = [this.interval(atom.fact), this.interval(atom.right)];
        let newLeft, newRight;
        if (holds) {
          newLeft = [left[0], Math.min(left[1], shift(right[1], atom.months, atom.days))];
          // left <= moved(right): right is above every day that moves to before left
          newRight = [Math.max(right[0], lastBefore(left[0] - 1, atom.months, atom.days) + 1), right[1]];
        } else {
          newLeft = [Math.max(left[0], shift(right[0], atom.months, atom.days) + 1), left[1]];
          newRight = [right[0], Math.min(right[1], lastBefore(left[1] - 1, atom.months, atom.days))];
        }
        for (const [fact, old, fresh] of [[atom.fact, left, newLeft], [atom.right, right, newRight]]) {
          if (fresh[0] > fresh[1]) return null;
          if (fresh[0] !== old[0] || fresh[1] !== old[1]) {
            this.values[fact] = fresh;
            changed = true;
          }
        }
      }
    }
    return this;
  }
}

/** The numbers of the second copies of some facts, by the numbers of the first. */
function copies(facts, vocabulary) {
  const names = new Map();
  for (const fact of facts) names.set(fact, fact + vocabulary.size);
  return names;
}
