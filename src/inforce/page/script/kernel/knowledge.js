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
 * Values by number of fact, which facts something was said about.
 */
class Knowledge {
  /**
   * values: an array by number of fact; given: a Set of numbers; openGiven: the facts of which it is left open whether anything is said about them; forms: the table for new formulas.
   */
  constructor(vocabulary, forms, values, given, openGiven = NO_FACTS) {
    this.vocabulary = vocabulary;
    this.forms = forms;
    this.values = values;
    this.given = given;
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

  /** The same of other values. */
  withValues(values) {
    return new Knowledge(this.vocabulary, this.forms, values, this.given, this.openGiven);
  }
}
