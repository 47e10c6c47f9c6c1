// The solver: clauses that only grow, asked under assumptions; conflict-driven, with learnt clauses, in plain JavaScript.
// A literal is a whole number, negative where it is denied; inside, variable v is 2v where it holds and 2v + 1 where it is denied.
// What it learns changes how long an answer takes and which model or core is found, never whether there is one.

const CAP = 200000; // conflicts after which a question is given up as `too-hard`; Python counts to the same number
const RESTART = 100;
const DECAY = 1 / 0.95;

function inner(literal) {
  return literal > 0 ? 2 * literal : 1 - 2 * literal;
}

function outer(literal) {
  return literal & 1 ? -(literal >> 1) : literal >> 1;
}

class Solver {
  constructor() {
    this.top = 0;
    this.value = [0, 0]; // by literal inside: 1 holds, -1 does not, 0 open
    this.level = [0];
    this.reason = [null];
    this.phase = [1];
    this.activity = [0];
    this.seen = [false];
    this.watches = [[], []];
    this.trail = [];
    this.limits = [];
    this.head = 0;
    this.heap = [];
    this.place = [-1];
    this.bump = 1;
    this.sound = true;
    this.failed = new Set();
  }

  /** Make sure that the variables up to one are there. */
  reach(variable) {
    while (this.top < variable) {
      this.top += 1;
      this.value.push(0, 0);
      this.level.push(0);
      this.reason.push(null);
      this.phase.push(1);
      this.activity.push(0);
      this.seen.push(false);
      this.watches.push([], []);
      this.place.push(-1);
      this._insert(this.top);
    }
  }

  /** Say that one of the literals holds. */
  add(literals) {
    for (const literal of literals) this.reach(Math.abs(literal));
    if (!this.sound) return;
    const clause = [];
    for (const literal of new Set(literals.map(inner))) {
      if (this.value[literal] === 1 || literals.includes(-outer(literal))) return;
      if (this.value[literal] === 0) clause.push(literal);
    }
    if (clause.length > 1) this._watch(clause);
    else if (clause.length === 0) this.sound = false;
    else {
      this._set(clause[0], null);
      this.sound = this._propagate() === null;
    }
  }

  _watch(clause) {
    this.watches[clause[0]].push(clause);
    this.watches[clause[1]].push(clause);
  }

  _set(literal, reason) {
    this.value[literal] = 1;
    this.value[literal ^ 1] = -1;
    const variable = literal >> 1;
    this.level[variable] = this.limits.length;
    this.reason[variable] = reason;
    this.trail.push(literal);
  }

  /** Follow what was set; a clause that nothing is left of, or null. */
  _propagate() {
    const { value, watches, trail } = this;
    while (this.head < trail.length) {
      const wrong = trail[this.head++] ^ 1;
      const list = watches[wrong];
      let kept = 0;
      for (let index = 0; index < list.length; index++) {
        const clause = list[index];
        if (clause[0] === wrong) {
          clause[0] = clause[1];
          clause[1] = wrong;
        }
        const first = clause[0];
        if (value[first] === 1) {
          list[kept++] = clause;
          continue;
        }
        let other = 2;
        while (other < clause.length && value[clause[other]] === -1) other++;
        if (other < clause.length) {
          clause[1] = clause[other];
          clause[other] = wrong;
          watches[clause[1]].push(clause);
          continue;
        }
        list[kept++] = clause;
        if (value[first] === -1) {
          for (index++; index < list.length; index++) list[kept++] = list[index];
          list.length = kept;
          return clause;
        }
        this._set(first, clause);
      }
      list.length = kept;
    }
    return null;
  }

  _back(level) {
    if (this.limits.length <= level) return;
    const { trail } = this;
    const limit = this.limits[level];
    for (let index = trail.length - 1; index >= limit; index--) {
      const literal = trail[index];
      const variable = literal >> 1;
      this.value[literal] = 0;
      this.value[literal ^ 1] = 0;
      this.phase[variable] = literal & 1;
      this.reason[variable] = null;
      if (this.place[variable] < 0) this._insert(variable);
    }
    trail.length = limit;
    this.head = limit;
    this.limits.length = level;
  }

  /** What a conflict teaches: a clause whose first literal follows from the others, and the level to go back to. */
  _learn(conflict) {
    const { seen, level, trail } = this;
    const here = this.limits.length;
    const learnt = [0];
    const marked = [];
    let open = 0;
    let index = trail.length - 1;
    let literal = -1;
    let clause = conflict;
    do {
      for (const other of clause) {
        const variable = other >> 1;
        if (other === literal || seen[variable] || level[variable] === 0) continue;
        seen[variable] = true;
        marked.push(variable);
        this._touch(variable);
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
      return why !== null && why.every((each) => each >> 1 === other >> 1 || seen[each >> 1] || level[each >> 1] === 0);
    };
    const kept = learnt.filter((other, place) => place === 0 || !needless(other));
    for (const variable of marked) seen[variable] = false;
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
    if (!this.limits.length) return found;
    const { seen, trail } = this;
    seen[literal >> 1] = true;
    for (let index = trail.length - 1; index >= this.limits[0]; index--) {
      const variable = trail[index] >> 1;
      if (!seen[variable]) continue;
      const why = this.reason[variable];
      if (why === null) found.add(outer(trail[index]));
      else for (const other of why) if (this.level[other >> 1] > 0) seen[other >> 1] = true;
      seen[variable] = false;
    }
    seen[literal >> 1] = false;
    return found;
  }

  /** A model (by variable, whether it holds) of all clauses and assumptions; null where there is none, and `failed` says why. Throws TooHard. */
  solve(assumptions) {
    this.failed = new Set();
    for (const literal of assumptions) this.reach(Math.abs(literal));
    if (!this.sound) return null;
    const assumed = assumptions.map(inner);
    let conflicts = 0;
    let restart = RESTART;
    try {
      for (;;) {
        const conflict = this._propagate();
        if (conflict !== null) {
          conflicts++;
          if (this.limits.length === 0) {
            this.sound = false;
            return null;
          }
          const [learnt, back] = this._learn(conflict);
          this._back(back);
          if (learnt.length > 1) this._watch(learnt);
          this._set(learnt[0], learnt.length > 1 ? learnt : null);
          this.bump *= DECAY;
          if (conflicts >= CAP) throw new TooHard();
          continue;
        }
        if (conflicts >= restart) {
          restart += RESTART + (restart >> 3);
          this._back(0);
          continue;
        }
        let next = 0;
        while (this.limits.length < assumed.length) {
          const literal = assumed[this.limits.length];
          const value = this.value[literal];
          if (value === -1) {
            this.failed = this._blame(literal);
            return null;
          }
          if (value === 0) {
            next = literal;
            break;
          }
          this.limits.push(this.trail.length);
        }
        if (next === 0) {
          let variable = 0;
          while (variable === 0 && this.heap.length) {
            const top = this._pop();
            if (this.value[2 * top] === 0) variable = top;
          }
          if (variable === 0) return this._model();
          next = 2 * variable + this.phase[variable];
        }
        this.limits.push(this.trail.length);
        this._set(next, null);
      }
    } finally {
      this._back(0);
    }
  }

  _model() {
    const model = new Array(this.top + 1);
    for (let variable = 0; variable <= this.top; variable++) model[variable] = this.value[2 * variable] === 1;
    return model;
  }

  // the variables still open, the busiest on top

  _touch(variable) {
    this.activity[variable] += this.bump;
    if (this.activity[variable] > 1e100) {
      this.activity = this.activity.map((each) => each * 1e-100);
      this.bump *= 1e-100;
    }
    if (this.place[variable] >= 0) this._rise(this.place[variable]);
  }

  _insert(variable) {
    this.heap.push(variable);
    this.place[variable] = this.heap.length - 1;
    this._rise(this.heap.length - 1);
  }

  _rise(at) {
    const { heap, place, activity } = this;
    const variable = heap[at];
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (activity[heap[above]] >= activity[variable]) break;
      heap[at] = heap[above];
      place[heap[at]] = at;
      at = above;
    }
    heap[at] = variable;
    place[variable] = at;
  }

  _pop() {
    const { heap, place, activity } = this;
    const top = heap[0];
    const last = heap.pop();
    place[top] = -1;
    if (!heap.length) return top;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && activity[heap[below + 1]] > activity[heap[below]]) below++;
      if (activity[heap[below]] <= activity[last]) break;
      heap[at] = heap[below];
      place[heap[at]] = at;
      at = below;
    }
    heap[at] = last;
    place[last] = at;
    return top;
  }
}
