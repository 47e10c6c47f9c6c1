// Locality: the status of one provision place by place and class by class, on one day; as rulebook/locality.py.

/** Whether an atom is about a class or a local fact: not about the state, nor about the day of an act. */
function isLocal(atom, vocabulary) {
  if (atom.kind === IN && atom.fact === vocabulary.number("state")) return false;
  return ![...atom.facts].some((fact) => vocabulary.name(fact).startsWith(DAY));
}

/** Classes as switches of their own, so that each can be tried on and off; places stand as they are. */
class Switches {
  constructor(forms) {
    this.forms = forms;
    this.limiting = new Set();
  }

  scope(effect) {
    if (effect.people === TRUE) return effect.place;
    if (effect.verb === "limits") this.limiting.add(effect.people);
    return this.forms.conjoin([effect.place, this.forms.switch(effect.people)]);
  }
}

/** A place with the classes chosen there, and a key that names both; without a state, where no local act applies. */
function spotOf(state, chosen = []) {
  return { state, chosen, key: `${state ?? ""};${[...chosen].map((one) => one.id).sort().join()}` };
}

class Locality {
  /** situation: what the question says of place and class, closed under the constraints; text: the provision's text. */
  constructor(library, moment, name, situation, text) {
    this.library = library;
    this.moment = moment;
    this.name = name;
    this.situation = situation;
    this.text = text;
    this.forms = moment.forms;
    this.vocabulary = library.vocabulary;
    this.stateFact = this.vocabulary.number("state");
    this.partition = moment.partition(name);
    this._taken = new Map();
    this._fitting = new Map();
    this._found = new Map();
    this._covered = new Set(); // the keys of the spots at which everybody is in some class
    const { known } = situation;
    this.states = known.vocabulary.fact(this.stateFact).words(known.possible(this.stateFact));
    this.groups = this._groups();
    const on = this.vocabulary.number("on");
    const day = new Map([[on, [moment.on, moment.on]]]);
    const said = new Knowledge(this.vocabulary, this.forms, arrayOf(this.vocabulary, day), new Set([on]));
    this.onTheDay = new Situation(said, new Saying(new Form(this.vocabulary, [], [], moment.on), new Map(), day, { suppose: false }));
  }

  /** The possible states, those together that no formula tells apart. */
  _groups() {
    const own = new Set([...this.partition.values()].flatMap((formula) => [...atoms(formula)]));
    const telling = [...own];
    const classes = [...own].filter((atom) => atom.kind === SWITCH).map((atom) => atom.part);
    for (const people of classes) telling.push(...atoms(people));
    if (classes.some((people) => people.facts.has(this.stateFact))) telling.push(...atoms(this.text));
    const sets = [...new Set(telling.filter((atom) => atom.kind === IN && atom.fact === this.stateFact).map((atom) => atom.value))];
    const found = new Map();
    for (const state of this.states) {
      const bit = this.vocabulary.fact(this.stateFact).bits.get(state);
      const key = sets.map((mask) => (mask & bit ? "1" : "0")).join("");
      found.set(key, [...(found.get(key) ?? []), state]);
    }
    return [...found.values()];
  }

  get isPlaced() {
    return this.states.length === 1;
  }

  isLocal(atom) {
    return isLocal(atom, this.vocabulary);
  }

  // classes

  /** The classes and local facts that some formulas turn on and that are left open at a spot, each as it differs there. */
  openClasses(spot, formulas) {
    const found = new Set();
    for (const formula of formulas) {
      for (const atom of atoms(formula)) {
        if (!this.isLocal(atom)) continue;
        const element = this._element(atom);
        if (this._chosen(element, spot) !== null || this.takesIn(element, spot.state) !== null) continue;
        found.add(this._leftAside(element) ? negate(element) : element);
      }
    }
    return [...found];
  }

  _element(atom) {
    return atom.kind === SWITCH ? atom.part : atom;
  }

  _chosen(element, spot) {
    return spot.chosen.includes(element) ? true : spot.chosen.includes(negate(element)) ? false : null;
  }

  /** Whether somebody in no special class is in it: where something is limited to those outside of a class. */
  _leftAside(element) {
    return this.moment.switches.limiting.has(element) && this.forms.replaceAtoms(element, () => FALSE) === TRUE;
  }

  /** Whether a class takes in everybody whom the text fits in a place, or nobody; null where it takes in some. */
  takesIn(people, state) {
    const place = people.facts.has(this.stateFact) ? state : null;
    const key = `${people.id};${place ?? ""}`;
    if (!this._taken.has(key)) this._taken.set(key, this._takesIn(people, place));
    return this._taken.get(key);
  }

  _takesIn(people, state) {
    const truth = evaluate(people, this.situation.known);
    if (truth !== undefined) return truth;
    try {
      const text = this._people(state);
      if (!this._somebody(this.forms.conjoin([text, negate(people)]), state)) return true;
      return this._somebody(this.forms.conjoin([text, people]), state) ? null : false;
    } catch (error) {
      if (!(error instanceof TooHard)) throw error;
      return null; // not shown to be all or none
    }
  }

  /** Those whom the text fits in a place; everybody where, by what is known, it fits nobody. */
  _people(state) {
    if (!this._fitting.has(state)) this._fitting.set(state, this._somebody(this.text, state) ? this.text : TRUE);
    return this._fitting.get(state);
  }

  _somebody(formula, state) {
    const place = state === null ? TRUE : this.forms.oneOf(this.stateFact, this.vocabulary.fact(this.stateFact).bits.get(state));
    return this.situation.find(this.forms.conjoin([formula, place]));
  }

  /** The classes chosen, with those that everybody in them whom the text fits is in; null where it fits nobody in all of them. */
  closed(state, chosen, others) {
    let implied = [];
    try {
      const within = this.forms.conjoin([this._people(state), ...chosen]);
      if (!this._somebody(within, state)) return null;
      implied = others.filter((other) => !chosen.includes(other) && !this._somebody(this.forms.conjoin([within, negate(other)]), state));
    } catch (error) {
      if (!(error instanceof TooHard)) throw error;
    }
    return [...new Set([...chosen, ...implied])];
  }

  // statuses

  /** What is left of a formula at a spot; the classes that are open there left open where that is wanted. */
  at(formula, spot, leaveOpen = false) {
    return this.forms.replaceAtoms(formula, (atom) => this._settle(atom, spot, leaveOpen));
  }

  _settle(atom, spot, leaveOpen) {
    if (atom.kind === IN && atom.fact === this.stateFact) return constant(spot.state !== null && Boolean(atom.value & this.vocabulary.fact(this.stateFact).bits.get(spot.state)));
    if (!this.isLocal(atom)) return atom;
    const element = this._element(atom);
    const truth = this._chosen(element, spot) ?? this.takesIn(element, spot.state);
    if (truth === null && leaveOpen) return atom;
    return constant(truth === null ? this._leftAside(element) : truth);
  }

  /** The status at a spot; null where days that are known only in part tell, which are named. */
  status(spot) {
    if (!this._found.has(spot.key)) {
      let found = this._status(spot);
      const shared = !spot.chosen.length && found.status !== null ? this._shared(found.status, spot) : null;
      if (shared !== null) {
        this._covered.add(spot.key);
        found = { status: shared, days: [] };
      }
      this._found.set(spot.key, found);
    }
    return this._found.get(spot.key);
  }

  /**
   * The status that everybody whom the text fits at a spot shares, where nobody has the one of those in no class: several
   * classes can take in everybody together, though none of them does alone.
   */
  _shared(status, spot) {
    if (!this.openClasses(spot, [this.partition.get(status)]).length) return null;
    try {
      if (!this._somebody(this.text, spot.state) || this.fits(this.partition.get(status), spot)) return null;
      const found = [...this.partition].filter(([other, formula]) => other !== status && this.fits(formula, spot));
      return found.length === 1 ? found[0][0] : null;
    } catch (error) {
      if (!(error instanceof TooHard)) throw error;
      return null;
    }
  }

  /** Whether a formula is true of somebody whom the text fits at a spot, every class as it stands. */
  fits(formula, spot) {
    const { bits } = this.vocabulary.fact(this.stateFact);
    const isThere = (atom) => spot.state !== null && Boolean(atom.value & bits.get(spot.state));
    const spelled = this.forms.replaceAtoms(formula, (atom) => (atom.kind === IN && atom.fact === this.stateFact ? constant(isThere(atom)) : this._element(atom)));
    return this._somebody(this.forms.conjoin([this.text, spelled]), spot.state);
  }

  _status(spot) {
    const left = [...this.partition].map(([status, formula]) => [status, this.at(formula, spot)]).filter(([, formula]) => formula !== FALSE);
    for (const [status, formula] of left) if (formula === TRUE) return { status, days: [] };
    const { saying } = this.onTheDay;
    const outcomes = possible(saying, new Map(left));
    if (outcomes.length === 1) return { status: outcomes[0], days: [] };
    return { status: null, days: new Turning(saying).dependsOn(new Map(left)).map((fact) => this.vocabulary.name(fact)) };
  }

  /** What is true at a spot; null where a day that is known only in part tells, or somebody's class. */
  truth(spot) {
    this.status(spot);
    if (this._covered.has(spot.key)) return (formula) => this._ofAll(formula, spot);
    return (formula) => {
      const left = this.at(formula, spot);
      if (left === TRUE) return true;
      return left === FALSE || !this.onTheDay.find(left) ? false : null;
    };
  }

  /** Whether a formula is true of all whom the text fits at a spot, or of none; null where it is true of some. */
  _ofAll(formula, spot) {
    try {
      if (!this.fits(negate(formula), spot)) return true;
      return this.fits(formula, spot) ? null : false;
    } catch (error) {
      if (!(error instanceof TooHard)) throw error;
      return null;
    }
  }
}
