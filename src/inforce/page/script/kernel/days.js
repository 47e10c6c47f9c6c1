// Relations between days: whether days can be chosen within their bounds so that all relations hold, and if not, why.

/** Bring the spans (a Map by day) down to what the relations leave of them, in place; false where nothing is left of one. */
function narrow(spans, relations) {
  const plain = relations.filter((relation) => !relation.months);
  // a cycle of plain differences would go on for as many rounds as there are days where months keep the others from being counted
  if (plain.length < relations.length && plain.length && !narrow(spans, plain)) return false;
  // a cycle of plain differences that still narrows after as many rounds as there are relations never stops: no solution
  const most = plain.length < relations.length ? Infinity : 2 * relations.length + 4;
  for (let moved = true, rounds = 1; moved; rounds++) {
    if (rounds > most) return false;
    moved = false;
    for (const { left, right, months, days, holds } of relations) {
      const [low, high] = spans.get(left);
      const [first, last] = spans.get(right);
      let one, other;
      if (holds) {
        one = [low, Math.min(high, shift(last, months, days))];
        other = [Math.max(first, lastBefore(low - 1, months, days) + 1), last];
      } else {
        one = [Math.max(low, shift(first, months, days) + 1), high];
        other = [first, Math.min(last, lastBefore(high - 1, months, days))];
      }
      if (one[0] === low && one[1] === high && other[0] === first && other[1] === last) continue;
      moved = true;
      if (left === right) one = other = [Math.max(one[0], other[0]), Math.min(one[1], other[1])];
      spans.set(left, one);
      spans.set(right, other);
      if (one[0] > one[1] || other[0] > other[1]) return false;
    }
  }
  return true;
}

/** The claims of bounds and relations that cannot hold together, none of them needless. */
function clash(whole, bounds, relations) {
  const fits = (keys) => {
    const spans = new Map(whole);
    for (const { day, upper, limit, key } of bounds) {
      if (!keys.has(key)) continue;
      const [low, high] = spans.get(day);
      const [first, last] = upper ? [low, Math.min(high, limit)] : [Math.max(low, limit), high];
      if (first > last) return false;
      spans.set(day, [first, last]);
    }
    return narrow(spans, relations.filter(({ key }) => keys.has(key)));
  };
  const claims = new Map([...bounds, ...relations].map(({ key, claim }) => [key, claim]));
  const kept = new Set(claims.keys());
  for (const key of claims.keys()) {
    kept.delete(key);
    if (fits(kept)) kept.add(key);
  }
  return [...kept].map((key) => claims.get(key));
}
