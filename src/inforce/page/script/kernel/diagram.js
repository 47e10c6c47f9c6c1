// Binary decision diagrams: shared, ordered, reduced; the branches of the exact decision, each taken once; as kernel/diagram.py.
// A node is an integer; 0 and 1 are false and true.

const MOST_NODES = 2000000; // after which a decision is given up as `too-hard`
const MOST_SLOTS = 1 << 18;
const LEAF_LEVEL = 0x3fffffff;

/** What was worked out for a pair of nodes, in plain arrays; a newer pair may push out an older one, which is then worked out again. */
class PairCache {
  constructor(slots = 1024) {
    this._reserve(slots);
  }

  _reserve(slots) {
    this.mask = slots - 1;
    this.misses = 0;
    this.first = new Int32Array(slots);
    this.second = new Int32Array(slots);
    this.value = new Int32Array(slots);
  }

  _slot(a, b) {
    const mixed = Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & this.mask;
  }

  /** The value of a pair, or -1; the pair (0, 0) is never asked for. */
  get(a, b) {
    const slot = this._slot(a, b);
    return this.first[slot] === a && this.second[slot] === b ? this.value[slot] : -1;
  }

  set(a, b, value) {
    if (this.misses++ > this.mask * 2 && this.mask < MOST_SLOTS) this._grow();
    const slot = this._slot(a, b);
    this.first[slot] = a;
    this.second[slot] = b;
    this.value[slot] = value;
  }

  _grow() {
    const { first, second, value } = this;
    this._reserve(first.length * 4);
    for (let old = 0; old < first.length; old++) {
      const slot = this._slot(first[old], second[old]);
      [this.first[slot], this.second[slot], this.value[slot]] = [first[old], second[old], value[old]];
    }
  }
}

/** A family of diagrams over the levels 0, 1, 2, ... that share their nodes. */
class Diagram {
  constructor() {
    this.size = 2;
    this.level = new Int32Array(1024);
    this.low = new Int32Array(1024);
    this.high = new Int32Array(1024);
    this._negate = new Int32Array(1024);
    this._unique = new Int32Array(2048); // nodes by what they are made of; 0 is an empty slot
    this.level.fill(LEAF_LEVEL, 0, 2);
    [this.low[1], this.high[1]] = [1, 1];
    this._both = new PairCache();
    this._either = new PairCache();
    this._exists = new Map();
  }

  _slot(level, low, high) {
    const mask = this._unique.length - 1;
    const mixed = Math.imul(level, 0xc2b2ae35) + Math.imul(low, 0x9e3779b1) + Math.imul(high, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    for (;;) {
      const node = this._unique[slot];
      if (node === 0 || (this.low[node] === low && this.high[node] === high && this.level[node] === level)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  node(level, low, high) {
    if (low === high) return low;
    let slot = this._slot(level, low, high);
    if (this._unique[slot] !== 0) return this._unique[slot];
    if (this.size === this.level.length) {
      this._grow();
      slot = this._slot(level, low, high);
    }
    const made = this.size++;
    this.level[made] = level;
    this.low[made] = low;
    this.high[made] = high;
    this._unique[slot] = made;
    return made;
  }

  _grow() {
    if (this.size >= MOST_NODES) throw new TooHard();
    for (const name of ["level", "low", "high", "_negate"]) {
      const larger = new Int32Array(this.size * 2);
      larger.set(this[name]);
      this[name] = larger;
    }
    this._unique = new Int32Array(this.size * 4);
    for (let node = 2; node < this.size; node++) this._unique[this._slot(this.level[node], this.low[node], this.high[node])] = node;
  }

  bit(level) {
    return this.node(level, 0, 1);
  }

  negate(f) {
    if (f < 2) return 1 - f;
    let found = this._negate[f]; // 0 where it is not worked out yet
    if (found === 0) {
      found = this.node(this.level[f], this.negate(this.low[f]), this.negate(this.high[f]));
      this._negate[f] = found;
      this._negate[found] = f;
    }
    return found;
  }

  both(f, g) {
    if (f === g || g === 1) return f;
    if (f === 1) return g;
    if (f === 0 || g === 0) return 0;
    if (f > g) [f, g] = [g, f];
    let found = this._both.get(f, g);
    if (found === -1) {
      const [level, other] = [this.level[f], this.level[g]];
      if (level === other) found = this.node(level, this.both(this.low[f], this.low[g]), this.both(this.high[f], this.high[g]));
      else if (level < other) found = this.node(level, this.both(this.low[f], g), this.both(this.high[f], g));
      else found = this.node(other, this.both(f, this.low[g]), this.both(f, this.high[g]));
      this._both.set(f, g, found);
    }
    return found;
  }

  either(f, g) {
    if (f === g || g === 0) return f;
    if (f === 0) return g;
    if (f === 1 || g === 1) return 1;
    if (f > g) [f, g] = [g, f];
    let found = this._either.get(f, g);
    if (found === -1) {
      const [level, other] = [this.level[f], this.level[g]];
      if (level === other) found = this.node(level, this.either(this.low[f], this.low[g]), this.either(this.high[f], this.high[g]));
      else if (level < other) found = this.node(level, this.either(this.low[f], g), this.either(this.high[f], g));
      else found = this.node(other, this.either(f, this.low[g]), this.either(f, this.high[g]));
      this._either.set(f, g, found);
    }
    return found;
  }

  all(nodes) {
    let total = 1;
    for (const node of nodes) {
      total = this.both(total, node);
      if (total === 0) return 0;
    }
    return total;
  }

  any(nodes) {
    let total = 0;
    for (const node of nodes) {
      total = this.either(total, node);
      if (total === 1) return 1;
    }
    return total;
  }

  /** Where f and g agree. */
  same(f, g) {
    return this.either(this.both(f, g), this.both(this.negate(f), this.negate(g)));
  }

  /** Where some choice of the given levels (a Set) makes f true. */
  exists(f, levels) {
    if (f < 2 || !levels.size) return f;
    const sorted = [...levels].sort((a, b) => a - b);
    const deepest = sorted[sorted.length - 1];
    const key = sorted.join();
    if (!this._exists.has(key)) this._exists.set(key, new Map());
    const memo = this._exists.get(key);
    const walk = (node) => {
      if (node < 2 || this.level[node] > deepest) return node;
      let found = memo.get(node);
      if (found === undefined) {
        const [low, high] = [walk(this.low[node]), walk(this.high[node])];
        const level = this.level[node];
        found = levels.has(level) ? this.either(low, high) : this.node(level, low, high);
        memo.set(node, found);
      }
      return found;
    };
    return walk(f);
  }

  /** f with some levels settled; `chosen` maps levels to true or false. */
  restrict(f, chosen) {
    const memo = new Map();
    const deepest = Math.max(-1, ...chosen.keys());
    const walk = (node) => {
      if (node < 2 || this.level[node] > deepest) return node;
      let found = memo.get(node);
      if (found === undefined) {
        const turn = chosen.get(this.level[node]);
        if (turn === undefined) found = this.node(this.level[node], walk(this.low[node]), walk(this.high[node]));
        else found = walk(turn ? this.high[node] : this.low[node]);
        memo.set(node, found);
      }
      return found;
    };
    return walk(f);
  }

  /** The diagram of one path. */
  cube(chosen) {
    let node = 1;
    for (const level of [...chosen.keys()].sort((a, b) => b - a)) node = chosen.get(level) ? this.node(level, 0, node) : this.node(level, node, 0);
    return node;
  }

  /** The choices along one path to true; levels left out are free. */
  model(f) {
    const chosen = new Map();
    while (f !== 1) {
      const turn = this.low[f] === 0;
      chosen.set(this.level[f], turn);
      f = turn ? this.high[f] : this.low[f];
    }
    return chosen;
  }

  /** The truth of f under choices; levels left out are false. */
  holds(f, chosen) {
    while (f > 1) f = chosen.get(this.level[f]) ? this.high[f] : this.low[f];
    return f === 1;
  }
}
