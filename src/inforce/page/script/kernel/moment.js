// Moments: the docket as it stands on one day, as formulas over place, class and the days that are known only in part; as
// rulebook/status.py. A class stands in these formulas as a switch, so that each can be tried on and off.

const VERBS = ["directs", "starts", "limits", "suspends", "ends", "upholds", "reviews"];
const UNDOING = ["vacated", "reversed", "dissolved", "set_aside"];
const ACT = "act/";
const DAY = "day:";

/** All acts that count, by what they do something to. */
class Docket {
  constructor(acts, effects) {
    this.acts = acts;
    const seen = effects.filter((effect) => !acts[effect.act].unseen);
    this.byTarget = new Map();
    for (const effect of seen) {
      if (!this.byTarget.has(effect.target)) this.byTarget.set(effect.target, []);
      this.byTarget.get(effect.target).push(effect);
    }
    for (const upon of this.byTarget.values()) upon.sort((a, b) => a.day - b.day || a.known - b.known);
    this.fulfilments = new Map();
    for (const [id, act] of Object.entries(acts)) {
      if (act.unseen) continue;
      for (const condition of act.fulfils ?? []) this.fulfilments.set(condition, [...(this.fulfilments.get(condition) ?? []), id]);
    }
  }

  upon(target) {
    return this.byTarget.get(target) ?? [];
  }

  /** The acts that do something to a provision, those that do something to these, and those that are only about it. */
  behind(provision) {
    const found = new Set();
    const waiting = [provision];
    while (waiting.length) {
      for (const effect of this.upon(waiting.pop())) {
        if (found.has(effect.act)) continue;
        found.add(effect.act);
        waiting.push(ACT + effect.act);
      }
    }
    for (const [id, act] of Object.entries(this.acts)) if (!act.unseen && (act.about ?? []).includes(provision)) found.add(id);
    return found;
  }
}

/** The days on which what an effect does can change. */
function turnsOf(effect) {
  const days = [effect.day, effect.latest, effect.until, effect.through === null ? null : effect.through + 1];
  return days.filter((day) => day !== null && day !== Infinity);
}

class Moment {
  /** switches: a Switches, which says what stands for a scope; certain: an effect has begun only where that is certain. */
  constructor(docket, on, vocabulary, forms, switches, certain = false) {
    this.docket = docket;
    this.on = on;
    this.vocabulary = vocabulary;
    this.forms = forms;
    this.switches = switches;
    this.certain = certain;
    this._stands = new Map();
    this._holds = new Map();
  }

  scope(effect) {
    return this.switches.scope(effect);
  }

  all(...parts) {
    return this.forms.conjoin(parts);
  }

  some(parts) {
    return this.forms.disjoin(parts);
  }

  /** Its day has come by the day asked about. */
  _hasCome(act) {
    return this.forms.atMostFact(this.vocabulary.number(DAY + act), this.vocabulary.number("on"));
  }

  hasBegun(effect) {
    return (this.certain ? effect.latest : effect.day) <= this.on;
  }

  isRunning(effect) {
    return this.hasBegun(effect) && (effect.until === null || this.on < effect.until);
  }

  begins(effect) {
    if (!this.hasBegun(effect)) return FALSE;
    return effect.latest <= this.on ? TRUE : this._hasCome(effect.act);
  }

  /** Where it has begun and has not run out, its scope left aside. */
  runs(effect) {
    if (!this.isRunning(effect)) return FALSE;
    if (effect.through === null || this.on <= effect.through) return this.begins(effect);
    const followed = this.docket.upon(effect.target).filter((other) => other !== effect && this._extends(other, effect));
    // an ending that is known takes the place of the printed end: its day may be later, and a court may hold it
    const ends = this.docket.upon(effect.target).filter((end) => end.verb === "ends" && end.day > effect.day);
    const decided = ends.map((end) => this.all(this.scope(end), this.actStands(end.act)));
    return this.all(negate(this.some(followed.map((other) => this.actStands(other.act)))), this.some([...decided, negate(this._hasCome(effect.act))]));
  }

  _extends(later, effect) {
    const follows = later.verb === "starts" && later.through !== null && later.through > effect.through;
    return follows && later.scope === effect.scope && this.hasBegun(later);
  }

  applies(effect) {
    const running = this.runs(effect);
    return running === FALSE ? FALSE : this.all(this.scope(effect), running);
  }

  begun(target, verb) {
    return this.docket.upon(target).filter((effect) => effect.verb === verb && this.hasBegun(effect));
  }

  running(target, verb) {
    return this.docket.upon(target).filter((effect) => effect.verb === verb && this.isRunning(effect));
  }

  // acts

  actStands(act) {
    if (!this._stands.has(act)) {
      const ended = this.some(this.running(ACT + act, "ends").map((effect) => this.endsForGood(effect)));
      this._stands.set(act, this.all(negate(ended), this.within(ACT + act)));
    }
    return this._stands.get(act);
  }

  actHolds(act) {
    if (!this._holds.has(act)) {
      const target = ACT + act;
      const held = this.running(target, "suspends").map((effect) => this.holds(effect));
      held.push(...this.running(target, "ends").map((effect) => this.endsAndFalls(effect)));
      this._holds.set(act, this.all(this.actStands(act), negate(this.some(held))));
    }
    return this._holds.get(act);
  }

  within(target) {
    return this.all(...this.running(target, "limits").map((effect) => this.forms.implies(this.all(this.runs(effect), this.actHolds(effect.act)), this.scope(effect))));
  }

  stands(effect) {
    const applies = this.applies(effect);
    return applies === FALSE ? FALSE : this.all(applies, this.actStands(effect.act));
  }

  holds(effect) {
    const applies = this.applies(effect);
    if (applies === FALSE) return FALSE;
    return this.all(applies, effect.verb === "ends" ? negate(this.undone(effect.act)) : this.actHolds(effect.act));
  }

  /** Where what the act ended is not ended: the act is undone, held back, or limited away from there. */
  undone(act) {
    const target = ACT + act;
    const undoing = this.running(target, "suspends").map((effect) => this.holds(effect));
    undoing.push(...this.running(target, "ends").filter((effect) => UNDOING.includes(effect.manner)).map((effect) => this.holds(effect)));
    return this.some([negate(this.within(target)), ...undoing]);
  }

  /** Where a court's ending holds now and is known to have fallen later: reversed, vacated or stayed. */
  endsAndFalls(effect) {
    if (!this.docket.acts[effect.act].is_court) return FALSE;
    const now = this.holds(effect);
    if (now === FALSE) return FALSE;
    const later = this._daysUpon(effect.act).filter((day) => day > this.on);
    return this.all(now, this.some(later.map((day) => new Moment(this.docket, day, this.vocabulary, this.forms, this.switches, true).undone(effect.act))));
  }

  endsForGood(effect) {
    return this.all(this.holds(effect), negate(this.endsAndFalls(effect)));
  }

  /** Days on which something begins or stops doing something to the act, directly or through other acts. */
  _daysUpon(act) {
    const [found, seen, waiting] = [new Set(), new Set(), [act]];
    while (waiting.length) {
      const name = waiting.pop();
      if (seen.has(name)) continue;
      seen.add(name);
      for (const effect of this.docket.upon(ACT + name)) {
        for (const day of turnsOf(effect)) found.add(day);
        waiting.push(effect.act);
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  // provisions

  /** The acts that bring what a direction waits for, and can have taken effect. */
  _fulfilling(effect) {
    if (isNothing(effect.waits_for)) return [];
    return (this.docket.fulfilments.get(effect.waits_for) ?? []).filter((act) => this.docket.acts[act].firstDay <= this.on);
  }

  /** What starts the provision, oldest first: starts, and directions whose condition has been fulfilled. */
  starts(provision) {
    const found = this.begun(provision, "starts").map((effect) => ({ began: began(effect), effect, where: TRUE, by: null }));
    for (const effect of this.begun(provision, "directs")) found.push(...this._fulfilled(effect));
    const isPlain = (start) => start.effect.verb === "starts";
    return found.sort((a, b) => a.began.first - b.began.first || isPlain(a) - isPlain(b));
  }

  _fulfilled(direction) {
    const acts = this._fulfilling(direction);
    const days = acts.map((id) => {
      const { firstDay, latest, isOpen } = this.docket.acts[id];
      return { first: firstDay, last: latest, act: isOpen ? id : null };
    });
    const found = [];
    acts.forEach((act, index) => {
      const day = days[index];
      const first = days.flatMap((other, place) => (place === index ? [] : [this.follows(other, day, place > index)]));
      const where = this.all(day.last <= this.on ? TRUE : this._hasCome(act), ...first);
      if (where === FALSE) return;
      found.push({ began: { ...day, first: Math.max(day.first, direction.day), last: Math.max(day.last, direction.day) }, effect: direction, where, by: act });
    });
    return found;
  }

  /** The directions that wait, oldest first. */
  waiting(provision) {
    return this.begun(provision, "directs")
      .map((effect) => {
        const come = this._fulfilling(effect).map((act) => (this.docket.acts[act].latest <= this.on ? TRUE : this._hasCome(act)));
        return { began: began(effect), effect, where: negate(this.some(come)), by: null };
      })
      .filter((start) => start.where !== FALSE);
  }

  /** Whether a day is after another, or on the same day where that counts. */
  follows(day, other, sameDay = false) {
    if (day.first > other.last || (sameDay && day.first === other.last)) return TRUE;
    if (day.last < other.first || (!sameDay && day.last === other.first)) return FALSE;
    if (day.act === other.act) return constant(sameDay); // one act, or two days that are known
    const [mine, its] = [day, other].map(({ act }) => (act === null ? null : this.vocabulary.number(DAY + act)));
    if (mine === null) return this.forms.atMost(its, day.first - (sameDay ? 0 : 1));
    if (its === null) return this.forms.atLeast(mine, other.first + (sameDay ? 0 : 1));
    const after = sameDay ? this.forms.atMostFact(its, mine) : negate(this.forms.atMostFact(mine, its));
    return day.first >= other.first ? after : this.all(after, this.forms.atLeast(mine, other.first + (sameDay ? 0 : 1)));
  }

  /** Whether an ending comes after a start: on a later day, or on its day where the ending says so or reaches back to it. */
  closes(end, start) {
    const sameDay = end.after.includes(start.effect.act) || end.day < this.docket.acts[end.act].signedDay;
    return this.follows(began(end), start.began, sameDay && start.effect.act !== end.act);
  }

  closed(provision, start) {
    return this.some(this.running(provision, "ends").map((effect) => this.all(this.endsForGood(effect), this.closes(effect, start))));
  }

  /** The five statuses as formulas over place and class; exactly one is true for every person. */
  partition(provision) {
    const [starts, directions] = [this.starts(provision), this.waiting(provision)];
    if (!starts.length && !directions.length) return new Map(STATUSES.map((status) => [status, constant(status === "not_yet")]));
    const falling = this.some(this.running(provision, "ends").map((effect) => this.endsAndFalls(effect)));
    const openTo = new Map([...starts, ...directions].map((start) => [start, this.all(start.where, negate(this.closed(provision, start)))]));
    const within = this.within(provision);
    const each = (list, make) => this.some(list.map((start) => this.all(make(start.effect), openTo.get(start))));
    const started = this.all(each(starts, (effect) => this.stands(effect)), within);
    const works = this.all(each(starts, (effect) => this.holds(effect)), within);
    const directed = each(directions, (effect) => this.stands(effect));
    const announcedNow = each(directions, (effect) => this.holds(effect));
    const hold = this.some([falling, ...this.running(provision, "suspends").map((effect) => this.holds(effect))]);
    const ever = this.some([...starts, ...directions].map(({ effect }) => this.all(this.scope(effect), this.begins(effect))));
    const operative = this.all(works, negate(hold));
    const suspended = this.all(negate(operative), this.some([started, this.all(directed, this.some([hold, negate(announcedNow)]))]));
    const announced = this.all(negate(operative), negate(suspended), announcedNow);
    const rest = this.all(negate(operative), negate(suspended), negate(announced));
    return new Map([
      ["not_yet", this.all(rest, negate(ever))],
      ["announced", announced],
      ["operative", operative],
      ["suspended", suspended],
      ["ended", this.all(rest, ever)],
    ]);
  }
}

/** The earliest and the latest day on which an effect began, and its act where they differ. */
function began(effect) {
  return { first: effect.day, last: effect.latest, act: effect.isOpen ? effect.act : null };
}
