// A crowd: made-up people who fit what is known and the constraints, as common as the figures say; as interview/crowd.py.

const PEOPLE = 256;
const CROWD_SEED = 20170220;

/** A number made of a text (FNV-1a), the seed of a column's draws; names are plain ASCII. */
function numberOf(text) {
  let found = 2166136261;
  for (let index = 0; index < text.length; index++) found = Math.imul(found ^ text.charCodeAt(index), 16777619) >>> 0;
  return found;
}

/** So many numbers of 32 bits from a seed (mulberry32). */
function randomWords(seed, count) {
  const found = [];
  for (let index = 0; index < count; index++) {
    seed = (seed + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    found.push((mixed ^ (mixed >>> 14)) >>> 0);
  }
  return found;
}

/** Who has which cell of a column, by the shares of the cells. */
function spread(text, shares, people, drawn) {
  if (!drawn.has(text)) {
    const words = randomWords((CROWD_SEED ^ numberOf(text)) >>> 0, people);
    const order = words.map((_, person) => person).sort((a, b) => words[a] - words[b] || a - b);
    const first = [0n];
    for (const person of order) first.push(first[first.length - 1] | (1n << BigInt(person)));
    drawn.set(text, [order.map((person) => words[person]), first]);
  }
  const [words, first] = drawn.get(text);
  const found = [];
  let [total, before] = [0, 0];
  for (const [index, share] of shares.entries()) {
    total += share;
    let here = people;
    if (index < shares.length - 1) {
      const limit = Math.trunc(total * 4294967296);
      here = words.findIndex((word) => word >= limit);
      if (here < 0) here = people;
    }
    found.push(first[here] ^ first[before]);
    before = here;
  }
  return found;
}

const DRAWN = new Map(); // the draws of each column, by its text; the same for everybody

class Crowd {
  constructor(board, known, cells, people) {
    this.board = board;
    this.known = known;
    this.cells = cells;
    this.people = people;
    this.full = (1n << BigInt(people)) - 1n;
    this.masks = cells.map(() => []); // for each column, who has each of its cells
    this.outside = board.outside.map((atom) => known.truth(atom));
    this.values = new Array(board.circuit.kinds.length).fill(0n);
    this.valid = 0n;
    this.atom = (node) => this._atom(node);
  }

  _atom(node) {
    const { board } = this;
    if (board.isRelation[node]) return this._relation(node);
    const [number] = board.reads[node];
    if (number === undefined) return this.known.truth(board.circuit.atoms[node]) ? this.full : 0n;
    const masks = this.masks[number];
    let found = 0n;
    for (const cell of board.trueCells(node, this.cells[number])) found |= masks[cell];
    return found;
  }

  _side(fact) {
    const number = this.board.place.get(`${fact}=`);
    return number === undefined ? [this.board.point(this.known.interval(fact)[0]), [this.full]] : [this.cells[number], this.masks[number]];
  }

  _relation(node) {
    const atom = this.board.circuit.atoms[node];
    const [leftCells, lefts] = this._side(atom.fact);
    const [rightCells, rights] = this._side(atom.right);
    let [found, reach, below] = [0n, 0, 0n];
    for (const [index, count] of this.board.reaches(node, leftCells, rightCells).entries()) {
      for (; reach < count; reach++) below |= lefts[reach]; // points stand in order, and a later day never moves to an earlier one
      found |= rights[index] & below;
    }
    return found;
  }

  /** Work out everything of everybody, or the nodes that have changed. */
  fill(nodes = this.values.keys()) {
    const { circuit, constraints } = this.board;
    circuit.fill(this.values, nodes, this.full, this.atom);
    this.valid = this.full;
    for (const root of constraints) this.valid &= this.values[root];
  }
}

/** A crowd for what is known; what an answer cannot have changed is taken from the crowd of a moment ago. */
function drawCrowd(board, known, before = null) {
  const crowd = new Crowd(board, known, board.columns.map((_, number) => board.cells(number, known)), PEOPLE);
  if (before !== null && before.outside.some((truth, index) => truth !== crowd.outside[index])) before = null;
  const changed = new Drawing(crowd).draw(before);
  if (before === null) crowd.fill();
  else {
    crowd.values = [...before.values];
    crowd.fill(increasing(changed.flatMap((number) => board.cones[number])));
  }
  return crowd;
}

/** Draws the columns of a crowd in order, keeping to the constraints. */
class Drawing {
  constructor(crowd) {
    this.crowd = crowd;
    this.done = new Set();
    const size = crowd.board.circuit.kinds.length;
    [this.can, this.cannot] = [new Array(size).fill(0n), new Array(size).fill(0n)];
    this.atom = (node) => this._atom(node);
  }

  /** Who can make an atom true, and who false, as far as the columns drawn tell. */
  _atom(node) {
    const { crowd } = this;
    const { board, full } = crowd;
    const columns = board.reads[node];
    if (columns.every((number) => this.done.has(number))) {
      const yes = crowd.atom(node);
      return [yes, full ^ yes];
    }
    if (columns.length !== 1 || board.isRelation[node]) return [full, full];
    const cells = crowd.cells[columns[0]];
    const held = board.trueCells(node, cells).length;
    return [held ? full : 0n, held < cells.values.length ? full : 0n];
  }

  /** Draw every column; gives those whose people are not those of `before`. */
  draw(before) {
    const { crowd } = this;
    const { board } = crowd;
    const waiting = new Set(board.columns.keys());
    if (before !== null) for (const number of board.columns.keys()) if (before.cells[number] === crowd.cells[number]) waiting.delete(number);
    const changed = [];
    for (const [number, { fact, value }] of board.columns.entries()) {
      if (before !== null && !waiting.has(number) && !board.neighbours[number].some((other) => waiting.has(other))) {
        crowd.masks[number] = before.masks[number];
        continue;
      }
      let masks = spread(`${board.vocabulary.name(fact)}=${value ?? ""}`, crowd.cells[number].shares, crowd.people, DRAWN);
      if (masks.length > 1 && board.constraintCones[number].length) masks = moved(masks, this._barred(number), crowd.full);
      crowd.masks[number] = masks;
      const same = before !== null && !waiting.has(number) && masks.length === before.masks[number].length && masks.every((mask, cell) => mask === before.masks[number][cell]);
      if (same) continue;
      waiting.add(number);
      changed.push(number);
    }
    return changed;
  }

  /** For each cell of a column, whom it would make break a constraint, whatever the columns not yet drawn. */
  _barred(number) {
    const { crowd } = this;
    const { board, full } = crowd;
    this.done = new Set(board.neighbours[number].filter((other) => other < number));
    board.circuit.fillOpen(this.can, this.cannot, board.constraintSides[number], full, this.atom);
    this.done.add(number);
    const count = crowd.cells[number].values.length;
    return crowd.cells[number].values.map((_, cell) => {
      crowd.masks[number] = Array.from({ length: count }, (_, other) => (other === cell ? full : 0n));
      board.circuit.fillOpen(this.can, this.cannot, board.constraintCones[number], full, this.atom);
      return board.constraintsOf[number].reduce((bad, root) => bad | (full ^ this.can[root]), 0n);
    });
  }
}

/** The masks with everybody whose cell is barred moved to the next one that is not; nobody moves who has none. */
function moved(masks, barred, full) {
  if (!masks.some((mask, cell) => mask & barred[cell])) return masks;
  const found = masks.map((mask, cell) => mask & ~barred[cell] & full);
  const left = masks.map((mask, cell) => mask & barred[cell]);
  for (let step = 1; step < masks.length; step++) {
    for (const [cell, waiting] of left.entries()) {
      if (!waiting) continue;
      const target = (cell + step) % masks.length;
      const moving = waiting & ~barred[target];
      found[target] |= moving;
      left[cell] = waiting & ~moving;
    }
  }
  return found.map((mask, cell) => mask | left[cell]);
}

/** Every combination of the cells of some columns, the others at their first cell; the last column's digit of a person counts single. */
function everybody(board, known, numbers, cells, people) {
  const crowd = new Crowd(board, known, cells, people);
  for (const number of board.columns.keys()) crowd.masks[number] = cells[number].values.map((_, cell) => (cell ? 0n : crowd.full));
  let size = people;
  for (const number of numbers) {
    const count = cells[number].values.length;
    size /= count;
    const unit = (1n << BigInt(size)) - 1n;
    crowd.masks[number] = cells[number].values.map((_, cell) => {
      let mask = 0n;
      for (let start = cell * size; start < people; start += size * count) mask |= unit << BigInt(start);
      return mask;
    });
  }
  crowd.fill();
  return crowd;
}
