// Whether a fact can still matter: exactly, by two people who differ only in it and in what it forces; as interview/matter.py.

const FEW_CELLS = 4;
const MOST_FORCED = 12; // how many pairs of columns are tried for one fact

/** Whether two people of the crowd, told apart by one column of the fact alone, differ in an outcome. */
function shows(crowd, fact, outcomes) {
  return (crowd.board.columnsOf.get(fact) ?? []).some((number) => {
    const nodes = movingNodes(crowd, [number], outcomes);
    const seen = [];
    return nodes.length > 0 && crowd.cells[number].values.some((_, cell) => {
      const look = lookAt(crowd, [[number, cell]], nodes);
      const found = seen.some((before) => differ(look, before, look.valid & before.valid));
      seen.push(look);
      return found;
    });
  });
}

/** Whether two people of the crowd differ in an outcome, told apart by the fact and one more that it forces to move. */
function showsTogether(crowd, fact, outcomes) {
  const { board } = crowd;
  if (board.vocabulary.named(fact).offRamp) return false; // as in `Exact.matters`
  const numbers = board.columnsOf.get(fact) ?? [];
  if (added(numbers.map((number) => board.neighbours[number].length)) > MOST_FORCED) return false;
  return numbers.some((number) =>
    board.neighbours[number].some((other) => {
      const cells = crowd.cells[other].values.length;
      return cells > 1 && cells <= FEW_CELLS && board.columns[other].fact !== board.columns[number].fact && pairShows(crowd, number, other, outcomes);
    }),
  );
}

function pairShows(crowd, number, other, outcomes) {
  const nodes = movingNodes(crowd, [number, other], outcomes);
  if (!nodes.length) return false;
  const last = crowd.cells[number].values.length - 1;
  const tried = increasing([0, Math.floor(last / 3), Math.floor((2 * last) / 3), last]);
  const alone = new Map(tried.map((cell) => [cell, lookAt(crowd, [[number, cell]], nodes)]));
  for (const [cell, here] of alone) {
    for (const its of crowd.cells[other].values.keys()) {
      const both = lookAt(crowd, [[number, cell], [other, its]], nodes);
      const barred = both.valid & ~here.valid;
      if (barred && [...alone.values()].some((before) => differ(both, before, barred & before.valid))) return true;
    }
  }
  return false;
}

/** The outcome nodes that can change with some columns; none where a column has one cell alone. */
function movingNodes(crowd, numbers, outcomes) {
  if (numbers.some((number) => crowd.cells[number].values.length < 2)) return [];
  const inside = new Set(numbers.flatMap((number) => crowd.board.cones[number]));
  return outcomes.flat().filter((node) => inside.has(node));
}

/** Everybody of the crowd moved to the given cells of some columns; the crowd itself stays as it is. */
function lookAt(crowd, moves, nodes) {
  const { board, full, values, valid } = crowd;
  const saved = moves.map(([number]) => crowd.masks[number]);
  crowd.values = values.slice();
  for (const [number, cell] of moves) crowd.masks[number] = crowd.cells[number].values.map((_, here) => (here === cell ? full : 0n));
  crowd.fill(moves.length === 1 ? board.cones[moves[0][0]] : increasing(moves.flatMap(([number]) => board.cones[number])));
  const found = { valid: crowd.valid, outcomes: nodes.map((node) => crowd.values[node]) };
  moves.forEach(([number], index) => { crowd.masks[number] = saved[index]; });
  [crowd.values, crowd.valid] = [values, valid];
  return found;
}

function differ(first, second, people) {
  return people !== 0n && first.outcomes.some((mask, index) => (mask ^ second.outcomes[index]) & people);
}

/** What the kernel decides for one state. */
class Exact {
  constructor(state, provisions, crowd, outcomes) {
    this.state = state;
    this.left = [];
    const [memo, seen] = [new Map(), new Set()];
    for (const [index, name] of provisions.entries()) {
      const rest = new Map([...state.problem.outcomes.get(name)].map(([outcome, formula]) => [outcome, residual(formula, state.known, memo)]).filter(([, left]) => left !== FALSE));
      const key = [...rest.values()].map((left) => left.id).join();
      if (seen.has(key)) continue;
      seen.add(key);
      this.left.push(new Left(rest, state, outcomes[index].filter((node) => crowd.values[node] & crowd.valid).length > 1));
    }
  }

  /** Whether some open outcome turns on the fact; may throw TooHard. A finding matters only where an open outcome speaks of it. */
  matters(fact) {
    const numbers = this.state.problem.numbersOf(fact);
    const { offRamp } = this.state.problem.vocabulary.named(fact);
    return this.left.some((left) => {
      const about = offRamp ? left.facts : left.linked;
      return numbers.some((number) => about.has(number)) && left.isOpen && numbers.some((number) => about.has(number) && left.turning.turnsOn(number));
    });
  }
}

/** What is left of one provision's outcomes. */
class Left {
  constructor(rest, state, isOpen) {
    this.rest = rest;
    this.state = state;
    this.facts = new Set([...rest.values()].flatMap((formula) => [...formula.facts]));
    this.linked = new Set([...this.facts, ...state.situation.around(this.facts).flatMap((constraint) => [...constraint.facts])]);
    this._isOpen = isOpen || null;
    this._turning = null;
  }

  get isOpen() {
    this._isOpen ??= possible(this.rest, this.state.situation, 2).length > 1;
    return this._isOpen;
  }

  get turning() {
    this._turning ??= new Turning(this.rest, this.state.situation);
    return this._turning;
  }
}
