// Relations between days: whether days can be chosen within their bounds so that all relations hold, and if not, why.

/** Bring the spans (a Map by day) down to what the relations leave of them, in place; false where nothing is left of one. */
function narrow(spans, relations) {
  const most = 2 * relations.length + 4;
  for (let moved = true, rounds = 1; moved; rounds++) {
    // what still narrows after so many rounds goes around a circle, and takes a round for every day of the span to come to its end
    if (rounds === most && isCircle(relations)) return false;
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

/**
 * Whether relations come to "a day is before itself"; found wherever the months along the circle are the same there and back. A day
 * moved by months is a day of its own here, and what is known of two days holds of both moved by the same months: moving keeps the order.
 */
function isCircle(relations) {
  const least = []; // by two places, how many days the first is at most after the second
  const place = (places, key) => {
    if (!places.has(key)) places.set(key, least.push(new Map()) - 1);
    return places.get(key);
  };
  const apart = (first, second, otherwise = Infinity) => least[first].get(second) ?? otherwise;
  const at = new Map();
  const moved = new Map(); // by months, the place of each day moved by them
  for (const { left, right, months, days, holds } of relations) {
    let other = place(at, right);
    if (months) {
      if (!moved.has(months)) moved.set(months, new Map());
      other = place(moved.get(months), other);
    }
    const [first, second, most] = holds ? [place(at, left), other, days] : [other, place(at, left), -days - 1];
    least[first].set(second, Math.min(apart(first, second), most));
  }
  for (let learnt = true; learnt; ) {
    least.forEach((after, middle) => {
      for (const row of least) {
        const one = row.get(middle) ?? Infinity;
        for (const [last, two] of after) if (one + two < (row.get(last) ?? Infinity)) row.set(last, one + two);
      }
    });
    if (least.some((row, number) => row.get(number) < 0)) return true;
    learnt = false;
    for (const same of moved.values()) {
      for (const [first, one] of same) {
        for (const [second, two] of same) {
          if (first === second || apart(first, second, 1) > 0 || apart(one, two, 1) <= 0) continue;
          least[one].set(two, 0);
          learnt = true;
        }
      }
    }
  }
  return false;
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
