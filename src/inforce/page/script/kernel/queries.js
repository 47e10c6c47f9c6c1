// The questions: each is a few calls of the solver about one person, or about two; each exact over all people who fit. Sets of facts
// are canonical: they start from all facts, in the order of the vocabulary, and drop each that is not needed; a core only saves calls.

const MOST_MODELS = 40; // how many people who fit are kept of one person
const MOST_LOOKS = 4; // at how many people's neighbours is looked before the solver is asked

/** Nobody fits what is said. */
class Impossible extends Error {
  constructor(saying) {
    super("nobody fits what is said");
    this.saying = saying;
  }

  /** The canonical smallest set of facts of which what is said cannot all be so. */
  get facts() {
    return this.saying.fewest([], [...this.saying.values.keys()]);
  }
}

/** What is said of one person. A finding nobody reported counts as not made, as far as what is said allows. Throws Impossible. */
class Saying {
  /**
   * values, fixed: Maps by number of fact; what is said, and what is settled for everybody. suppose: whether findings nobody
   * reported count as not made; openGiven: facts of which it is left open whether anything is said; also: what else holds.
   */
  constructor(form, values, fixed = new Map(), { suppose = true, openGiven = NO_FACTS, also = [] } = {}) {
    this.form = form;
    this.values = new Map(values);
    for (const { number } of form.vocabulary.offRamps) {
      const listed = this.values.get(number);
      // a list of memberships says nothing of the classes it does not name
      if (listed instanceof Members) this.values.set(number, new Members(listed.has, listed.lacks));
    }
    this.fixed = fixed;
    this.openGiven = openGiven;
    this.also = also;
    this.findings = new Map();
    this.ruledOut = new Set(); // the findings nobody reported that cannot all count as not made
    this.models = [];
    this._version = -1;
    this._looked = null;
    this._around = null;
    this._refresh();
    const findings = suppose ? this._openFindings() : new Map();
    this._suppose(findings);
    if (suppose) this._looked = new Set([...findings.values()].flat());
    this._refresh();
  }

  /** The same person, of whom something more holds; findings count as before. Throws Impossible. */
  but(also) {
    const made = Object.create(Saying.prototype);
    Object.assign(made, this, { also: [...this.also, also], _version: -1, _around: null });
    made._refresh();
    const literal = this.form.literal(also);
    made.models = this.models.filter((model) => truth(model, literal) === true);
    if (!made.models.length) {
      const model = made.solve(made.assumptions);
      if (model === null) throw new Impossible(made);
      made.models = [model];
    }
    return made;
  }

  /** Say everything again where the form has more literals than before. */
  _refresh() {
    const { form, values, fixed, openGiven } = this;
    if (this._version === form.version) return;
    const also = this.also.map((formula) => form.literal(formula));
    this._version = form.version;
    this.said = new Map();
    for (const [fact, value] of values) {
      const literals = form.said(fact, value);
      if (form.there.has(fact) && !openGiven.has(fact)) literals.push(form.there.get(fact));
      this.said.set(fact, literals);
    }
    this.days = new Map();
    for (const fact of form.dated) {
      const value = values.get(fact) ?? fixed.get(fact);
      if (Array.isArray(value)) this.days.set(fact, value);
    }
    const isSilent = (fact) => !(values.has(fact) || openGiven.has(fact) || form.vocabulary.fact(fact).offRamp);
    const silent = [...form.there].filter(([fact]) => isSilent(fact)).map(([, literal]) => -literal);
    this.always = [...[...fixed].flatMap(([fact, value]) => form.said(fact, value)), ...silent, ...also];
    if (this._looked !== null) {
      for (const [fact, literals] of this._openFindings()) {
        const fresh = literals.filter((literal) => !this._looked.has(literal)); // no constraint speaks of a finding that had no literal
        if (!fresh.length) continue;
        this.findings = new Map(this.findings).set(fact, [...(this.findings.get(fact) ?? []), ...fresh]);
        this._looked = new Set([...this._looked, ...fresh]);
      }
    }
  }

  _suppose(findings) {
    let model = this.solve([...this.told, ...[...findings.values()].flat()]);
    if (model !== null) this.findings = findings;
    else {
      model = this.solve(this.told);
      if (model === null) throw new Impossible(this);
      for (const [fact, literals] of findings) {
        for (const literal of literals) {
          const found = this.solve([...this.assumptions, literal]);
          if (found !== null) this.findings.set(fact, [...(this.findings.get(fact) ?? []), literal]);
          else this.ruledOut.add(fact);
          model = found ?? model;
        }
      }
    }
    this.models.push(model);
  }

  _openFindings() {
    const { form } = this;
    const found = new Map();
    for (const fact of form.vocabulary.offRamps) {
      const { number } = fact;
      const literals = [];
      if (!this.values.has(number)) for (const its of [form.flags, form.there]) if (its.has(number)) literals.push(-its.get(number));
      const listed = this.values.get(number) ?? new Members();
      if (listed instanceof Members) {
        const held = form.members.get(number) ?? new Map();
        const rank = (word) => (fact.values.includes(word) ? fact.values.indexOf(word) : fact.values.length);
        const words = [...held.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
        for (const word of words) if (listed.get(word) === undefined) literals.push(-held.get(word));
      }
      if (literals.length) found.set(number, literals);
    }
    return found;
  }

  /** What is assumed of the person, findings left open. */
  get told() {
    this._refresh();
    return [...this.always, ...[...this.said.values()].flat()];
  }

  /** All that is assumed of the person. */
  get assumptions() {
    return [...this.told, ...[...this.findings.values()].flat()];
  }

  solve(assumptions, days = this.days) {
    return this.form.solve(assumptions, days);
  }

  /** Somebody who fits what is said and of whom a literal holds, as a model; or null. */
  canBe(literal) {
    if (literal === -this.form.true) return null;
    for (const model of this.models) if (truth(model, literal)) return model;
    const found = this.solve([...this.assumptions, literal]);
    if (found !== null && this.models.length < MOST_MODELS) this.models.push(found);
    return found;
  }

  /** Somebody who fits what is said, of whom every literal of the form is told. */
  model() {
    if (this.models[0].length <= this.form.solver.top) this.models.unshift(this.solve(this.assumptions));
    return this.models[0];
  }

  /** Facts of which something is said and without which the outcome could be another, as neighbours show; `literals`: of the outcomes. */
  needed(literals) {
    if (this._around === null || literals.some((literal) => Math.abs(literal) >= this._around.model.length)) {
      const model = this.model();
      this._refresh();
      const said = [...this.said].filter(([fact, its]) => its.length || this.days.has(fact)).map(([fact]) => fact);
      this._around = new Neighbours(this.form, model, said, this.days, new Map(), this.models.slice(1, 2).filter((other) => other.length >= model.length));
    }
    return new Set(this._around.telling(literals));
  }

  /** The canonical smallest set of facts of which what is said rules out what is denied (a literal; none: nobody fits); `needed`: in every such set. */
  fewest(granted, facts, denied = [], needed = NO_FACTS) {
    const { form } = this;
    const core = (kept) => {
      this._refresh();
      const days = new Map(kept.filter((fact) => this.days.has(fact)).map((fact) => [fact, this.days.get(fact)]));
      const told = kept.flatMap((fact) => this.said.get(fact));
      if (this.solve([...granted, ...this.always, ...told, ...denied], days) !== null) return null;
      const { failed } = form.solver;
      const before = this.said;
      this._refresh(); // a conflict between days may have added limits, and what is said of a day may be told by others than those assumed
      return new Set(kept.filter((fact) => [...before.get(fact), ...this.said.get(fact)].some((literal) => failed.has(literal))));
    };
    const kept = [...facts].sort((a, b) => a - b);
    const least = kept.filter((fact) => needed.has(fact));
    return core(least) === null ? dropped(kept, core(kept), core, needed) : least;
  }
}

/** Drop each fact that is not needed, in order; `core` gives those of some facts that are enough, or null; `needed`: those never without. */
function dropped(facts, found, core, needed) {
  let kept = facts;
  for (const fact of facts) {
    const fewer = kept.filter((other) => other !== fact);
    if (found.has(fact)) {
      const smaller = needed.has(fact) ? null : core(fewer);
      if (smaller === null) continue;
      found = smaller;
    }
    kept = fewer;
  }
  return kept;
}

/** Whether a literal is true in a model; undefined where it is younger than the model. */
function truth(model, literal) {
  const found = model[Math.abs(literal)];
  return found === undefined ? undefined : (found === 1) === literal > 0;
}

/** Somebody who fits what is said and of whom the formula is true, as a model; null where there is nobody. */
function find(saying, formula) {
  return saying.canBe(saying.form.literal(formula));
}

/** The outcomes that somebody who fits what is said has, at most so many of them; `outcomes` is a Map of formulas. */
function possible(saying, outcomes, most = Infinity) {
  const found = [];
  for (const [name, formula] of outcomes) {
    if (found.length === most) break;
    if (find(saying, formula) !== null) found.push(name);
  }
  return found;
}

/** The one outcome that everybody has who fits what is said; null where they differ. */
function decided(outcomes, saying) {
  const found = possible(saying, outcomes, 2);
  return found.length === 1 ? found[0] : null;
}

/** Whether a formula holds of everybody who fits what is said, of nobody, or (null) of some. */
function truthOf(saying, formula) {
  const literal = saying.form.literal(formula);
  if (saying.canBe(literal) === null) return false;
  return saying.canBe(-literal) === null ? true : null;
}

/** The canonical smallest set of facts of which what is said forces the outcome; findings not made are granted. */
function because(saying, outcomes, outcome) {
  const literals = [...outcomes.values()].map((formula) => saying.form.literal(formula));
  saying._refresh();
  const denied = [-saying.form.literal(outcomes.get(outcome))];
  return saying.fewest([...saying.findings.values()].flat(), saying.values.keys(), denied, saying.needed(literals));
}

/** What an answer turns on: two people who fit what is said and have different outcomes. */
class Turning {
  /** findings: whether findings that count as not made do so here, or are left open. */
  constructor(saying, findings = true) {
    this.saying = saying;
    this.form = saying.form;
    this.pair = saying.form.pair;
    this.findings = findings;
    this._met = new Map(); // by fact, pairs of people who differ in it alone
    this._looks = [];
    this._version = -1;
  }

  _assumptions() {
    const { saying } = this;
    if (this._version !== this.form.version) {
      this._both = this.pair.both(this.findings ? saying.assumptions : saying.told);
      this._open = this.form.facts.filter(
        (fact) => !(saying.fixed.has(fact) || (this.findings && saying.findings.has(fact)) || isSettled(saying.values.get(fact))),
      );
      this._version = this.form.version;
    }
    return this._both;
  }

  /** The facts that are open, in the order of the vocabulary. */
  candidates() {
    this._assumptions();
    return this._open;
  }

  _solve(literals, same) {
    this.pair.update();
    return this.pair.solve([...this._assumptions(), this.pair.differ(literals), ...same.map((fact) => this.pair.same.get(fact))], this.saying.days);
  }

  _literals(outcomes) {
    return [...outcomes.values()].map((formula) => this.form.literal(formula));
  }

  /** Facts that neighbours of somebody who fits show to make a difference alone. */
  _shown(literals) {
    const { form, saying } = this;
    if (!this.findings) return new Set();
    if (this._looks.some((look) => literals.some((literal) => Math.abs(literal) >= look.model.length))) this._looks = [];
    this.candidates();
    const found = new Set();
    for (const model of [saying.model(), ...saying.models]) {
      if (this._looks.length >= MOST_LOOKS) break;
      if (model.length > form.solver.top) this._look(model);
    }
    for (const look of this._looks) for (const fact of look.telling(literals)) found.add(fact);
    return found;
  }

  _look(model) {
    const { form, saying } = this;
    const others = saying.models.slice(0, 8).filter((other) => other.length >= model.length);
    const look = new Neighbours(form, model, this.candidates(), saying.days, saying.said, others);
    this._looks.push(look);
    return look;
  }

  /** Those of some facts that alone make a difference: two people who differ in that fact alone have different outcomes. */
  turning(outcomes, facts) {
    const literals = this._literals(outcomes);
    const shown = this._shown(literals);
    const cores = []; // facts that settle the answer, others left open: no other fact makes a difference alone
    return facts.filter((fact) => shown.has(fact) || (cores.every((core) => core.has(fact)) && this._isMet(fact, literals, cores, shown)));
  }

  turnsOn(outcomes, fact) {
    return this.turning(outcomes, [fact]).length > 0;
  }

  _isMet(fact, literals, cores, shown) {
    if (!this._met.has(fact)) this._met.set(fact, []);
    const met = this._met.get(fact);
    if (met.some((model) => isApart(model, literals))) return true;
    const others = this.candidates().filter((other) => other !== fact);
    const model = this._solve(literals, others);
    if (model !== null) {
      met.push(model);
      if (this.findings && this._looks.length < 40) {
        const one = new Int8Array(this.form.solver.top + 1).map((_, variable) => model[2 * variable]);
        for (const other of this._look(one).telling(literals)) shown.add(other);
      }
    } else cores.push(this._core(others));
    return model !== null;
  }

  /** Those of some facts that were enough to settle the answer just now. */
  _core(facts) {
    return new Set(facts.filter((fact) => this.pair.solver.failed.has(this.pair.same.get(fact))));
  }

  /** The facts that alone make a difference, in the order of the vocabulary. */
  dependsOn(outcomes) {
    this._literals(outcomes);
    const mentioned = mentionedBy(outcomes);
    return this.turning(outcomes, this.candidates().filter((fact) => mentioned.has(fact)));
  }

  /** The canonical smallest set of facts that would settle the answer, whatever they turn out to be; `among` (a Set): to choose from. */
  settling(outcomes, among = null) {
    const literals = this._literals(outcomes);
    const core = (facts) => (this._solve(literals, facts) === null ? this._core(facts) : null);
    const needed = this.dependsOn(outcomes); // what makes a difference alone is in every set that settles
    const kept = this.candidates().filter((fact) => among === null || among.has(fact));
    if (needed.every((fact) => kept.includes(fact)) && core(needed) !== null) return needed;
    const found = core(kept);
    return found === null ? [] : dropped(kept, found, core, new Set(needed));
  }
}

function mentionedBy(outcomes) {
  return new Set([...outcomes.values()].flatMap((formula) => [...formula.facts]));
}

/** Whether nothing more can be learnt of a fact by what is said of it. */
function isSettled(value) {
  if (value === undefined) return false;
  if (typeof value === "boolean") return true;
  if (value instanceof Members) return value.complete;
  return typeof value === "bigint" ? (value & (value - 1n)) === 0n : value[0] === value[1];
}

/** Whether the two people of a model have different outcomes, as far as it tells. */
function isApart(model, literals) {
  return literals.some((literal) => {
    const at = 2 * Math.abs(literal);
    return at + 1 < model.length && model[at] !== model[at + 1];
  });
}

/** The findings counted as not made that the answer rests on, in the order of the vocabulary; `turning`: with findings left open. */
function assumedOf(saying, turning, outcomes) {
  const { form } = saying;
  const names = [...outcomes.keys()];
  const literals = new Map(names.map((name) => [name, form.literal(outcomes.get(name))]));
  const found = new Set(names.filter((name) => saying.canBe(literals.get(name)) !== null));
  const others = names.filter((name) => !found.has(name) && literals.get(name) !== -form.true).map((name) => literals.get(name));
  const beyond = form.either(others);
  if (found.size === 1 && saying.solve([...saying.told, beyond]) === null) return [];
  const mentioned = mentionedBy(outcomes);
  return [...saying.findings.keys()]
    .sort((a, b) => a - b)
    .filter((fact) => {
      if (mentioned.has(fact) && turning.turnsOn(outcomes, fact)) return true;
      const but = [...saying.findings].flatMap(([other, its]) => (other === fact ? [] : its));
      return others.length > 0 && saying.solve([...saying.told, ...but, beyond]) !== null;
    });
}

/** Those of some literals about facts, or of their denials, that hold of everybody who fits what is said. */
function implied(saying, facts, literals) {
  const model = saying.model();
  const sure = new Set(saying.form.solver.follow(saying.assumptions));
  let left = literals.map((literal) => (truth(model, literal) ? literal : -literal));
  const found = new Set(left.filter((literal) => sure.has(literal)));
  left = left.filter((literal) => !sure.has(literal));
  if (left.length > MOST_LOOKS) {
    // whoever differs from somebody in one fact, and fits, shows what is open of it
    const look = new Neighbours(saying.form, model, facts, saying.days, saying.said, saying.models.slice(1, 4).filter((other) => other.length >= model.length));
    const fit = saying.assumptions.reduce((mask, literal) => mask & look.values[inner(literal)], look.valid);
    left = left.filter((literal) => !(look.values[inner(-literal)] & fit));
  }
  if (left.length) saying.form.solver.prefer(left.map((literal) => -literal));
  while (left.length) {
    left = left.filter((literal) => saying.models.every((other) => truth(other, literal) !== false));
    if (!left.length) break;
    const literal = left.pop();
    if (saying.canBe(-literal) === null) found.add(literal);
  }
  return found;
}

/** All that follows from what is said, of the facts that the form is about, or of some (a Set; no days): a Map of values. */
function knownOf(saying, facts = null) {
  const { form } = saying;
  const found = new Map(saying.values);
  const asked = form.facts.filter((fact) => !saying.fixed.has(fact) && (facts === null || facts.has(fact)));
  const sure = implied(saying, asked, [...asked.flatMap((fact) => form.about(fact)), ...(facts === null ? form.relations.values() : [])]);
  for (const fact of asked) {
    if (form.flags.has(fact)) {
      const literal = form.flags.get(fact);
      if (sure.has(literal) || sure.has(-literal)) found.set(fact, sure.has(literal));
    } else if (form.members.has(fact)) {
      const told = found.get(fact) ?? new Members();
      const open = [...form.members.get(fact)].filter(([word]) => told.get(word) === undefined);
      const has = open.filter(([, literal]) => sure.has(literal)).map(([word]) => word);
      const lacks = open.filter(([, literal]) => sure.has(-literal)).map(([word]) => word);
      if (has.length || lacks.length) found.set(fact, new Members(new Set([...told.has, ...has]), new Set([...told.lacks, ...lacks]), told.complete));
    } else if (form.blocks.has(fact)) {
      let within = found.get(fact) ?? form.vocabulary.fact(fact).all;
      const before = within;
      for (const [literal, block] of form.blocks.get(fact)) if (sure.has(-literal)) within &= ~block;
      if (within !== before) found.set(fact, within);
    } else if (form.cuts.has(fact)) {
      const span = found.get(fact) ?? form.vocabulary.fact(fact).span;
      let [low, high] = span;
      const [limits, literals] = form.cuts.get(fact);
      literals.forEach((literal, place) => {
        if (sure.has(-literal)) low = Math.max(low, limits[place] + 1);
        else if (sure.has(literal)) high = Math.min(high, limits[place]);
      });
      if (low !== span[0] || high !== span[1]) found.set(fact, [low, high]);
    }
  }
  // what relations that hold of everybody say beside what is known to the day
  const span = (fact) => found.get(fact) ?? saying.days.get(fact) ?? form.vocabulary.fact(fact).span;
  const spans = new Map([...form.dated].map((fact) => [fact, span(fact)]));
  const relations = [...form.relations].filter(([, literal]) => sure.has(literal) || sure.has(-literal));
  narrow(spans, relations.map(([{ fact, right, months, days }, literal]) => ({ left: fact, right, months, days, holds: sure.has(literal) })));
  for (const [fact, narrowed] of spans) {
    if (asked.includes(fact) && !sameValue(narrowed, form.vocabulary.fact(fact).span)) found.set(fact, narrowed);
  }
  return found;
}
