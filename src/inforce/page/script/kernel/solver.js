// The solver: clauses that only grow, asked under assumptions; conflict-driven, with learnt clauses, in plain JavaScript.
// A literal is a whole number, negative where it is denied; inside, variable v is 2v where it holds and 2v + 1 where it is denied.
// What it learns changes how long an answer takes and which model or core is found, never whether there is one. What follows from the
// assumptions stays set between questions, as far as the next one begins with the same assumptions: most do, and differ in a few at the end.
// Clauses lie in one array, each behind its length; a clause is the place of its first literal. Who watches a literal is kept in pairs, a
// clause (of two literals: denied) and another of its literals: most clauses need not be looked at.

const CAP = 200000; // conflicts after which a question is given up as `too-hard`; Python counts to the same number
const RESTART = 100;

function inner(literal) {
  return literal > 0 ? 2 * literal : 1 - 2 * literal;
}

function outer(literal) {
  return literal & 1 ? -(literal >> 1) : literal >> 1;
}

class Solver {
  constructor() {
    this.top = 0;
    this.sound = true;
    this.failed = new Set();
    this.watches = [[], []];
    this.stored = 1;
    this.assumed = [];
    this.count = 0; // of what is set, in the trail
    this.head = 0; // of what is set and followed
    this.depth = 0; // the level: how many literals were chosen
    // the order in which open variables are tried: a list from the one used last in a conflict to the oldest, those never used after it by number
    this.busiest = 0;
    this.idlest = 0;
    this.next = 0; // none that is before it in the list is open
    this.clock = 0;
    const room = (type, old) => {
      const made = new type(2 * (old ? old.length : 1024));
      if (old) made.set(old);
      return made;
    };
    this._grow = () => {
      this.value = room(Int8Array, this.value); // by literal inside: 1 holds, -1 does not, 0 open
      this.phase = room(Int8Array, this.phase);
      this.seen = room(Int8Array, this.seen);
      for (const name of ["level", "trail", "limits", "before", "after", "used", "reason"]) this[name] = room(Int32Array, this[name]);
    };
    this._grow();
    this.store = room(Int32Array);
    this._widen = () => (this.store = room(Int32Array, this.store));
    this.used[0] = -(2 ** 31); // no variable, after all others
  }

  /** Make sure that the variables up to one are there. */
  reach(variable) {
    while (this.top < variable) {
      const made = ++this.top;
      if (2 * made + 1 >= this.value.length) this._grow();
      this.phase[made] = 1;
      this.watches.push([], []);
      this.before[made] = this.idlest;
      if (this.idlest) this.after[this.idlest] = made;
      else this.busiest = made;
      if (!this.next) this.next = made;
      this.idlest = made;
      this.used[made] = -made;
    }
  }

  /** Say that one of the literals holds. */
  add(literals) {
    for (const literal of literals) this.reach(Math.abs(literal));
    if (!this.sound) return;
    this._back(0);
    const clause = [];
    for (const literal of new Set(literals.map(inner))) {
      if (this.value[literal] === 1 || literals.includes(-outer(literal))) return;
      if (this.value[literal] === 0) clause.push(literal);
    }
    if (clause.length > 1) this._keep(clause);
    else if (clause.length === 0) this.sound = false;
    else {
      this._set(clause[0], 0);
      this.sound = this._propagate() === 0;
    }
  }

  _keep(literals) {
    while (this.stored + literals.length >= this.store.length) this._widen();
    this.store[this.stored++] = literals.length;
    const clause = this.stored;
    for (const literal of literals) this.store[this.stored++] = literal;
    const watched = literals.length === 2 ? -clause : clause;
    this.watches[literals[0]].push(watched, literals[1]);
    this.watches[literals[1]].push(watched, literals[0]);
    return clause;
  }

  /** The literals of a clause. */
  _literals(clause) {
    return this.store.subarray(clause, clause + this.store[clause - 1]);
  }

  _set(literal, reason) {
    const variable = literal >> 1;
    this.value[literal] = 1;
    this.value[literal ^ 1] = -1;
    this.level[variable] = this.depth;
    this.reason[variable] = reason;
    this.trail[this.count++] = literal;
  }

  /** Follow what was set; a clause that nothing is left of, or 0. */
  _propagate() {
    const { value, watches, trail, store } = this;
    while (this.head < this.count) {
      const wrong = trail[this.head++] ^ 1;
      const list = watches[wrong];
      const { length } = list;
      let kept = 0;
      let found = 0;
      for (let index = 0; index < length; index += 2) {
        const watched = list[index];
        let hint = list[index + 1];
        if (found === 0 && value[hint] !== 1) {
          const clause = Math.abs(watched);
          if (watched > 0) {
            if (store[clause] === wrong) {
              store[clause] = store[clause + 1];
              store[clause + 1] = wrong;
            }
            hint = store[clause];
            if (value[hint] !== 1) {
              const end = clause + store[clause - 1];
              let other = clause + 2;
              while (other < end && value[store[other]] === -1) other++;
              if (other < end) {
                const next = store[other];
                store[clause + 1] = next;
                store[other] = wrong;
                watches[next].push(watched, hint);
                continue;
              }
            }
          }
          if (value[hint] === -1) found = clause;
          else if (value[hint] === 0) this._set(hint, clause);
        }
        list[kept++] = watched;
        list[kept++] = hint;
      }
      if (kept < length) list.length = kept;
      if (found !== 0) return found;
    }
    return 0;
  }

  _choose(literal) {
    if (this.depth + 1 >= this.limits.length) this._grow();
    this.limits[this.depth++] = this.count;
    if (literal) this._set(literal, 0);
  }

  _back(level) {
    if (this.depth <= level) return;
    const { trail, value, phase, used } = this;
    const limit = this.limits[level];
    for (let index = this.count - 1; index >= limit; index--) {
      const literal = trail[index];
      const variable = literal >> 1;
      value[literal] = 0;
      value[literal ^ 1] = 0;
      phase[variable] = literal & 1;
      if (used[variable] > used[this.next]) this.next = variable;
    }
    this.count = this.head = limit;
    this.depth = level;
  }

  /** Put a variable first among those to be tried. */
  _use(variable) {
    const { before, after } = this;
    if (variable === this.busiest) return;
    if (this.next === variable) this.next = before[variable];
    after[before[variable]] = after[variable];
    if (after[variable]) before[after[variable]] = before[variable];
    else this.idlest = before[variable];
    before[variable] = 0;
    after[variable] = this.busiest;
    before[this.busiest] = variable;
    this.busiest = variable;
    this.used[variable] = ++this.clock;
  }

  /** What a conflict teaches: a clause whose first literal follows from the others, and the level to go back to. */
  _learn(conflict) {
    const { seen, level, trail, used } = this;
    const here = this.depth;
    const learnt = [0];
    const marked = [];
    let open = 0;
    let index = this.count - 1;
    let literal = -1;
    let clause = conflict;
    do {
      for (const other of this._literals(clause)) {
        const variable = other >> 1;
        if (other === literal || seen[variable] || level[variable] === 0) continue;
        seen[variable] = 1;
        marked.push(variable);
        if (level[variable] === here) open++;
        else learnt.push(other);
      }
      while (!seen[trail[index] >> 1]) index--;
      literal = trail[index--];
      clause = this.reason[literal >> 1];
      open--;
    } while (open > 0);
    learnt[0] = literal ^ 1;
    const needless = (other) => {
      const why = this.reason[other >> 1];
      return why !== 0 && this._literals(why).every((each) => each >> 1 === other >> 1 || seen[each >> 1] || level[each >> 1] === 0);
    };
    const kept = learnt.filter((other, place) => place === 0 || !needless(other));
    for (const variable of marked) seen[variable] = 0;
    for (const variable of marked.sort((a, b) => used[a] - used[b])) this._use(variable);
    let back = 0;
    for (let place = 1; place < kept.length; place++) {
      if (level[kept[place] >> 1] > back) {
        back = level[kept[place] >> 1];
        [kept[1], kept[place]] = [kept[place], kept[1]];
      }
    }
    return [kept, back];
  }

  /** The assumptions behind a literal that does not hold, as literals of the caller. */
  _blame(literal) {
    const found = new Set([outer(literal)]);
    const { seen, trail, level } = this;
    if (!this.depth) return found;
    seen[literal >> 1] = 1;
    for (let index = this.count - 1; index >= this.limits[0]; index--) {
      const variable = trail[index] >> 1;
      if (!seen[variable]) continue;
      const why = this.reason[variable];
      if (why === 0) found.add(outer(trail[index]));
      else for (const other of this._literals(why)) if (level[other >> 1] > 0) seen[other >> 1] = 1;
      seen[variable] = 0;
    }
    seen[literal >> 1] = 0;
    return found;
  }

  /** A model (by variable, 1 where it holds, else 0) of all clauses and assumptions; null where there is none, and `failed` says why. Throws TooHard. */
  solve(assumptions) {
    this.failed = new Set();
    for (const literal of assumptions) this.reach(Math.abs(literal));
    if (!this.sound) return null;
    const assumed = assumptions.map(inner);
    let same = 0;
    while (same < assumed.length && assumed[same] === this.assumed[same]) same++;
    this._back(same);
    this.assumed = assumed;
    let conflicts = 0;
    let restart = RESTART;
    for (;;) {
      const conflict = this._propagate();
      if (conflict !== 0) {
        conflicts++;
        if (this.depth === 0) {
          this.sound = false;
          return null;
        }
        const [learnt, back] = this._learn(conflict);
        this._back(back);
        this._set(learnt[0], learnt.length > 1 ? this._keep(learnt) : 0);
        if (conflicts >= CAP) {
          this.assumed = [];
          throw new TooHard();
        }
      } else if (conflicts >= restart) {
        restart += RESTART + (restart >> 3);
        this._back(assumed.length);
      } else if (this.depth < assumed.length) {
        const literal = assumed[this.depth];
        if (this.value[literal] === -1) {
          this.failed = this._blame(literal);
          return null;
        }
        this._choose(this.value[literal] === 0 ? literal : 0);
      } else {
        while (this.next && this.value[2 * this.next] !== 0) this.next = this.after[this.next];
        if (this.next === 0) return this._model();
        this._choose(2 * this.next + this.phase[this.next]);
      }
    }
  }

  /** Try these first from here on: a model that differs much from those met before saves other questions. */
  prefer(literals) {
    this._back(0);
    for (const literal of literals) this.phase[Math.abs(literal)] = literal > 0 ? 0 : 1;
  }

  /** Some literals that follow from assumptions that were found to fit. */
  follow(assumptions) {
    this.solve(assumptions);
    const { trail, limits, depth, count } = this;
    return Array.from(trail.subarray(0, depth > assumptions.length ? limits[assumptions.length] : count), outer);
  }

  _model() {
    const model = new Int8Array(this.top + 1);
    for (let variable = 1; variable <= this.top; variable++) model[variable] = this.value[2 * variable] === 1 ? 1 : 0;
    return model;
  }
}
