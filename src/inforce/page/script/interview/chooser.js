// The chooser: of the facts that can still matter, the one that settles most; as interview/choose.py.

const COST = [1, 3, 10]; // what a question costs: plain, delicate, very sensitive

class Chooser {
  /** before: the chooser of a moment ago, when less was known; what it found out need not be found out again. */
  constructor(state, before = null) {
    this.state = state;
    this.board = state.problem.board;
    this.crowd = drawCrowd(this.board, state.known, before && before.crowd);
    this.never = new Set(before ? before.never : []); // what two people cannot show now, they cannot show when more is known
    const { circuit } = this.board;
    [this.can, this.cannot] = [[], []];
    circuit.fillOpen(this.can, this.cannot, circuit.kinds.keys(), 1n, (node) => {
      const truth = state.known.truth(circuit.atoms[node]);
      return [truth === false ? 0n : 1n, truth === true ? 0n : 1n];
    });
    const names = [...state.problem.outcomes.keys()];
    const undecided = this.board.outcomes.flatMap((nodes, number) => (nodes.every((node) => this.cannot[node]) ? [number] : []));
    this.open = undecided.map((number) => names[number]);
    this.outcomes = undecided.map((number) => this.board.outcomes[number]);
    this._reach();
  }

  /** The columns on which the open outcomes can turn: 0 for those they speak of, else how many constraints away; and the same by fact. */
  _reach() {
    const { board } = this;
    const [found, seen] = [new Map(), new Set()];
    let roots = this.outcomes.flat();
    for (let step = 0; roots.length; step++) {
      const waiting = roots;
      roots = [];
      while (waiting.length) {
        const node = waiting.pop();
        if (seen.has(node) || !(this.can[node] && this.cannot[node])) continue;
        seen.add(node);
        waiting.push(...board.circuit.parts[node]);
        for (const number of board.reads[node]) {
          if (found.has(number)) continue;
          found.set(number, step);
          roots.push(...board.constraintsOf[number]);
        }
      }
    }
    this.columns = increasing(found.keys());
    this.distance = new Map();
    for (const number of this.columns) {
      const fact = board.asked(board.columns[number].fact);
      this.distance.set(fact, Math.min(found.get(number), this.distance.get(fact) ?? Infinity));
    }
  }

  get isPossible() {
    return this.crowd.valid !== 0n || this.state.isPossible();
  }

  candidates() {
    return [...this.state.problem.questions.keys()].filter((fact) => this.distance.has(fact) && !this.never.has(fact) && this.state.canBeAsked(fact));
  }

  /** The fact to ask next; null when no answer could change anything. May throw TooHard. */
  choose() {
    if (this._chosen === undefined) this._chosen = this._choose();
    return this._chosen;
  }

  _choose() {
    if (!this.open.length) return null;
    const { crowd, outcomes } = this;
    const ranked = this.ranked();
    const shown = ranked.find((fact) => shows(crowd, fact, outcomes));
    if (shown !== undefined) return this._firstOf(shown, ranked);
    const near = [...ranked].sort((a, b) => this.distance.get(a) - this.distance.get(b));
    const exact = new Exact(this.state, this.open);
    for (const fact of near) {
      if (exact.matters(fact)) return fact;
      this.never.add(fact);
    }
    return null;
  }

  /** The fact, or one that is asked before it and can matter too. */
  _firstOf(fact, ranked) {
    const before = this.state.problem.questions.get(fact).after.find((other) => ranked.includes(other) && shows(this.crowd, other, this.outcomes));
    return before === undefined ? fact : this._firstOf(before, ranked);
  }

  /** The candidates, the one to ask first; ties in the order of the vocabulary. */
  ranked() {
    const candidates = this.candidates();
    const best = this._byTree(candidates);
    const scale = new Scale(this.crowd, this.outcomes);
    const score = (fact) => {
      let gain = 0;
      for (const number of this.board.columnsOf.get(fact) ?? []) gain += scale.gain(number);
      return gain / this._cost(fact);
    };
    const scores = new Map(candidates.map((fact) => [fact, score(fact)]));
    const ranked = [...candidates].sort((a, b) => scores.get(b) - scores.get(a)); // a sort that keeps the order of equals
    return best === null ? ranked : [best, ...ranked.filter((fact) => fact !== best)];
  }

  _cost(fact) {
    return COST[this.state.problem.questions.get(fact).sensitive];
  }

  /** The first question of the best decision tree; null where the tree is too large or facts were declined. */
  _byTree(candidates) {
    const { board, state, crowd } = this;
    const { cells } = crowd;
    const numbers = this.columns.filter((number) => cells[number].values.length > 1);
    const product = (factor) => numbers.reduce((total, number) => total * factor * cells[number].values.length, 1);
    if (!numbers.length || product(2) > SMALL) return null;
    const factOf = (number) => board.asked(board.columns[number].fact);
    const facts = new Set(numbers.map(factOf));
    if (![...facts].every((fact) => candidates.includes(fact))) return null;
    const all = everybody(board, state.known, numbers, cells, product(1));
    if (!all.valid) return null;
    const cut = (parts, masks) => parts.flatMap((part) => masks.map((mask) => part & mask).filter((both) => both));
    let kinds = [all.valid];
    for (const nodes of this.outcomes) kinds = cut(kinds, nodes.map((node) => all.values[node]));
    let shares = [1];
    for (const number of numbers) shares = shares.flatMap((share) => cells[number].shares.map((its) => share * its));
    const ordered = candidates.filter((fact) => facts.has(fact));
    const options = ordered.map((fact) => {
      let parts = [all.valid];
      for (const number of numbers) if (factOf(number) === fact) parts = cut(parts, all.masks[number]);
      return [this._cost(fact), parts];
    });
    const tree = new Tree(options, kinds, shares);
    const place = tree.isSettled(all.valid) ? null : tree.first(all.valid)[1];
    return place === null ? null : ordered[place];
  }
}
