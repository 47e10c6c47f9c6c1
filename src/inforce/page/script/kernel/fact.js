// Facts: the typed vocabulary a determination can rest on, and what is known of each; as kernel/fact.py.
//
// A fact has a number, its place in the vocabulary. What is known of a fact:
//   undefined          nothing (the third value)
//   true, false        a bool fact
//   [low, high]        a date (as ordinals) or a number, both ends included
//   BigInt             the values still possible of a choice, one bit each in the order of the fact's values
//   Members            a set fact

const INT_LAST = 1000000;

/** What is known of a set: values it holds, values it does not, and whether the list is complete. */
class Members {
  constructor(has = new Set(), lacks = new Set(), complete = false) {
    this.has = has;
    this.lacks = lacks;
    this.complete = complete;
  }

  get(value) {
    if (this.has.has(value)) return true;
    return this.complete || this.lacks.has(value) ? false : undefined;
  }

  /** The same with one more value settled; null where that contradicts what is known. */
  put(value, holds) {
    const known = this.get(value);
    if (known !== undefined) return known === holds ? this : null;
    return holds ? new Members(new Set(this.has).add(value), this.lacks, this.complete) : new Members(this.has, new Set(this.lacks).add(value), this.complete);
  }
}

class Fact {
  constructor(number, name, declared) {
    this.number = number;
    this.name = name;
    this.type = declared.type;
    this.values = declared.values || [];
    this.offRamp = Boolean(declared.off_ramp);
    this.open = Boolean(declared.open);
    this.daysSince = declared.days_since || null;
    this.isOrdered = this.type === "date" || this.type === "int";
    this.isChoice = this.type === "enum" || this.type === "country" || this.type === "state";
    this.bounds = declared.bounds ?? null; // of the day of an act that is known only in part
    this.span = this.bounds ?? (this.type === "date" ? [FIRST_DAY, LAST_DAY] : [0, INT_LAST]);
    this.bits = new Map(this.values.map((value, index) => [value, 1n << BigInt(index)]));
    this.all = (1n << BigInt(this.values.length)) - 1n;
  }

  /** The values of a choice as one number, a bit for each. */
  mask(values) {
    let mask = 0n;
    for (const value of values) mask |= this.bits.get(value) ?? 0n;
    return mask;
  }

  /** The values that a mask holds. */
  words(mask) {
    return this.values.filter((value) => mask & this.bits.get(value));
  }

  /** Read a value as given in a case; undefined where nothing is said. Throws `wrong-type`, `unknown-value`, `bad-date`, `empty-range`, ... */
  read(raw) {
    if (raw === null || raw === undefined) return undefined;
    if (this.type === "bool") {
      if (typeof raw === "boolean") return raw;
      throw this._wrong("`true` or `false`");
    }
    if (this.isOrdered) return this._readOrdered(raw);
    return this.isChoice ? this._readChoice(raw) : this._readSet(raw);
  }

  _wrong(wanted) {
    return new InforceError("wrong-type", `fact \`${this.name}\` takes ${wanted}`);
  }

  _checkValue(word) {
    if (typeof word !== "string") throw this._wrong(!this.values.length || this.values.length > 12 ? "a word" : "one of " + this.values.join(", "));
    if (!this.open && !this.bits.has(word)) {
      const kind = this.type === "state" || this.type === "country" ? this.type : "value";
      throw new InforceError(`unknown-${kind}`, `fact \`${this.name}\` has no ${kind} \`${word.slice(0, 40)}\``);
    }
    return word;
  }

  _readChoice(raw) {
    if (!isMapping(raw)) return this.bits.get(this._checkValue(raw));
    let possible = this.all;
    for (const [word, holds] of Object.entries(raw)) {
      const bit = this.bits.get(this._checkValue(word));
      if (typeof holds !== "boolean") throw this._wrong("a value, or a mapping of values to true or false");
      possible &= holds ? bit : ~bit;
    }
    if (!possible) throw new InforceError("empty-range", `fact \`${this.name}\` leaves no value possible`);
    return possible === this.all ? undefined : possible;
  }

  _readSet(raw) {
    const wanted = "a list of values, or a mapping of values to true or false";
    if (Array.isArray(raw)) return new Members(new Set(raw.map((word) => this._checkValue(word))), new Set(), true);
    if (!isMapping(raw)) throw this._wrong(wanted);
    const [has, lacks] = [new Set(), new Set()];
    for (const [word, holds] of Object.entries(raw)) {
      this._checkValue(word);
      if (holds === null) continue;
      if (typeof holds !== "boolean") throw this._wrong(wanted);
      (holds ? has : lacks).add(word);
    }
    return has.size || lacks.size ? new Members(has, lacks) : undefined;
  }

  _readOrdered(raw) {
    if (isMapping(raw)) {
      const keys = Object.keys(raw);
      if (!keys.length || keys.some((key) => key !== "from" && key !== "to")) throw this._wrong("a range `{from: ..., to: ...}`");
      const low = isNothing(raw.from) ? undefined : this._readOrdered(raw.from);
      const high = isNothing(raw.to) ? undefined : this._readOrdered(raw.to);
      if (!low && !high) return undefined;
      const interval = [low ? low[0] : this.span[0], high ? high[1] : this.span[1]];
      if (interval[0] > interval[1]) throw new InforceError("empty-range", `the range of fact \`${this.name}\` ends before it starts`);
      return interval;
    }
    if (this.type === "int") {
      if (!Number.isInteger(raw)) throw this._wrong("a whole number");
      if (raw < 0 || raw > INT_LAST) throw new InforceError("bad-number", `fact \`${this.name}\` takes a number from 0 to ${INT_LAST}`);
      return [raw, raw];
    }
    return readDays(raw, `fact \`${this.name}\``);
  }

  /** Write a known value as it would stand in a case. */
  write(value) {
    if (typeof value === "boolean") return value;
    if (value instanceof Members) {
      const has = [...value.has].sort();
      if (value.complete) return has;
      return Object.fromEntries([...has.map((word) => [word, true]), ...[...value.lacks].sort().map((word) => [word, false])]);
    }
    if (typeof value === "bigint") {
      const words = this.words(value);
      return words.length === 1 ? words[0] : Object.fromEntries(this.values.filter((word) => !words.includes(word)).map((word) => [word, false]));
    }
    const [low, high] = value;
    const show = (n) => (this.type === "date" ? isoDay(n) : n);
    if (low === high) return show(low);
    const written = {};
    if (low !== this.span[0]) written.from = show(low);
    if (high !== this.span[1]) written.to = show(high);
    return written;
  }
}

function isNothing(raw) {
  return raw === null || raw === undefined;
}

function isMapping(raw) {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

/** Read a day, a month or a year as an interval of days; throws `bad-date`. */
function readDays(raw, what) {
  const bad = (message, help = "dates are written YYYY-MM-DD") => new InforceError("bad-date", message, { help });
  if (Number.isInteger(raw)) raw = String(raw);
  const match = typeof raw === "string" ? /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(raw) : null;
  if (!match) throw bad(`${what} takes a date`, "dates are written YYYY-MM-DD, YYYY-MM or YYYY");
  const year = Number(match[1]);
  const [firstMonth, lastMonth] = match[2] === undefined ? [1, 12] : [Number(match[2]), Number(match[2])];
  const exists = year >= 1 && firstMonth >= 1 && firstMonth <= 12;
  const [firstDay, lastDay] = match[3] === undefined ? [1, exists ? monthLength(year, lastMonth) : 0] : [Number(match[3]), Number(match[3])];
  if (!exists || firstDay < 1 || lastDay > monthLength(year, lastMonth)) throw bad(`${what}: the day \`${raw}\` does not exist`);
  const interval = [ordinal(year, firstMonth, firstDay), ordinal(year, lastMonth, lastDay)];
  if (year < 1850 || !(interval[0] >= FIRST_DAY && interval[1] <= LAST_DAY)) throw new InforceError("bad-date", `${what} takes a date from 1850 to 2200`);
  return interval;
}

/**
 * Every fact by name and by number, in order. The days of acts that are known only in part come last: unknown facts like any
 * other where an answer is decided; nobody is asked for them.
 */
class Vocabulary {
  constructor(facts, days = {}) {
    const dated = Object.entries(days).map(([name, bounds]) => [name, { type: "date", bounds: bounds.map(dayOf) }]);
    this.facts = [...Object.entries(facts), ...dated].map(([name, declared], number) => new Fact(number, name, declared));
    this.asked = this.facts.slice(0, this.facts.length - dated.length);
    this.size = this.facts.length;
    this._numbers = new Map(this.facts.map((fact) => [fact.name, fact.number]));
    this.offRamps = this.facts.filter((fact) => fact.offRamp);
  }

  /** The number of a fact; throws `unknown-fact`. */
  number(name) {
    const found = this._numbers.get(name);
    if (found === undefined) throw new InforceError("unknown-fact", `unknown fact \`${String(name).slice(0, 60)}\``, { help: "facts are declared in law/facts.yaml" });
    return found;
  }

  has(name) {
    return this._numbers.has(name);
  }

  /** The declared fact of a number. */
  fact(number) {
    return this.facts[number];
  }

  named(name) {
    return this.facts[this.number(name)];
  }

  name(number) {
    return this.fact(number).name;
  }
}
