// Frames: every provision's outcome as formulas over facts, on one day; as rulebook/frame.py.
// A frame holds between two days on which the status of some provision changes; the day asked about stays a fact in its formulas.

const STATUSES = ["not_yet", "announced", "operative", "suspended", "ended"];
const PARENT_ORDER = ["reached", "depends", "suspended", "pending", "exempt", "no"];

/** The last entry of a list of [first day, ...] that has begun on a day. */
function entryOn(entries, on) {
  let found = entries[0];
  for (const entry of entries) if (entry[0] <= on) found = entry;
  return found;
}

class Frame {
  constructor(library, on) {
    this.library = library;
    this.on = on;
    this.forms = new Formulas(library.forms);
    this._texts = new Map();
    this._partitions = new Map();
    this._cores = new Map();
    this._ifOperative = new Map();
    this._reached = new Map();
  }

  provision(name) {
    return this.library.provisions[name];
  }

  _once(memo, name, make) {
    if (!memo.has(name)) memo.set(name, make());
    return memo.get(name);
  }

  /** The formula with each reference replaced by what makes the other provision's outcome `reached`. */
  resolve(formula) {
    return this.forms.replaceAtoms(formula, (atom) => (atom.kind === REF ? this.reached(atom.value) : atom));
  }

  text(name) {
    return this._once(this._texts, name, () => this.resolve(this.provision(name).text));
  }

  /** The five statuses as formulas over place and class; exactly one is true for every person. */
  partition(name) {
    return this._once(this._partitions, name, () => {
      const [, ...nodes] = entryOn(this.library.statuses[name], this.on);
      return new Map(STATUSES.map((status, index) => [status, this.resolve(nodes[index])]));
    });
  }

  /** Each exemption of the provision, with what makes it shield. */
  shields(name) {
    return new Map(this.provision(name).exemptBy.map((shield) => [shield, this.reached(shield)]));
  }

  /** The outcome formulas of a provision by itself, its parts left aside; exactly one is true for every person. */
  core(name) {
    return this._once(this._cores, name, () => {
      const { forms } = this;
      const text = this.text(name);
      const status = this.partition(name);
      const shield = forms.disjoin(this.shields(name).values());
      return new Map([
        ["no", forms.disjoin([negate(text), status.get("not_yet"), status.get("ended")])],
        ["reached", forms.conjoin([text, status.get("operative"), negate(shield)])],
        ["exempt", forms.conjoin([text, status.get("operative"), shield])],
        ["suspended", forms.conjoin([text, status.get("suspended")])],
        ["pending", forms.conjoin([text, status.get("announced")])],
      ]);
    });
  }

  /**
   * What would happen to those on whom the provision is on hold or pending, were it operative; `no` is where its text does not
   * fit, an answer only beside another one.
   */
  ifOperative(name) {
    return this._once(this._ifOperative, name, () => {
      const { forms } = this;
      const [status, text] = [this.partition(name), this.text(name)];
      const held = forms.disjoin([status.get("suspended"), status.get("announced")]);
      const waits = forms.conjoin([text, held]);
      const shield = forms.disjoin(this.shields(name).values());
      return new Map([
        ["reached", forms.conjoin([waits, negate(shield)])],
        ["exempt", forms.conjoin([waits, shield])],
        ["no", forms.conjoin([negate(text), held])],
      ]);
    });
  }

  /** What makes the outcome `reached`; for a provision with parts, its core's or a part's. */
  reached(name) {
    return this._once(this._reached, name, () => {
      const parts = this.provision(name).parts.map((part) => this.reached(part));
      return this.forms.disjoin([this.core(name).get("reached"), ...parts]);
    });
  }
}
