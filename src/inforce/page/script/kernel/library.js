// The library: the rulebook read from its JSON (schema/rulebook.json); as rulebook/library.py.

const FORMAT = 2;

/** A day of the rulebook as an ordinal, which can be older than any day of a person; null stays null. */
function dayOf(iso) {
  return isNothing(iso) ? null : ordinal(...iso.split("-").map(Number));
}

class Library {
  /** data: {rules, acts?, words?}; only `rules` is needed for determinations, `acts` for `status`. */
  constructor(data) {
    const { rules } = data;
    if (data.format !== "inforce-rulebook" || data.version !== FORMAT) throw new InforceError("no-rulebook", `this is no rulebook of format ${FORMAT}`);
    this.version = rules.rulebook;
    this.firstDay = dayOf(rules.first_day);
    this.words = data.words ?? {};
    this.vocabulary = new Vocabulary(rules.facts, rules.days);
    this.circuits = rules.circuits;
    this.readings = rules.readings;
    this.order = rules.order;
    this.notEncoded = rules.not_encoded;
    this.forms = new Formulas();
    this.nodes = readNodes(rules.nodes, this.vocabulary, this.forms);
    const node = (index) => this.nodes[index];
    this.theory = new Theory(this.vocabulary, rules.constraints.map(([says, index]) => ({ says, formula: node(index) })));
    const authorities = rules.authorities.map((authority) => ({ ...authority, date: dayOf(authority.date), until: dayOf(authority.until) }));
    this.provisions = Object.fromEntries(
      Object.entries(rules.provisions).map(([id, raw]) => [
        id,
        {
          ...raw,
          id,
          text: node(raw.text),
          exemptBy: raw.exempt_by ?? [],
          parts: raw.parts ?? [],
          sections: raw.sections ?? [],
          authority: raw.authority.map((index) => authorities[index]),
          horizon: dayOf(raw.horizon),
        },
      ]),
    );
    this.statuses = mapValues(rules.statuses, (entries) => entries.map(([day, ...nodes]) => [dayOf(day), ...nodes.map(node)]));
    this.days = [...new Set(Object.values(this.statuses).flatMap((entries) => entries.map(([day]) => day)))].sort((a, b) => a - b);
    this.weights = new Weights(rules, node);
    this.docket = data.acts ? new Docket(mapValues(data.acts.acts, readAct), data.acts.effects.map((raw) => this._effect(raw, node))) : null;
    this.acts = data.acts ? data.acts.acts : {};
    this.placeNames = data.acts ? data.acts.places : {};
    this.stateNames = data.acts ? data.acts.states : {};
    this.elementTexts = new Map((data.acts ? data.acts.elements : []).flatMap(([index, text, other]) => [[node(index), text], [negate(node(index)), other]]));
  }

  _effect(raw, node) {
    const [place, people] = [raw.place, raw.class].map((index) => (isNothing(index) ? TRUE : node(index)));
    const day = dayOf(raw.day);
    return {
      ...raw,
      day,
      known: dayOf(raw.known) ?? day,
      latest: latestOf(raw.to, day),
      isOpen: !isNothing(raw.to),
      until: dayOf(raw.until),
      through: dayOf(raw.through),
      after: raw.after ?? [],
      place,
      people,
      scope: this.forms.conjoin([place, people]),
      where: raw.where ?? null,
      peopleWords: raw.people ?? null,
    };
  }
}

/** The first day on which it is certain that something has begun: never, where no source shows it. */
function latestOf(to, day) {
  return isNothing(to) ? day : to === "never" ? Infinity : dayOf(to);
}

function readAct(raw) {
  const signedDay = dayOf(raw.signed);
  const firstDay = dayOf(raw.effective) ?? signedDay;
  return { ...raw, signedDay, firstDay, latest: latestOf(raw.to, firstDay), isOpen: !isNothing(raw.to) };
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

/** The table of formulas; a node names others by their place, which is always an earlier one. */
function readNodes(raw, vocabulary, forms) {
  const made = [];
  const number = (name) => vocabulary.number(name);
  const read = {
    true: () => TRUE,
    false: () => FALSE,
    flag: (fact) => forms.flag(number(fact)),
    has: (fact, value) => forms.has(number(fact), value),
    in: (fact, ...values) => forms.oneOf(number(fact), vocabulary.named(fact).mask(values)),
    most: (left, limit) => forms.atMost(number(left), limit),
    most_fact: (left, right, months, days) => forms.most(number(left), number(right), months, days, 0),
    given: (fact) => forms.given(number(fact)),
    reached: (provision) => forms.reached(provision),
    switch: (scope) => forms.switch(made[scope]),
    not: (part) => negate(made[part]),
    and: (...parts) => forms.conjoin(parts.map((part) => made[part])),
    or: (...parts) => forms.disjoin(parts.map((part) => made[part])),
  };
  for (const [kind, ...rest] of raw) made.push(read[kind](...rest));
  return made;
}
