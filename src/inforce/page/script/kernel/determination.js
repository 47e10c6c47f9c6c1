// Determinations: the outcome of each provision for a person on a day, and what it turns on; as rulebook/determination.py.

const READING = "reading:";

/** What is known of one person on one day: as said, and with the findings nobody reported counted as not made. */
class Person {
  /** values: a Map from numbers of facts; on: an ordinal; readings: a Map from ids to whether the other one is chosen; form: of the day. */
  constructor(theory, values, on, readings, form, forms) {
    const { vocabulary } = theory;
    this.theory = theory;
    this.values = theory.completed(values);
    this.on = on;
    this.readings = readings;
    this.form = form;
    this.forms = forms;
    const fixed = new Map([[vocabulary.number("on"), [on, on]]]);
    for (const [name, other] of readings) fixed.set(vocabulary.number(READING + name), other);
    const said = new Knowledge(vocabulary, forms, arrayOf(vocabulary, new Map([...this.values, ...fixed])), new Set(values.keys()));
    this.situation = theory.close(said, form, this.values, fixed, { suppose: true });
    this.saying = this.situation.saying;
    this.turning = new Turning(this.saying);
    this.turningOpenly = new Turning(this.saying, false);
  }

  /** What is said, and the findings that count as not made, for truth tables: a finding of which what is said rules out a part is open. */
  get counted() {
    const { vocabulary } = this.theory;
    const { said } = this.situation;
    const { ruledOut } = this.saying;
    const open = new Set([...ruledOut].filter((fact) => !this.values.has(fact)));
    return new Knowledge(vocabulary, this.forms, countAsNotMade(vocabulary, said.values, ruledOut), said.given, open);
  }

  withReading(name) {
    return new Person(this.theory, this.values, this.on, new Map(this.readings).set(name, !this.readings.get(name)), this.form, this.forms);
  }
}

/** Values by number of fact, from a Map. */
function arrayOf(vocabulary, values) {
  const array = new Array(vocabulary.size).fill(undefined);
  for (const [fact, value] of values) array[fact] = value;
  return array;
}

/** The values with every off-ramp finding that nobody reported counted as not made, some (a Set) apart. */
function countAsNotMade(vocabulary, values, but = NO_FACTS) {
  const counted = values.slice();
  for (const fact of vocabulary.offRamps) {
    const found = counted[fact.number];
    if (but.has(fact.number)) continue;
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

function decide(outcomes, person) {
  return decided(outcomes, person.saying) ?? "depends";
}

/** Works out determinations for one person within one frame. */
class Determiner {
  constructor(frame, person, values, reasons = true) {
    this.frame = frame;
    this.person = person;
    this.values = values;
    this.reasons = reasons;
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
      status: decided(frame.partition(name), person.saying),
      part,
      bears: provision.bearing,
      depends_on: open ? this._names(person.turning.dependsOn(outcomes)) : [],
      settling: open ? this._names(person.turning.settling(outcomes)) : [],
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
    const found = possible(this.person.saying, this.frame.ifOperative(name));
    if (found.length > 1) return "depends";
    return found.length && found[0] !== "no" ? found[0] : null;
  }

  _because(outcomes, outcome) {
    const { vocabulary } = this.person.theory;
    const facts = because(this.person.saying, outcomes, outcome).filter((fact) => this.values.has(fact));
    return facts.map((fact) => ({ fact: vocabulary.name(fact), value: vocabulary.fact(fact).write(this.values.get(fact)) }));
  }

  _assumed(outcomes) {
    return this._names(assumedOf(this.person.saying, this.person.turningOpenly, outcomes));
  }

  /** The shields that hold; where only all of them together are sure to, those that may. */
  _exemptedBy(name, outcome) {
    if (!["exempt", "suspended", "pending"].includes(outcome)) return [];
    const truths = [...this.frame.shields(name)].map(([shield, formula]) => [shield, this.person.situation.truth(formula)]);
    const found = truths.filter(([, holds]) => holds === true);
    return (outcome === "exempt" && !found.length ? truths.filter(([, holds]) => holds === null) : found).map(([shield]) => shield);
  }

  _readings(name, outcome) {
    const { readings } = this.frame.library;
    const found = [];
    for (const id of this._readingNames(name)) {
      if (!this._other.has(id)) this._other.set(id, this.person.withReading(id));
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
