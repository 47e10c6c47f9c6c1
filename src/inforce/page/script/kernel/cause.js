// Causes: the acts that make a status what it is at a spot, and of these the one that makes it differ there; as rulebook/cause.py.

class Causes {
  /**
   * here: what is true at the spot; null where a day that is known only in part tells.
   * fits: whether a formula is true of somebody whom the text fits at the spot, those in special classes among them.
   */
  constructor(moment, name, here, fits = null) {
    this.moment = moment;
    this.name = name;
    this.here = here;
    this.fits = fits;
  }

  _can(...parts) {
    return this.here(this.moment.all(...parts)) !== false;
  }

  /** The effects upon a target that run at the spot. */
  upon(target, ...verbs) {
    const { moment } = this;
    const found = verbs.flatMap((verb) => moment.running(target, verb));
    return found.filter((effect) => this._can(effect.verb === "limits" ? moment.runs(effect) : moment.applies(effect)));
  }

  _begun(starts) {
    const { moment } = this;
    return starts.filter(({ effect, where }) => this._can(moment.scope(effect), moment.begins(effect), where));
  }

  /** What has started the provision at the spot, oldest first; directions where nothing has. */
  starts() {
    const found = this._begun(this.moment.starts(this.name));
    return found.length ? found : this.directions();
  }

  directions() {
    return this._begun(this.moment.waiting(this.name));
  }

  _isOpen(start, holds) {
    const { moment } = this;
    return this._can(holds ? moment.holds(start.effect) : moment.stands(start.effect), start.where, negate(moment.closed(this.name, start)));
  }

  /** The effects that make the status so, oldest first. */
  of(status) {
    if (status === "not_yet") return [];
    if (status === "ended") {
      const ending = this.ending();
      return [...ending, ...ending.flatMap((end) => this._released(end))].sort((a, b) => a.day - b.day);
    }
    const starts = status === "announced" ? this.directions() : this.starts();
    let standing = starts.filter((start) => this._isOpen(start, true));
    if (!standing.length) standing = starts.filter((start) => this._isOpen(start, false));
    if (!standing.length) standing = starts;
    const chosen = new Map();
    const add = (effect) => {
      const key = [effect.act, effect.verb, effect.target].join("\n");
      if (!chosen.has(key)) chosen.set(key, effect);
    };
    for (const start of status === "announced" ? standing : this._newestForAll(standing)) {
      for (const effect of effectsOf(start)) add(effect);
      for (const effect of this._thatMatter(status, this.holds(start))) {
        const released = status === "suspended" && effect.verb === "ends" ? this._released(effect) : [];
        for (const one of [effect, ...this.against(effect), ...released]) add(one);
      }
    }
    if (status === null) for (const effect of this.unsettled()) add(effect);
    return [...chosen.values()].sort((a, b) => a.day - b.day || VERBS.indexOf(a.verb) - VERBS.indexOf(b.verb));
  }

  /** Of what holds the provision back, or would: where it is on hold, what does, since then what no longer does is history. */
  _thatMatter(status, found) {
    const working = status === "suspended" ? found.filter((effect) => effect.verb === "limits" || this._can(this.moment.holds(effect))) : [];
    return working.some((effect) => effect.verb !== "limits") ? working : found;
  }

  /** The newest start; where it is not for everybody at the spot, also those before it that are for the others. */
  _newestForAll(starts) {
    const { forms } = this.moment;
    for (let many = 1; many < starts.length; many += 1) {
      const newestOnes = starts.slice(-many);
      if (this.here(forms.disjoin(newestOnes.map((start) => this.moment.scope(start.effect)))) === true) return newestOnes;
    }
    return starts;
  }

  /** What holds the provision back, or would: holds and limits upon it or upon the act that started it, and endings undone or upset. */
  holds(start) {
    const { moment, name } = this;
    const by = ACT + start.effect.act;
    const found = [];
    for (const target of [name, by]) found.push(...this.upon(target, "suspends").filter((effect) => this._matters(effect, start)));
    for (const target of [name, by]) found.push(...this.upon(target, "limits").filter((effect) => this._can(moment.actHolds(effect.act))));
    for (const target of [name, by]) {
      for (const end of this.upon(target, "ends")) {
        const closes = target === name ? moment.closes(end, start) : TRUE;
        if (this._can(closes) && this.here(moment.endsForGood(end)) !== true && this._matters(end, start)) found.push(end);
      }
    }
    found.push(...this._heldForSome());
    return found;
  }

  /** The endings that stand and would end the provision for some whom the text fits, and that an order keeps from ending it for any. */
  _heldForSome() {
    const { moment, name, fits } = this;
    if (fits === null) return [];
    const isHeld = (end) => {
      if (this.here(moment.applies(end)) !== false || !this.against(end).length || fits(moment.holds(end))) return false;
      const later = moment.starts(name).map((start) => moment.all(moment.stands(start.effect), start.where, negate(moment.closes(end, start))));
      return fits(moment.all(moment.stands(end), negate(moment.forms.disjoin(later))));
    };
    return moment.running(name, "ends").filter((end) => {
      try {
        return isHeld(end);
      } catch (error) {
        if (!(error instanceof TooHard)) throw error;
        return false; // not shown to be held for anybody
      }
    });
  }

  /** Whether it holds, or would but for acts that keep it from holding; what was over before the provision started is history. */
  _matters(effect, start) {
    if (this._can(this.moment.holds(effect))) return true;
    const others = this.against(effect);
    const isAboutStart = effect.day >= this.moment.docket.acts[start.effect.act].signedDay;
    return others.length > 0 && (isAboutStart || others.some((other) => other.latest >= start.began.first));
  }

  /** The acts upon an effect's act that keep it from working at the spot; an ending alone where one has ended it for good. */
  against(effect) {
    const { moment } = this;
    const target = ACT + effect.act;
    let ends = this.upon(target, "ends").filter((end) => this._can(moment.holds(end)));
    if (effect.verb === "ends") ends = ends.filter(() => this._can(moment.undone(effect.act)));
    const forGood = ends.filter((end) => this.here(moment.endsForGood(end)) === true);
    if (forGood.length) return [earliest(forGood)];
    const suspends = this.upon(target, "suspends").filter((other) => this._can(moment.holds(other)));
    return [...ends, ...suspends, ...this._limiting(target)];
  }

  _limiting(target) {
    const { moment } = this;
    return this.upon(target, "limits").filter((effect) => this._can(moment.actHolds(effect.act)) && this.here(moment.scope(effect)) !== true);
  }

  /** What ended the provision at the spot: an ending of it or of the act that started it, a limit, or the start's own term. */
  ending() {
    const starts = this.starts();
    const closings = starts.map((start) => this._closing(start)).filter((end) => end !== null);
    return closings.length ? [newest(closings)] : starts.slice(-1).map((start) => start.effect);
  }

  /** What closed one start first. Of several starts the one that was closed last is the one that the rule lived on. */
  _closing(start) {
    const { moment, name } = this;
    const by = ACT + start.effect.act;
    const ends = this.upon(name, "ends").filter((effect) => this._can(moment.endsForGood(effect), moment.closes(effect, start)));
    ends.push(...this.upon(by, "ends").filter((effect) => this._can(moment.endsForGood(effect))));
    if (ends.length) return earliest(ends);
    const limits = [name, by].flatMap((target) => this._limiting(target));
    if (limits.length) return earliest(limits);
    const { until } = start.effect;
    return until !== null && until <= moment.on ? { ...start.effect, verb: "ends", manner: "expired", day: until, latest: until, isOpen: false, until: null } : null;
  }

  /** What last let an ending work that a court had held or undone past its own day: an ending that waited is told with that day. */
  _released(ending) {
    const { moment } = this;
    if (ending.target !== this.name) return [];
    const upon = [...moment.docket.upon(ACT + ending.act)].sort((a, b) => b.day - a.day);
    const orders = new Set(upon.filter((effect) => moment.hasBegun(effect) && this._can(moment.scope(effect))).map((effect) => effect.act));
    const lifting = [...orders].flatMap((order) => this.upon(ACT + order, "suspends", "ends"));
    const found = lifting.filter((effect) => effect.day > ending.day && this._can(moment.holds(effect)));
    return found.length ? [newest(found)] : [];
  }

  /** What may or may not have taken effect. */
  unsettled() {
    const changing = ["starts", "directs", "suspends", "ends", "limits"];
    const targets = new Set([this.name, ...this.upon(this.name, ...changing).map((effect) => ACT + effect.act)]);
    return [...targets].flatMap((target) => this.upon(target, ...changing)).filter((effect) => this.here(this.moment.runs(effect)) === null);
  }

  /** Of the acts behind a status here, the newest that is not behind the one elsewhere; it makes it differ here. */
  differsBy(status, base) {
    const made = this.of(status);
    if (status === "ended") return made.length ? made[0] : null;
    const working = made.filter((effect) => this._works(effect));
    let own = working.filter((effect) => base.here(base.moment.holds(effect)) !== true);
    if (!own.length) own = working;
    const orOwn = (found) => newest(found.length ? found : own);
    if (status === "operative") return orOwn(own.filter((effect) => effect.target.startsWith(ACT)));
    const wanted = { suspended: ["suspends", "ends", "limits"], announced: ["directs"] }[status ?? ""];
    if (wanted === undefined) return newest(made.filter((effect) => this.here(this.moment.runs(effect)) === null)) ?? newest(own);
    return orOwn(own.filter((effect) => wanted.includes(effect.verb) && this._weighs(effect)));
  }

  _works(effect) {
    return this._can(effect.verb === "limits" ? this.moment.actHolds(effect.act) : this.moment.holds(effect));
  }

  /** Whether it is done to the provision or to the act that started it, not to what held it back. */
  _weighs(effect) {
    return effect.target === this.name || this.starts().some((start) => effect.target === ACT + start.effect.act);
  }
}

/** The effect that starts; for a direction also what was done by the act that brought what it waited for, as a start. */
function effectsOf(start) {
  if (start.by === null) return [start.effect];
  const { first, last, act } = start.began;
  return [start.effect, { ...start.effect, act: start.by, verb: "starts", day: first, latest: act === null ? first : last, isOpen: act !== null, waits_for: null }];
}

/** The first of the effects of the earliest day. */
function earliest(effects) {
  return effects.reduce((best, effect) => (effect.day < best.day ? effect : best));
}

/** The first of the effects of the newest day; null where there is none. */
function newest(effects) {
  return effects.reduce((best, effect) => (best === null || effect.day > best.day ? effect : best), null);
}
