// Standing: the status of one provision as a report: what holds, the acts that make it so, and where or for whom it differs; as
// rulebook/standing.py. The scopes of acts stand in these formulas as switches, so that each local scope can be tried on and off.

const VERBS = ["directs", "starts", "limits", "suspends", "ends", "upholds", "reviews"];
const MAX_PAIRS = 24; // up to how many local scopes combinations of two are looked at
const ACT = "act/";

class Reporter {
  constructor(library, on) {
    this.library = library;
    this.on = on;
  }

  /** The standing of one provision, in the JSON shape of `inforce status`; `known`: what the query says of place and class. */
  report(name, known, state) {
    const provision = this.library.provisions[name];
    const [, switched, concerned] = entryOn(this.library.standing[name], this.on);
    const partition = new Map(STATUSES.map((status, index) => [status, switched[index]]));
    const truth = new Map(concerned.filter((effect) => effect.scope !== TRUE).map((effect) => [effect.scope, evaluate(effect.scope, known)]));
    const used = new Set(switched.flatMap((formula) => [...atoms(formula)].map((atom) => atom.part)));
    const local = [...truth.keys()].filter((scope) => truth.get(scope) === undefined && used.has(scope));
    const base = this._statusIn(partition, truth, known, []);
    const horizon = Math.min(provision.horizon, ...provision.parts.map((part) => this.library.provisions[part].horizon));
    return {
      provision: name,
      on: isoDay(this.on),
      state,
      known_on: null,
      status: base,
      acts: this._acts(name, base, truth, concerned),
      varies: this._varies(partition, truth, known, local, base, concerned),
      parts: [...provision.parts, ...provision.sections],
      horizon: isoDay(horizon),
      past_horizon: this.on > horizon,
    };
  }

  /** The status where, of the open scopes, exactly those `inside` and those they lie within apply. */
  _statusIn(partition, truth, known, inside) {
    const where = known.forms.conjoin(inside);
    const switched = new Map();
    for (const [scope, decidedly] of truth) {
      let applies = decidedly === true;
      if (decidedly === undefined && inside.length) applies = inside.includes(scope) || find(known.forms.conjoin([where, negate(scope)]), known) === null;
      switched.set(scope, applies);
    }
    const given = { truth: (atom) => switched.get(atom.part) };
    return [...partition].find(([, formula]) => evaluate(formula, given) === true)[0];
  }

  _varies(partition, truth, known, local, base, concerned) {
    const found = [];
    const single = new Map();
    for (const scope of local) {
      if (find(scope, known) === null) continue;
      single.set(scope, this._statusIn(partition, truth, known, [scope]));
      if (single.get(scope) !== base) found.push(this._variation([scope], single.get(scope), concerned));
    }
    if (local.length > MAX_PAIRS) return found;
    for (const [first, second] of twos([...single.keys()], { ordered: false })) {
      if (find(known.forms.conjoin([first, second]), known) === null) continue;
      const status = this._statusIn(partition, truth, known, [first, second]);
      if (![base, single.get(first), single.get(second)].includes(status)) found.push(this._variation([first, second], status, concerned));
    }
    return found;
  }

  _variation(scopes, status, concerned) {
    const effects = scopes.map((scope) => {
      // the newest act of that scope that is not yet defeated, else the newest
      const same = concerned.filter((effect) => effect.scope === scope);
      const holding = same.filter((effect) => effect.holds);
      return holding.length ? holding.reduce((best, effect) => (effect.day > best.day ? effect : best)) : same[same.length - 1];
    });
    const words = (key) => effects.map((effect) => effect[key]).filter(Boolean).join("; ") || null;
    return { where: words("where"), class: words("people"), status, act: effects[effects.length - 1].act };
  }

  /** The acts that make the status so, oldest first; an order held back is shown with the act that holds it back. */
  _acts(name, status, truth, concerned) {
    if (status === "not_yet") return [];
    const upon = (target) => concerned.filter((effect) => effect.target === target);
    const here = upon(name).filter((effect) => effect.scope === TRUE || truth.get(effect.scope) === true);
    const lastEnd = Math.max(...here.filter((effect) => effect.verb === "ends" && effect.holds).map((effect) => effect.day));
    let beginnings = here.filter((effect) => effect.verb === (status === "announced" ? "directs" : "starts"));
    if (!beginnings.length) beginnings = here.filter((effect) => effect.verb === "directs");
    const chosen = new Map();
    const add = (effect, seen = []) => {
      const key = [effect.act, effect.verb, effect.target].join("\n");
      if (!chosen.has(key)) chosen.set(key, effect);
      for (const other of upon(ACT + effect.act)) if (truth.get(other.scope) !== false && !seen.includes(other.act)) add(other, [...seen, other.act]);
    };
    let standing = beginnings.filter((effect) => effect.stands);
    if (!standing.length) standing = beginnings;
    for (const effect of status === "announced" ? standing : standing.slice(-1)) add(effect);
    for (const effect of here) {
      const isUpset = effect.verb === "ends" && this.library.acts[effect.act].is_court;
      if (["suspends", "limits"].includes(effect.verb) || isUpset || (effect.verb === "ends" && effect.day === lastEnd)) add(effect);
    }
    const sorted = [...chosen.values()].sort((a, b) => a.day - b.day || VERBS.indexOf(a.verb) - VERBS.indexOf(b.verb));
    return sorted.map((effect) => ({
      act: effect.act,
      date: isoDay(effect.day),
      verb: effect.verb,
      scope: [effect.where, effect.people].filter(Boolean).join("; ") || "everywhere",
      cite: this.library.acts[effect.act].cite,
    }));
  }
}
