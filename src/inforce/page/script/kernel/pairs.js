// Pairs: what a diagram remembers of two nodes or more; a Map of pairs would take several times the room and time.

const MOST_PAIRS = 1 << 22; // after which a decision is given up as `too-hard`: it bounds the work as much as the room

/**
 * What was worked out for a pair of nodes, in plain arrays; nothing is forgotten. A table of fixed size, in which a newer pair pushes
 * out an older one, was tried: past its size the same pairs are worked out again and again, without a new node that would end it.
 */
class PairTable {
  constructor(slots = 1024) {
    this.size = 0;
    this._reserve(slots);
  }

  _reserve(slots) {
    this.mask = slots - 1;
    this.first = new Int32Array(slots); // 0 is an empty slot
    this.second = new Int32Array(slots);
    this.value = new Int32Array(slots);
  }

  _slot(a, b) {
    const mixed = Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & this.mask;
    while (this.first[slot] !== 0 && (this.first[slot] !== a || this.second[slot] !== b)) slot = (slot + 1) & this.mask;
    return slot;
  }

  /** The value of a pair, or -1; the first of a pair is never 0. */
  get(a, b) {
    const slot = this._slot(a, b);
    return this.first[slot] === 0 ? -1 : this.value[slot];
  }

  set(a, b, value) {
    if (++this.size * 2 > this.mask) this._grow();
    const slot = this._slot(a, b);
    this.first[slot] = a;
    this.second[slot] = b;
    this.value[slot] = value;
  }

  _grow() {
    if (this.size > MOST_PAIRS) throw new TooHard();
    const { first, second, value } = this;
    this._reserve(first.length * 2);
    for (let old = 0; old < first.length; old++) {
      if (first[old] === 0) continue;
      const slot = this._slot(first[old], second[old]);
      [this.first[slot], this.second[slot], this.value[slot]] = [first[old], second[old], value[old]];
    }
  }
}

/** Combinations of nodes of which it is found that they fail together. */
class Failed {
  constructor() {
    this._keys = new Set();
  }

  has(nodes) {
    return this._keys.has(nodes.join());
  }

  add(nodes) {
    if (this._keys.size >= MOST_PAIRS) throw new TooHard();
    this._keys.add(nodes.join());
  }
}
