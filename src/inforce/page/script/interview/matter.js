// Whether a fact can still matter: exactly, by two people who differ only in it, or by what would settle the answer; as interview/matter.py.

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
  constructor(state, provisions) {
    const { saying } = state.situation;
    this.state = state;
    this.turning = new Turning(saying);
    const every = provisions.map((name) => state.problem.outcomes.get(name));
    this.open = every.filter((outcomes) => decided(outcomes, saying) === null).map((outcomes) => [outcomes, mentionedBy(outcomes)]);
    this._settling = null;
  }

  /**
   * Whether some open outcome turns on the fact, or it is one of the fewest that would settle one; may throw TooHard. A finding matters
   * only where an open outcome speaks of it.
   */
  matters(fact) {
    const { problem } = this.state;
    const numbers = problem.numbersOf(fact);
    if (this.open.some(([outcomes, facts]) => numbers.some((number) => facts.has(number) && this.turning.turnsOn(outcomes, number)))) return true;
    return !problem.vocabulary.named(fact).offRamp && numbers.some((number) => this.settling.has(number));
  }

  get settling() {
    if (this._settling === null) {
      const { state } = this;
      const asked = [...state.problem.questions.keys()].filter((fact) => state.canBeAsked(fact));
      const among = new Set(asked.flatMap((fact) => state.problem.numbersOf(fact)));
      this._settling = new Set(this.open.flatMap(([outcomes]) => this.turning.settling(outcomes, among)));
    }
    return this._settling;
  }
}
