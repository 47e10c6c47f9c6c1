// Weights: the courts for and against a provision where somebody is, what is under review, and what is only reported; as
// rulebook/authority.py. What weighs, and where, comes with the rulebook from each first day on.

class Weights {
  /** raw: the rules of the rulebook; node: the formula at a place of the table. */
  constructor(raw, node) {
    this.lines = raw.lines;
    this.rows = mapValues(raw.weights, (rows) => rows.map(([day, ...parts]) => [dayOf(day), ...parts.map((part) => part.map(([line, where]) => [raw.lines[line], node(where)]))]));
    this.reports = mapValues(raw.reports, (report) => ({ ...report, scopes: report.scopes.map(node) }));
    this.reported = mapValues(raw.reported, (rows) => rows.map(([day, acts]) => [dayOf(day), acts]));
  }

  /** What weighs on a provision where, as far as is known, somebody is. */
  of(name, situation, on) {
    const [, ...parts] = this.rows[name] ? entryOn(this.rows[name], on) : [null, [], [], []];
    const isSomewhere = (where) => where !== FALSE && canBe(where, situation);
    const touches = (act) => !this.reports[act].scopes.length || this.reports[act].scopes.some(isSomewhere);
    const there = parts.map((part) => part.filter(([, where]) => isSomewhere(where)).map(([line]) => line));
    const [, acts] = this.reported[name] ? entryOn(this.reported[name], on) : [null, []];
    return {
      for: authorities(there[0]),
      against: authorities(there[1]),
      pending: [...there[2]].sort((a, b) => a.rank - b.rank || compare(b.day, a.day)).map(({ act, upon, stage, court, day, to }) => ({ act, upon, stage, court: court ?? "", since: day, to: to ?? null })),
      reported: acts.filter(touches).map((act) => ({ act, says: this.reports[act].says, date: this.reports[act].date })),
    };
  }
}

/** Whether somebody of whom this is known can meet a formula; what is not shown to be elsewhere is told. */
function canBe(formula, situation) {
  try {
    return situation.find(formula);
  } catch (error) {
    if (!(error instanceof TooHard)) throw error;
    return true;
  }
}

function compare(first, second) {
  return first < second ? -1 : first > second ? 1 : 0;
}

/** Each act once; the highest court first, of one rank the newest. */
function authorities(lines) {
  const chosen = new Map();
  for (const line of lines) if (!chosen.has(line.act)) chosen.set(line.act, line);
  const ranked = [...chosen.values()].sort((a, b) => a.rank - b.rank || compare(b.day, a.day) || compare(a.act, b.act));
  return ranked.map(({ act, court, where, cite }) => ({ act, court, where, cite }));
}
