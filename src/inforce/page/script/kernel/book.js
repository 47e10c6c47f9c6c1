// The book: one rulebook loaded, asked from a page; as rulebook/book.py. See docs/rulebook-json.md.
//
//   const book = Inforce.load(data)                          data: the JSON of schema/rulebook.json, or a choice of its parts
//   book.determine(facts, {on, state, readings, provisions, reasons})    the JSON shape of `inforce determine`
//   book.determination(facts, options, id)                   one provision at a time, so that a page stays responsive
//   book.outcomes(facts, options)                            {id: outcome}, quick, no reasons
//   book.status(id, on, facts)                               the JSON shape of `inforce status`
//   book.nextChange(id, on, facts)                           {on, status, acts} of the next day on which the status changes, or null
//   book.facts, book.order, book.words, book.acts, book.days
//
// For an interview: `book.person(facts, options)` gives {person, frame, values, determiner}; `person.situation` is what is known,
// closed under the constraints; `frame.core(id)` gives outcome formulas.
// Days are `YYYY-MM-DD`, facts as in a case file, and everything wrong is thrown as an error with `code`, `message`, `help`,
// `where`; several errors in facts come as one with `errors`.

const FRAMES_KEPT = 12;

class Book {
  constructor(data) {
    this.library = new Library(data);
    this._frames = new Map();
    this._last = null;
  }

  get facts() {
    return this.library.vocabulary.asked;
  }

  get order() {
    return this.library.order;
  }

  get words() {
    return this.library.words;
  }

  get acts() {
    return this.library.acts;
  }

  get version() {
    return this.library.version;
  }

  /** The days on which the status of some provision changes. */
  get days() {
    return this.library.days.map(isoDay);
  }

  /** A day as an ordinal; the device's own where none is given. Throws `bad-date`, `before-first-day`. */
  day(on) {
    if (isNothing(on)) return today();
    const [low, high] = readDays(on, "`on`");
    if (low !== high) throw new InforceError("bad-date", "`on` takes one day", { help: "dates are written YYYY-MM-DD" });
    const { firstDay } = this.library;
    if (low < firstDay) throw new InforceError("before-first-day", `the rulebook begins on ${isoDay(firstDay)}; ${isoDay(low)} is before it`, { help: `ask about ${isoDay(firstDay)} or later` });
    return low;
  }

  /** The outcome formulas on a day; days between which no status changes share them. */
  frame(on) {
    const key = this.library.days.filter((day) => day <= on).length;
    let found = this._frames.get(key);
    this._frames.delete(key);
    found ??= new Frame(this.library, on);
    this._frames.set(key, found); // the newest last
    if (this._frames.size > FRAMES_KEPT) this._frames.delete(this._frames.keys().next().value);
    return found;
  }

  /** The clauses of a day, with every outcome that can be asked about. */
  _form(frame, day) {
    return this.library.theory.form(day, () => Object.keys(this.library.provisions).flatMap((name) => [...frame.core(name).values(), ...frame.ifOperative(name).values(), ...frame.partition(name).values()]));
  }

  /** The id of an encoded provision; throws `not-encoded`, `unknown-provision`. */
  checkId(name) {
    if (Object.hasOwn(this.library.provisions, name)) return name;
    if (this.library.notEncoded.includes(name)) throw new InforceError("not-encoded", `provision \`${name}\` is in the syllabus and not encoded yet`, { help: "no answer can be given for it" });
    throw new InforceError("unknown-provision", `unknown provision \`${String(name).slice(0, 80)}\``);
  }

  /** Read facts as given in a case; a Map from numbers of facts. Throws an ErrorGroup with every fault. */
  readFacts(facts) {
    const { vocabulary } = this.library;
    const values = new Map();
    const errors = [];
    for (const [name, raw] of Object.entries(facts ?? {})) {
      try {
        if (name === "on" || name.startsWith(READING) || name.startsWith(DAY)) throw new InforceError("unknown-fact", `\`${name}\` is no fact of a person`);
        const value = vocabulary.named(name).read(raw);
        if (value !== undefined) values.set(vocabulary.number(name), value);
      } catch (error) {
        if (!(error instanceof InforceError)) throw error;
        errors.push(error.at(`facts.${name}`));
      }
    }
    if (errors.length) throw new ErrorGroup(errors);
    return values;
  }

  /** Turn derived numbers (days since entry) into what they say of their sources. */
  _derive(values, on) {
    const { vocabulary } = this.library;
    for (const fact of vocabulary.facts) {
      if (fact.daysSince === null || !values.has(fact.number)) continue;
      const [low, high] = values.get(fact.number);
      const source = vocabulary.named(fact.daysSince);
      const [knownLow, knownHigh] = values.get(source.number) ?? source.span;
      const interval = [Math.max(knownLow, on - high), Math.min(knownHigh, on - low)];
      if (interval[0] > interval[1]) throw new Contradiction([source.name, fact.name], `\`${fact.name}\` is the day asked about less \`${source.name}\``);
      values.delete(fact.number);
      values.set(source.number, interval);
    }
    return values;
  }

  _values(facts, state, on) {
    const merged = { ...facts };
    if (!isNothing(state) && isNothing(merged.state)) merged.state = state;
    return this._derive(this.readFacts(merged), on);
  }

  _readings(chosen) {
    const readings = new Map(Object.keys(this.library.readings).map((name) => [name, false]));
    for (const [name, choice] of Object.entries(chosen ?? {})) {
      if (!readings.has(name)) throw new InforceError("unknown-reading", `unknown reading \`${name.slice(0, 60)}\``);
      if (choice !== "default" && choice !== "other") throw new InforceError("unknown-reading", `reading \`${name}\` takes \`default\` or \`other\``);
      readings.set(name, choice === "other");
    }
    return readings;
  }

  /** What is known of a person, the formulas of the day, and what works out determinations. Throws a Contradiction. */
  person(facts, { on, state, readings, reasons = true } = {}) {
    const day = this.day(on);
    const values = this._values(facts, state, day);
    const frame = this.frame(day);
    const person = new Person(this.library.theory, values, day, this._readings(readings), this._form(frame, day), frame.forms);
    return { person, frame, values, determiner: new Determiner(frame, person, values, reasons) };
  }

  determine(facts, options = {}) {
    const names = isNothing(options.provisions) ? this.order : options.provisions.map((name) => this.checkId(name));
    const { person, determiner } = this.person(facts, options);
    return {
      name: options.name ?? null,
      on: isoDay(person.on),
      state: person.situation.word("state"),
      rulebook: this.version,
      determinations: names.map((name) => determiner.determine(name)),
    };
  }

  /** One provision; what is known of the person is kept from the last call where it was for the same person. */
  determination(facts, options, id) {
    const name = this.checkId(id);
    const key = JSON.stringify([facts, options]);
    if (this._last === null || this._last.key !== key) this._last = { key, determiner: this.person(facts, options).determiner };
    return this._last.determiner.determine(name);
  }

  /** Forget the last person; for leaving a page. */
  forget() {
    this._last = null;
  }

  /** The bare outcome of every provision: by truth tables where they tell, else exactly. */
  outcomes(facts, options = {}) {
    const { vocabulary, theory, provisions } = this.library;
    const day = this.day(options.on);
    const values = this._values(facts, options.state, day);
    const readings = this._readings(options.readings);
    const frame = this.frame(day);
    const array = countAsNotMade(vocabulary, arrayOf(vocabulary, values));
    array[vocabulary.number("on")] = [day, day];
    for (const [name, other] of readings) array[vocabulary.number(READING + name)] = other;
    let known = new Knowledge(vocabulary, frame.forms, array, new Set(values.keys()));
    const fitting = () => new Person(theory, values, day, readings, this._form(frame, day), frame.forms);
    let person = theory.isMet(known) ? null : fitting();
    if (person) known = person.counted;
    const found = {};
    const memo = new Map();
    for (const name of this.order) {
      const told = [...frame.core(name)].find(([, formula]) => evaluate(formula, known, memo) === true);
      if (!told) person ??= fitting();
      found[name] = told ? told[0] : decide(frame.core(name), person);
    }
    for (const name of this.order) {
      const { parts } = provisions[name];
      if (parts.length) [found[name]] = firstFound([name, ...parts].map((part) => [part, found[part]]));
    }
    return found;
  }

  /** The status of a provision on a day; `facts`: what is known of place and class. */
  status(id, on = null, facts = {}) {
    const name = this.checkId(id);
    if (this.library.docket === null) throw new InforceError("no-rulebook", "the part `acts` of the rulebook is not loaded");
    const day = this.day(on);
    const { vocabulary, theory } = this.library;
    const values = this._values(facts, null, day);
    const fixed = new Map([[vocabulary.number("on"), [day, day]]]);
    for (const reading of this._readings().keys()) fixed.set(vocabulary.number(READING + reading), false);
    const frame = this.frame(day);
    const said = new Knowledge(vocabulary, frame.forms, arrayOf(vocabulary, new Map([...values, ...fixed])), new Set(values.keys()));
    const situation = theory.close(said, this._form(frame, day), values, fixed);
    return new Reporter(this.library, day, frame).report(name, situation, situation.word("state"));
  }

  /** The next day on which the status of a provision is another one, with the acts of that day; null where none is known. */
  nextChange(id, on = null, facts = {}) {
    const now = this.status(id, on, facts);
    for (const [first] of this.library.statuses[this.checkId(id)]) {
      if (first <= this.day(on)) continue;
      const then = this.status(id, isoDay(first), facts);
      if (then.status !== now.status) return { on: then.on, status: then.status, acts: then.acts.filter((act) => act.date === then.on) };
    }
    return null;
  }
}

function load(data) {
  return new Book(data);
}
