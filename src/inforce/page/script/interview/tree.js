// The best decision tree, where few enough people are left to look at every one of its states; as interview/tree.py.

const SMALL = 16384; // how much work a tree may be

class Tree {
  /** options: [cost, who would give each answer]; kinds: people with the same outcomes; shares: how common each person is. */
  constructor(options, kinds, shares) {
    this.options = options;
    this.kinds = kinds;
    this.shares = shares;
    this.cheapest = options.length ? Math.min(...options.map(([cost]) => cost)) : 0;
    [this._values, this._weights] = [new Map(), new Map()];
  }

  /** Whether all the people have the same outcomes. */
  isSettled(people) {
    return !people || this.kinds.some((kind) => !(people & ~kind));
  }

  weight(people) {
    if (!this._weights.has(people)) {
      let found = 0;
      for (let person = 0, rest = people; rest; person++, rest >>= 1n) if (rest & 1n) found += this.shares[person];
      this._weights.set(people, found);
    }
    return this._weights.get(people);
  }

  /** The least expected cost of settling the outcomes of these people. */
  value(people) {
    if (this.isSettled(people)) return 0;
    if (!this._values.has(people)) this._values.set(people, this.first(people)[0]);
    return this._values.get(people);
  }

  /** The least expected cost, and the place of the question that has it; null where no question tells the people apart. */
  first(people) {
    let [best, place] = [Infinity, null];
    const total = this.weight(people);
    for (const [index, [price, parts]] of this.options.entries()) {
      const pieces = parts.map((part) => people & part).filter((piece) => piece);
      if (pieces.length < 2) continue;
      const open = pieces.filter((piece) => !this.isSettled(piece)).map((piece) => [this.weight(piece) / total, piece]);
      let least = price; // whoever is not settled by this question costs one more at least
      for (const [weight] of open) least += weight * this.cheapest;
      if (least >= best) continue;
      let cost = price;
      for (const [weight, piece] of open) cost += weight * this.value(piece);
      if (cost < best) [best, place] = [cost, index];
    }
    return place === null ? [0, null] : [best, place];
  }
}
