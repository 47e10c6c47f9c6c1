// Binary decision diagrams: shared, ordered, reduced; the branches of the exact decision, each taken once; as kernel/diagram.py.
// A node is an integer; 0 and 1 are false and true.

const MOST_NODES = 2000000; // after which a decision is given up as `too-hard`
const LEAF_LEVEL = 0x3fffffff;

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
    this._both = new PairTable();
    this._either = new PairTable();
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
    if (this.size > MOST_NODES) throw new TooHard();
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

  /**
   * Whether some choices make f and g true that differ in the given levels (a Set) only: what `both(exists(f, levels), exists(g, levels))`
   * tells, without building anything; the first pair found ends it.
   */
  meets(f, g, levels) {
    const { level, low, high } = this;
    const failed = new PairTable();
    const walk = (f, g) => {
      if (f === 0 || g === 0) return false;
      if (f === 1 || g === 1) return true; // what is not false has a path to true
      if (failed.get(f, g) !== -1) return false;
      const [here, there] = [level[f], level[g]];
      let found;
      if (here < there) found = walk(low[f], g) || walk(high[f], g);
      else if (there < here) found = walk(f, low[g]) || walk(f, high[g]);
      else {
        found = walk(low[f], low[g]) || walk(high[f], high[g]);
        if (!found && levels.has(here)) found = walk(low[f], high[g]) || walk(high[f], low[g]);
      }
      if (!found) failed.set(f, g, 0);
      return found;
    };
    return walk(f, g);
  }

  /**
   * Whether choices x make f true and y make g true that differ in `levels` only, where x with y's `leading` levels is barred (`barred` is
   * true of it): so the step from x to y cannot be taken in its leading levels alone. Nothing is built; the first pair found ends it.
   */
  meetsByForce(f, g, barred, levels, leading) {
    const { level, low, high } = this;
    const failed = new Failed();
    const walk = (f, g, h) => {
      if (f === 0 || g === 0 || h === 0) return false;
      const here = Math.min(level[f], level[g], level[h]);
      if (here === LEAF_LEVEL) return true; // all three are settled as true
      if (failed.has([f, g, h])) return false;
      const [f0, f1] = level[f] === here ? [low[f], high[f]] : [f, f];
      const [g0, g1] = level[g] === here ? [low[g], high[g]] : [g, g];
      const [h0, h1] = level[h] === here ? [low[h], high[h]] : [h, h];
      let found = walk(f0, g0, h0) || walk(f1, g1, h1);
      if (!found && levels.has(here)) found = leading.has(here) ? walk(f0, g1, h1) || walk(f1, g0, h0) : walk(f0, g1, h0) || walk(f1, g0, h1);
      if (!found) failed.add([f, g, h]);
      return found;
    };
    return walk(f, g, barred);
  }

  /** Whether some choices make all of the nodes true: what `all(nodes) !== 0` tells, without building anything. */
  canHold(nodes) {
    const { level, low, high } = this;
    const failed = new Failed();
    const walk = (nodes) => {
      if (nodes.includes(0)) return false;
      const here = Math.min(...nodes.map((node) => level[node]));
      if (here === LEAF_LEVEL) return true;
      if (failed.has(nodes)) return false;
      const side = (turn) => walk(nodes.map((node) => (level[node] === here ? turn[node] : node)));
      const found = side(low) || side(high);
      if (!found) failed.add(nodes);
      return found;
    };
    return walk([...new Set(nodes)]);
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
