// Determinations: the outcome of each provision for a person on a day, and what it turns on; as rulebook/determination.py.

const READING = "reading:";
const MEMBERSHIPS = "class_memberships";

/** What is known of one person on one day: as said, and with the findings nobody reported counted as not made. */
class Person {
  /** values: a Map from numbers of facts, in the order said; on: an ordinal; readings: a Map from ids to whether the other one is chosen. */
  constructor(theory, values, on, readings, forms) {
    const { vocabulary } = theory;
    this.theory = theory;
    this.forms = forms;
    this.on = on;
    this.readings = readings;
    this.fixed = new Map([[vocabulary.number("on"), [on, on]]]);
    for (const [name, other] of readings) this.fixed.set(vocabulary.number(READING + name), other);
    const given = new Set(values.keys());
    this.unassumed = new Set(vocabulary.offRamps.map((fact) => fact.number).filter((fact) => !given.has(fact)));
    const said = arrayOf(vocabulary, this.fixed);
    for (const [fact, value] of values) {
      // a list of memberships says which classes the person is in; of every other class it is assumed that they are not
      const listed = value instanceof Members && vocabulary.fact(fact).offRamp;
      said[fact] = listed ? new Members(value.has, value.lacks) : value;
    }
    const order = [...values.keys()];
    this.said = new Knowledge(vocabulary, forms, said, given, [], this.unassumed);
    this.base = theory.close(this.said, { order });
    const counted = countAsNotMade(vocabulary, this.base.known.values);
    const assumed = new Knowledge(vocabulary, forms, counted, given, this.base.known.relations);
    const closed = theory.close(assumed, { verify: false, order });
    this.situation = new Situation(this.said, closed.known, closed.open);
    this._memo = new Map();
    this._baseMemo = new Map();
    this._blank = null;
    /** The findings that count as not made: nothing was said of them, and nothing that was said implies them or rules them out. */
    this.notMade = new Set([...this.unassumed].filter((fact) => !this.base.known.isSettled(fact)));
  }

  /** Somebody about whom nothing is said, on the same day under the same readings. */
  get blank() {
    if (this._blank === null) {
      const { vocabulary } = this.theory;
      const open = new Set(vocabulary.facts.map((fact) => fact.number));
      this._blank = this.theory.close(new Knowledge(vocabulary, this.forms, arrayOf(vocabulary, this.fixed), new Set(), [], open), { verify: false });
    }
    return this._blank;
  }

  rest(formula) {
    return residual(formula, this.situation.known, this._memo);
  }

  /** The residual with the findings nobody reported left open. */
  baseRest(formula) {
    return residual(formula, this.base.known, this._baseMemo);
  }

  withReading(name, values) {
    return new Person(this.theory, values, this.on, new Map(this.readings).set(name, !this.readings.get(name)), this.forms);
  }
}

/** Values by number of fact, from a Map. */
function arrayOf(vocabulary, values) {
  const array = new Array(vocabulary.size * 2).fill(undefined);
  for (const [fact, value] of values) array[fact] = value;
  return array;
}

/** The values with every off-ramp finding that nobody reported counted as not made. */
function countAsNotMade(vocabulary, values) {
  const counted = values.slice();
  for (const fact of vocabulary.offRamps) {
    const found = counted[fact.number];
    if (fact.type === "bool" && found === undefined) counted[fact.number] = false;
    else if (fact.type === "set" && !(found && found.complete)) counted[fact.number] = new Members(found ? found.has : new Set(), new Set(), true);
  }
  return counted;
}

/** The outcome of a provision, and for one with parts, which of its core and parts gives it. */
function outcomeOf(frame, name, person) {
  const own = decide(frame.core(name), person);
  const { parts } = frame.provision(name);
  return parts.length ? firstFound([[name, own], ...parts.map((part) => [part, outcomeOf(frame, part, person)[0]])]) : [own, null];
}

/** The outcome of a provision with parts: the first found among core and parts, and which of them gives it. */
function firstFound(outcomes) {
  const rank = ([, outcome]) => PARENT_ORDER.indexOf(outcome);
  const [part, outcome] = outcomes.reduce((best, each) => (rank(each) < rank(best) ? each : best));
  return [outcome, part];
}

/** The formulas left for a person; those that are false left out. */
function restsOf(outcomes, person) {
  return new Map([...outcomes].map(([name, formula]) => [name, person.rest(formula)]).filter(([, rest]) => rest !== FALSE));
}

/** The one outcome that every completion gives, or null. */
function decided(outcomes, person) {
  const rest = restsOf(outcomes, person);
  for (const [name, formula] of rest) if (formula === TRUE) return name;
  const found = possible(rest, person.situation, 2);
  return found.length === 1 ? found[0] : null;
}

function decide(outcomes, person) {
  return decided(outcomes, person) ?? "depends";
}

/** Works out determinations for one person within one frame. */
class Determiner {
  constructor(frame, person, values, reasons = true) {
    this.frame = frame;
    this.person = person;
    this.values = values;
    this.reasons = reasons;
    this._turnings = new Map();
    this._other = new Map();
  }

  /** One provision's determination, in the JSON shape of `inforce determine`; may throw TooHard. */
  determine(name) {
    const { frame, person, reasons } = this;
    const provision = frame.provision(name);
    const [outcome, part] = outcomeOf(frame, name, person);
    const teller = part ?? name; // the core or part that gives the outcome
    const told = frame.provision(teller);
    const outcomes = frame.core(teller);
    const open = outcome === "depends" && reasons;
    const days = Math.max(0, person.on - Math.min(provision.horizon, told.horizon));
    return {
      provision: name,
      outcome,
      if_operative: this._ifOperative(teller),
      status: decided(frame.partition(name), person),
      part,
      bears: provision.bearing,
      depends_on: open ? this._names(this.turning(outcomes).dependsOn()) : [],
      settling: open ? this._names(this.turning(outcomes).settling()) : [],
      because: outcome !== "depends" && reasons ? this._because(outcomes, outcome) : [],
      assumed: this._assumed(outcomes),
      exempted_by: this._exemptedBy(teller, outcome),
      readings: this._readings(name, outcome),
      authority: this._authority([told, provision]),
      ...(reasons ? frame.library.weights.of(teller, person.situation, person.on) : { for: [], against: [], pending: [], reported: [] }),
      discretion: { ...told.discretion },
      past_horizon: days > 0,
      days_past_horizon: days,
    };
  }

  _names(facts) {
    return facts.map((fact) => this.person.theory.vocabulary.name(fact));
  }

  /** What a lawyer can look up: the instruments of the day asked about and before; later ones only where there is no other. */
  _authority(provisions) {
    const every = provisions.flatMap((provision) => provision.authority);
    const ofTheDay = every.filter((authority) => (authority.date === null || authority.date <= this.person.on) && (authority.until === null || this.person.on < authority.until));
    return [...new Set((ofTheDay.length ? ofTheDay : every).map((authority) => authority.cite))];
  }

  _ifOperative(name) {
    const { person } = this;
    const rest = restsOf(this.frame.ifOperative(name), person);
    let found = [...rest].filter(([, formula]) => formula === TRUE);
    if (!found.length) found = [...rest].filter(([, formula]) => person.situation.find(formula) !== null);
    if (found.length > 1) return "depends";
    return found.length && found[0][0] !== "no" ? found[0][0] : null;
  }

  /** What outcomes (a Map of formulas) turn on for this person. */
  turning(outcomes) {
    const rest = new Map([...outcomes].map(([name, formula]) => [name, this.person.rest(formula)]));
    const key = [...rest.values()].map((formula) => formula.id).join();
    if (!this._turnings.has(key)) this._turnings.set(key, new Turning(rest, this.person.situation));
    return this._turnings.get(key);
  }

  _because(outcomes, outcome) {
    const { situation, blank, notMade, theory } = this.person;
    const facts = because(outcomes, outcome, situation, blank, notMade).filter((fact) => this.values.has(fact));
    return facts.map((fact) => ({ fact: theory.vocabulary.name(fact), value: theory.vocabulary.fact(fact).write(this.values.get(fact)) }));
  }

  _assumed(outcomes) {
    const { person } = this;
    const mentioned = new Set();
    for (const formula of outcomes.values()) {
      const rest = person.baseRest(formula);
      if (rest === TRUE) return [];
      for (const fact of rest.facts) mentioned.add(fact);
    }
    return person.theory.vocabulary.facts.filter((fact) => mentioned.has(fact.number) && (person.notMade.has(fact.number) || fact.name === MEMBERSHIPS)).map((fact) => fact.name);
  }

  _exemptedBy(name, outcome) {
    if (!["exempt", "suspended", "pending"].includes(outcome)) return [];
    return [...this.frame.shields(name)].filter(([, formula]) => this.person.rest(formula) === TRUE).map(([shield]) => shield);
  }

  _readings(name, outcome) {
    const { readings } = this.frame.library;
    const found = [];
    for (const id of this._readingNames(name)) {
      if (!this._other.has(id)) this._other.set(id, this.person.withReading(id, this.values));
      const [flipped] = outcomeOf(this.frame, name, this._other.get(id));
      if (flipped !== outcome) found.push({ id, default: readings[id], other_outcome: flipped });
    }
    return found;
  }

  _readingNames(name) {
    const facts = new Set();
    for (const part of [name, ...this.frame.provision(name).parts]) {
      for (const formula of this.frame.core(part).values()) for (const fact of formula.facts) facts.add(fact);
    }
    const names = this._names([...facts]).filter((fact) => fact.startsWith(READING));
    return names.sort().map((fact) => fact.slice(READING.length));
  }
}
