// Cells: the finitely many values of a fact that the formulas at hand can tell apart, and how common each is; as interview/cells.py.
// A cell's value is a boolean, the bit of the first value of a block, or a point.

const SHARE_FLOOR = 0.01;
const YEAR_DAYS = 365.25;
const LAST_BAND = 20;
const MOST_POINTS = 24;

class Cells {
  constructor(values, groups, shares) {
    this.values = values;
    this.groups = groups; // cells of one group make the same atoms true
    this.shares = shares;
  }
}

const added = (numbers) => numbers.reduce((total, number) => total + number, 0);
const increasing = (numbers) => [...new Set(numbers)].sort((a, b) => a - b);

function boolCells(share) {
  const yes = share === undefined ? 0.5 : Math.min(Math.max(share, SHARE_FLOOR), 1 - SHARE_FLOOR);
  return new Cells([false, true], [0, 1], [1 - yes, yes]);
}

function settledCells(value) {
  return new Cells([value], [0], [1]);
}

/** A cell for each way in which the values left (a mask) lie in the masks mentioned, in the order of the values. */
function choiceCells(fact, left, mentioned, common) {
  const shares = valueShares(fact, common);
  const blocks = new Map();
  const [first, weights] = [[], []];
  for (const value of fact.values) {
    const bit = fact.bits.get(value);
    if (!(left & bit)) continue;
    const signature = mentioned.map((mask) => (mask & bit ? 1 : 0)).join("");
    if (!blocks.has(signature)) {
      blocks.set(signature, first.length);
      first.push(bit);
      weights.push(0);
    }
    weights[blocks.get(signature)] += shares.get(value);
  }
  const total = added(weights);
  return new Cells(first, first.map((_, index) => index), weights.map((weight) => weight / total));
}

/** How common each value of a choice is: by figures, the rest spread evenly; no value less than the floor's part. */
function valueShares(fact, common) {
  const known = common ? common.shares : {};
  const others = fact.values.filter((value) => !Object.hasOwn(known, value)).length;
  const rest = Math.max(1 - added(Object.values(known)), fact.values.length <= 12 ? SHARE_FLOOR * others : SHARE_FLOOR);
  return new Map(fact.values.map((value) => [value, Object.hasOwn(known, value) ? known[value] : rest / others]));
}

/** The points of a day or number: `cuts` end its regions, `further` are points that relations bring in. */
function orderedCells([low, high], cuts, further, common, on) {
  const ends = increasing(cuts).filter((cut) => low <= cut && cut < high);
  const lows = [low, ...ends.map((end) => end + 1)];
  const highs = [...ends, high];
  const points = lows.map((first, index) => increasing([first, highs[index]]));
  let room = MOST_POINTS - added(points.map((region) => region.length));
  for (const point of increasing(further)) {
    if (room <= 0 || point < low || point > high) continue;
    const region = highs.findIndex((last) => point <= last);
    if (points[region].includes(point)) continue;
    points[region] = increasing([...points[region], point]);
    room -= 1;
  }
  const weights = lows.map((first, index) => regionShare(first, highs[index], common, on));
  const total = added(weights);
  const shares = points.flatMap((region, index) => region.map(() => weights[index] / total / region.length));
  return new Cells(points.flat(), points.flatMap((region, index) => region.map(() => index)), shares);
}

/** How common it is that a day lies in a region; regions are alike where no figure tells. */
function regionShare(first, last, common, on) {
  if (!common || !common.bands.length) return 1;
  const { bands } = common;
  let found = 0;
  for (const [index, [years, share]] of bands.entries()) {
    const end = index + 1 < bands.length ? bands[index + 1][0] : years + LAST_BAND;
    const [earliest, latest] = [on - Math.trunc(end * YEAR_DAYS) + 1, on - Math.trunc(years * YEAR_DAYS)];
    const overlap = Math.min(last, latest) - Math.max(first, earliest) + 1;
    if (overlap > 0) found += (share * overlap) / (latest - earliest + 1);
  }
  return Math.max(found, SHARE_FLOOR);
}
