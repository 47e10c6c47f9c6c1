// Standing: the status of one provision as a report: what holds, the acts that make it so, where or for whom it differs, and what
// weighs on it; as rulebook/standing.py.

const UNSETTLED = "unsettled";

class Reporter {
  /** frame: the outcome formulas of the day. */
  constructor(library, on, frame) {
    this.library = library;
    this.on = on;
    this.frame = frame;
  }

  /** The standing of one provision, in the JSON shape of `inforce status`; `situation`: what the query says of place and class. */
  report(name, situation, state) {
    const { library, on } = this;
    const provision = library.provisions[name];
    const locality = this._locality(name, situation);
    const [base, byState] = this._base(locality, state);
    const found = locality.status(base);
    const variations = new Variations(locality, base);
    const causes = new Causes(locality.moment, name, locality.truth(base), (formula) => locality.fits(formula, base));
    const made = causes.of(found.status);
    const first = [provision, ...provision.parts.map((part) => library.provisions[part])].reduce((best, each) => (each.horizon < best.horizon ? each : best));
    const volatile = [provision, ...provision.parts.map((part) => library.provisions[part])].some((each) => each.volatility !== "settled");
    const days = Math.max(0, on - first.horizon);
    return {
      provision: name,
      on: isoDay(on),
      state,
      known_on: null,
      status: found.status,
      acts: made.map((effect) => this._line(effect)),
      varies: variations.tell(variations.find()),
      by_state: byState,
      ...library.weights.of(name, locality.situation, on),
      depends_on: found.days,
      parts: [...provision.parts, ...provision.sections],
      horizon: isoDay(first.horizon),
      past_horizon: days > 0,
      days_past_horizon: days,
      held_back_by: first.held_back_by ?? null,
      volatility: volatile ? "moving" : "settled",
    };
  }

  _locality(name, situation) {
    const { library, on, frame } = this;
    const forms = new Formulas(frame.forms);
    const moment = new Moment(library.docket, on, library.vocabulary, forms, new Switches(forms));
    return new Locality(library, moment, name, situation, frame.text(name));
  }

  /** The spot that the headline is about, and the states by status where they differ. */
  _base(locality, state) {
    if (locality.isPlaced) return [spotOf(locality.states[0]), null];
    const found = new Map();
    for (const group of locality.groups) {
      const status = locality.status(spotOf(group[0])).status ?? UNSETTLED;
      found.set(status, [...(found.get(status) ?? []), ...group]);
    }
    const elsewhere = locality.status(spotOf(null)).status ?? UNSETTLED;
    if (found.size === 1 && !found.has(elsewhere)) return [spotOf(locality.states[0]), null];
    const byState = Object.fromEntries([...found].map(([status, states]) => [status, states.sort()]));
    return [spotOf(null), found.size > 1 && state === null ? byState : null];
  }

  _line(effect) {
    return {
      act: effect.act,
      date: isoDay(effect.day),
      verb: effect.verb,
      manner: effect.manner ?? null,
      target: effect.target,
      scope: [effect.where, effect.peopleWords].filter(Boolean).join("; ") || "everywhere",
      cite: this.library.acts[effect.act].cite,
    };
  }
}
