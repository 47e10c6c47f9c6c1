// A board: the circuit of one problem, its columns, and which cells make which atoms true; as interview/board.py.
// A column is a fact, or one value of a set fact: {fact, value}, with `value` null for the fact as a whole.

const THERE = "?";

/** The columns that an atom reads, by their keys. */
function readsOf(atom) {
  if (atom.kind === HAS) return [`${atom.fact}=${atom.value}`];
  if (atom.kind === MOST) return atom.right < 0 ? [`${atom.fact}=`] : [`${atom.fact}=`, `${atom.right}=`];
  return atom.kind === FLAG || atom.kind === IN ? [`${atom.fact}=`] : [];
}

function push(map, key, value) {
  if (!map.has(key)) map.set(key, []);
  map.get(key).push(value);
}

class Board {
  /** outcomes: the formulas of each provision's outcomes; common: how common answers are, by number of fact; on: the day asked about. */
  constructor(vocabulary, outcomes, constraints, start, common, on) {
    this.vocabulary = vocabulary;
    this.common = common;
    this.on = on;
    const circuit = (this.circuit = new Circuit([...outcomes.flat(), ...constraints]));
    this.outcomes = outcomes.map((formulas) => formulas.map((formula) => circuit.index.get(formula)));
    this.constraints = constraints.map((formula) => circuit.index.get(formula));
    const read = new Set(circuit.atoms.flatMap((atom) => (atom === null ? [] : readsOf(atom))));
    this.columns = vocabulary.facts.flatMap((fact) => {
      if (fact.bounds !== null || start.isSettled(fact.number)) return []; // nobody is asked for the day of an act
      const all = fact.type === "set" ? fact.values.map((value) => ({ fact: fact.number, value })) : [{ fact: fact.number, value: null }];
      return all.filter(({ value }) => read.has(`${fact.number}=${value ?? ""}`));
    });
    this.place = new Map(this.columns.map(({ fact, value }, number) => [`${fact}=${value ?? ""}`, number]));
    this.reads = circuit.atoms.map((atom) => (atom === null ? [] : readsOf(atom).map((key) => this.place.get(key)).filter((number) => number !== undefined)));
    this.isRelation = circuit.atoms.map((atom) => atom !== null && atom.kind === MOST && atom.right >= 0);
    this.outside = circuit.atoms.filter((atom, node) => atom !== null && !this.reads[node].length);
    this.columnsOf = new Map(); // by the name of the fact that is asked
    for (const [number, { fact }] of this.columns.entries()) push(this.columnsOf, this.asked(fact), number);
    this.cones = this._cones(); // for each column, the nodes that can change with it
    const below = new Map(this.constraints.map((root) => [root, circuit.below([root])]));
    this.constraintsOf = this.cones.map((cone) => {
      const touching = new Set(cone);
      return this.constraints.filter((root) => touching.has(root));
    });
    this.neighbours = this.constraintsOf.map((roots, number) => {
      const found = new Set(roots.flatMap((root) => below.get(root).flatMap((node) => this.reads[node])));
      found.delete(number);
      return increasing(found);
    });
    const inside = this.constraintsOf.map((roots) => increasing(roots.flatMap((root) => below.get(root))));
    const touched = this.cones.map((cone) => new Set(cone));
    this.constraintCones = inside.map((nodes, number) => nodes.filter((node) => touched[number].has(node)));
    this.constraintSides = inside.map((nodes, number) => nodes.filter((node) => !touched[number].has(node)));
    [this.cuts, this.masks] = [new Map(), new Map()];
    this.relations = [];
    for (const atom of circuit.atoms) {
      if (atom === null) continue;
      if (atom.kind === MOST && atom.right < 0) push(this.cuts, atom.fact, atom.limit);
      else if (atom.kind === MOST) this.relations.push(atom);
      else if (atom.kind === IN) push(this.masks, atom.fact, atom.value);
    }
    this.partners = new Map();
    for (const { fact, right } of this.relations) {
      push(this.partners, fact, right);
      push(this.partners, right, fact);
    }
    [this._cells, this._true, this._reaches] = [new Map(), new Map(), new Map()];
    this.opening = null;
  }

  /** The name of the fact that is asked for a fact: a day for whether it is there at all. */
  asked(fact) {
    const name = this.vocabulary.name(fact);
    return name.endsWith(THERE) ? name.slice(0, -1) : name;
  }

  _cones() {
    const found = this.columns.map(() => []);
    const reads = [];
    for (const [node, parts] of this.circuit.parts.entries()) {
      const its = new Set(this.reads[node]);
      for (const part of parts) for (const number of reads[part]) its.add(number);
      reads.push(its);
      for (const number of its) found[number].push(node);
    }
    return found;
  }

  _ends(fact, known) {
    const [low, high] = known.interval(fact);
    const cuts = (this.cuts.get(fact) ?? []).filter((cut) => low <= cut && cut < high);
    return increasing([low, high, ...cuts, ...cuts.map((cut) => cut + 1)]);
  }

  /** Points at which relations to other facts turn, where those facts stand at the ends of their regions. */
  _points(fact, known) {
    const found = [];
    const add = (point) => found.push(point, point + 1);
    for (const atom of this.relations) {
      if (fact === atom.fact && atom.right !== fact) for (const end of this._ends(atom.right, known)) add(shift(end, atom.months, atom.days));
      else if (fact === atom.right && atom.fact !== fact) for (const end of this._ends(atom.fact, known)) add(lastBefore(end - 1, atom.months, atom.days));
    }
    return found;
  }

  /** The cells left of a column by what is known; the same object for the same knowledge. */
  cells(number, known) {
    const { fact, value } = this.columns[number];
    const held = known.values[fact];
    let key;
    if (value !== null) key = held === undefined ? undefined : held.get(value);
    else if (this.vocabulary.fact(fact).isOrdered) key = [fact, ...(this.partners.get(fact) ?? [])].map((name) => known.interval(name)).join();
    else key = held;
    key = `${number}:${key}`;
    if (!this._cells.has(key)) this._cells.set(key, this._makeCells(fact, value, known));
    return this._cells.get(key);
  }

  _makeCells(fact, value, known) {
    const declared = this.vocabulary.fact(fact);
    const common = this.common.get(fact);
    const held = known.values[fact];
    const shareOf = (word) => (common && Object.hasOwn(common.shares, word) ? common.shares[word] : undefined);
    if (value !== null) {
      const truth = held === undefined ? undefined : held.get(value);
      return truth === undefined ? boolCells(shareOf(value)) : settledCells(truth);
    }
    if (declared.type === "bool") return held === undefined ? boolCells(shareOf("true")) : settledCells(held);
    if (declared.isChoice) return choiceCells(declared, known.possible(fact), this.masks.get(fact) ?? [], common);
    return orderedCells(known.interval(fact), this.cuts.get(fact) ?? [], this._points(fact, known), common, this.on);
  }

  _kept(memo, node, cells, make) {
    let its = memo.get(cells);
    if (its === undefined) memo.set(cells, (its = new Map()));
    if (!its.has(node)) its.set(node, make());
    return its.get(node);
  }

  /** Which cells of its column make an atom true. */
  trueCells(node, cells) {
    return this._kept(this._true, node, cells, () => {
      const atom = this.circuit.atoms[node];
      const holds = { [FLAG]: (value) => value === true, [HAS]: (value) => value === true, [IN]: (value) => (value & atom.value) !== 0n, [MOST]: (value) => value <= atom.limit }[atom.kind];
      return cells.values.flatMap((value, cell) => (holds(value) ? [cell] : []));
    });
  }

  /** For each right point of a relation, how many of the left points it holds with: the first so many. */
  reaches(node, left, right) {
    const its = this._kept(this._reaches, node, left, () => new Map());
    if (!its.has(right)) {
      const atom = this.circuit.atoms[node];
      its.set(right, right.values.map((value) => {
        const limit = shift(value, atom.months, atom.days);
        return left.values.filter((point) => point <= limit).length;
      }));
    }
    return its.get(right);
  }

  /** The cells of a day or number that is no column here because it is known from the start. */
  point(value) {
    const key = `point:${value}`;
    if (!this._cells.has(key)) this._cells.set(key, settledCells(value));
    return this._cells.get(key);
  }
}
