// A circuit: many formulas as one list of nodes, each after its parts, worked out for many people at once; as interview/circuit.py.
// A truth value for many people is one BigInt: bit i is person i.

class Circuit {
  constructor(formulas) {
    this.kinds = [];
    this.parts = [];
    this.atoms = [];
    this.index = new Map();
    for (const formula of formulas) this._add(formula);
  }

  _add(formula) {
    const known = this.index.get(formula);
    if (known !== undefined) return known;
    const parts = (formula.parts ?? (formula.kind === NOT ? [formula.part] : [])).map((part) => this._add(part));
    const found = this.kinds.length;
    this.index.set(formula, found);
    this.kinds.push(formula.isAtom ? FLAG : formula.kind === CONSTANT ? (formula.value ? CONSTANT : -1) : formula.kind);
    this.parts.push(parts);
    this.atoms.push(formula.isAtom ? formula : null);
    return found;
  }

  /** The nodes that some nodes are made of, themselves included, each after its parts. */
  below(roots) {
    const found = new Set();
    const waiting = [...roots];
    while (waiting.length) {
      const node = waiting.pop();
      if (found.has(node)) continue;
      found.add(node);
      waiting.push(...this.parts[node]);
    }
    return increasing(found);
  }

  /** Work out nodes for many people, in place; `atom` tells who makes an atom true. */
  fill(values, nodes, full, atom) {
    const { kinds, parts } = this;
    for (const node of nodes) {
      const kind = kinds[node];
      let value;
      if (kind === AND) {
        value = full;
        for (const part of parts[node]) value &= values[part];
      } else if (kind === OR) {
        value = 0n;
        for (const part of parts[node]) value |= values[part];
      } else if (kind === NOT) value = full ^ values[parts[node][0]];
      else if (kind === FLAG) value = atom(node);
      else value = kind === CONSTANT ? full : 0n;
      values[node] = value;
    }
  }

  /** The same where values are open: who can make each node true, and who can make it false. */
  fillOpen(can, cannot, nodes, full, atom) {
    const { kinds, parts } = this;
    for (const node of nodes) {
      const kind = kinds[node];
      let [yes, no] = [full, 0n];
      if (kind === AND) {
        for (const part of parts[node]) {
          yes &= can[part];
          no |= cannot[part];
        }
      } else if (kind === OR) {
        [yes, no] = [0n, full];
        for (const part of parts[node]) {
          yes |= can[part];
          no &= cannot[part];
        }
      } else if (kind === NOT) [yes, no] = [cannot[parts[node][0]], can[parts[node][0]]];
      else if (kind === FLAG) [yes, no] = atom(node);
      else if (kind !== CONSTANT) [yes, no] = [0n, full];
      [can[node], cannot[node]] = [yes, no];
    }
  }
}
