// Variations: where and for whom the status of a provision differs, to any depth of places and classes; as rulebook/variation.py.

const MOST_TRIED = 4000; // how many combinations of classes are looked at in one place

class Variations {
  constructor(locality, base) {
    this.locality = locality;
    this.base = base;
    this.lines = [];
    this._own = null;
  }

  /** The lines in order: places, then classes everywhere, then classes in places. */
  find() {
    const { locality } = this;
    const baseStatus = locality.status(this.base).status;
    const groups = locality.isPlaced ? [] : locality.groups;
    for (const group of groups) {
      const { status } = locality.status(spotOf(group[0]));
      if (status !== baseStatus) this.lines.push({ states: group, chosen: [], status });
    }
    this._classes(null, this.base);
    for (const group of groups) this._classes(group, spotOf(group[0]));
    return this.lines;
  }

  /** Adds a line for each combination of classes whose status the lines so far do not tell. */
  _classes(group, spot) {
    for (const chosen of this._combinations(spot)) {
      const { status } = this.locality.status(spotOf(spot.state, chosen));
      const told = this._told(group, chosen);
      if (!(told.size === 1 && told.has(status))) this.lines.push({ states: group, chosen, status });
    }
  }

  /** What the most special lines about a spot say of it. */
  _told(group, chosen) {
    const lies = (one, other) => one.every((element) => other.includes(element));
    const about = this.lines.filter((line) => (line.states === null || line.states === group) && lies(line.chosen, chosen));
    const special = about.filter((line) => !about.some((other) => other !== line && lies(line.chosen, other.chosen) && (line.states === null || other.states !== null)));
    return new Set(special.length ? special.map((line) => line.status) : [this.locality.status(this.base).status]);
  }

  /** Combinations of open classes in which somebody can be and that can matter, small ones first. */
  *_combinations(spot) {
    const { locality } = this;
    const left = (at) => [...locality.partition.values()].map((formula) => locality.at(formula, at, true));
    const every = locality.openClasses(spot, left(spot));
    const keyOf = (chosen) => spotOf(null, chosen).key;
    const places = (chosen) => every.flatMap((one, index) => (chosen.includes(one) ? [index] : []));
    const seen = new Set();
    let level = [[]];
    let tried = 0;
    for (let size = 1; size <= every.length; size++) {
      const following = [];
      for (const before of level) {
        const at = spotOf(spot.state, before);
        for (const one of size === 1 ? every : locality.openClasses(at, left(at))) {
          if (++tried > MOST_TRIED) return;
          if (before.includes(one)) continue;
          const chosen = locality.closed(spot.state, [...before, one], every);
          if (chosen === null || seen.has(keyOf(chosen))) continue;
          seen.add(keyOf(chosen));
          following.push(chosen);
        }
      }
      yield* [...following].sort((a, b) => a.length - b.length || compareLists(places(a), places(b)));
      level = following;
      if (!level.length) return;
    }
  }

  // in words

  /** The lines as variations; places with one status by one act stand together. */
  tell(lines) {
    const base = this.causes(this.base);
    const together = new Map();
    for (const line of lines) {
      const made = this.causes(this._spot(line)).differsBy(line.status, base);
      const key = [spotOf(null, line.chosen).key, line.status, made ? made.act : null, line.states === null].join("\n");
      together.set(key, [...(together.get(key) ?? []), [line, made]]);
    }
    return [...together.values()].map((same) => this._variation(same));
  }

  _spot(line) {
    return spotOf(line.states ? line.states[0] : this.base.state, line.chosen);
  }

  causes(spot) {
    return new Causes(this.locality.moment, this.locality.name, this.locality.truth(spot));
  }

  _variation(same) {
    const [line, made] = same[0];
    const [places, people] = [new Set(), new Set()];
    const around = [...(made ? [made] : []), ...this._concerned()];
    const states = same.flatMap(([one]) => one.states ?? []).sort();
    if (states.length) {
      const own = around.find((effect) => this._statesOf(effect).join() === states.join());
      places.add(own ? own.where : statesWords(states, this.locality.library));
    }
    let isOutside = false;
    for (const element of this._smallest(line.chosen)) {
      let effect = this._effectOf(element, around);
      if (!effect && (effect = this._effectOf(negate(element), around))) isOutside = true;
      if (!effect) continue;
      if (effect.people === element || effect.people === negate(element)) people.add(effect.peopleWords);
      else places.add(effect.where);
    }
    const said = [...people].filter(Boolean).join("; ") || null;
    return { where: [...places].filter(Boolean).join("; ") || null, class: said && isOutside ? `outside of this: ${said}` : said, status: line.status, act: made ? made.act : null };
  }

  /** An effect whose scope names a class or a local fact: the one that makes it so, where it does; else the newest. */
  _effectOf(element, around) {
    const names = (effect) => [...atoms(effect.place)].some((atom) => atom === element && this.locality.isLocal(atom));
    return around.find((effect) => effect.people === element || names(effect));
  }

  /** Of the classes chosen, those that do not follow from a smaller one. */
  _smallest(chosen) {
    const closed = new Map(chosen.map((one) => [one, this.locality.closed(null, [one], chosen) ?? [one]]));
    const found = chosen.filter((one) => !chosen.some((other) => other !== one && closed.get(other).includes(one) && !closed.get(one).includes(other)));
    const { elementTexts } = this.locality.library;
    const text = (one) => elementTexts.get(one) ?? "";
    return found.sort((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
  }

  /** Every effect behind the provision that has begun, the newest first. */
  _concerned() {
    if (this._own === null) {
      const { moment, name } = this.locality;
      const behind = moment.docket.behind(name);
      const every = [...moment.docket.byTarget.values()].flat().filter((effect) => behind.has(effect.act) && moment.hasBegun(effect));
      this._own = every.sort((a, b) => b.day - a.day || b.known - a.known);
    }
    return this._own;
  }

  /** The states of an effect's place, where it turns on the state alone. */
  _statesOf(effect) {
    const { locality } = this;
    if (effect.place === TRUE || effect.place.facts.size !== 1 || !effect.place.facts.has(locality.stateFact)) return [];
    return locality.states.filter((state) => locality.at(effect.place, spotOf(state)) === TRUE).sort();
  }
}

/** The order of two lists of numbers: by the first that differs, the shorter one first. */
function compareLists(first, second) {
  for (let index = 0; index < Math.min(first.length, second.length); index++) if (first[index] !== second[index]) return first[index] - second[index];
  return first.length - second.length;
}

/** Some states in words: circuits by name, with the states that are meant apart from them or not meant in them; as rulebook/scope.py. */
function statesWords(states, library) {
  const [circuits, lacking, further] = [[], [], []];
  const left = new Set(states);
  for (const [name, members] of Object.entries(library.circuits)) {
    const meant = members.filter((state) => states.includes(state));
    if (2 * meant.length > members.length) {
      circuits.push(name);
      lacking.push(...members.filter((state) => !states.includes(state)));
    } else further.push(...meant);
    for (const state of members) left.delete(state);
  }
  further.push(...[...left].sort());
  const named = (codes) => codes.map((code) => library.stateNames[code] ?? code);
  const said = [];
  if (circuits.length) said.push(`in the ${joined(circuits.map((name) => library.placeNames[name] ?? name), "or")}` + (lacking.length ? ` other than ${joined(named(lacking), "and")}` : ""));
  if (further.length) said.push(`in ${joined(named(further), "or")}`);
  return said.join(" and ");
}

/** Words with commas between them and a word before the last. */
function joined(words, last) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
}
