// Days as ordinals (day 1 is 0001-01-01), and calendar arithmetic that keeps the order of days; as kernel/day.py.
// Adding months lands on the first day of the next month where the day does not exist, taking them away on the last day of the month.

const EPOCH = 719163; // the ordinal of 1970-01-01
const MS_A_DAY = 86400000;
const FIRST_DAY = ordinal(1850, 1, 1);
const LAST_DAY = ordinal(2200, 12, 31);

function ordinal(year, month, day) {
  return Date.UTC(year, month - 1, day) / MS_A_DAY + EPOCH;
}

function calendarDay(day) {
  const at = new Date((day - EPOCH) * MS_A_DAY);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

function isoDay(day) {
  return new Date((day - EPOCH) * MS_A_DAY).toISOString().slice(0, 10);
}

function monthLength(year, month) {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The day on which the device believes itself to be. */
function today() {
  const now = new Date();
  return ordinal(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

/** Move a day by calendar months, then by days. */
function shift(day, months, days) {
  if (months) day = shiftedByMonths(day, months);
  return day + days;
}

const MOST_SHIFTS = 20000;
const shifts = new Map(); // many models turn on the same few days

function shiftedByMonths(day, months) {
  const key = day * 10000 + months;
  let found = shifts.get(key);
  if (found === undefined) {
    if (shifts.size > MOST_SHIFTS) shifts.clear();
    const start = calendarDay(Math.min(Math.max(day, FIRST_DAY), LAST_DAY));
    const count = start.year * 12 + start.month - 1 + months;
    const year = Math.floor(count / 12);
    const month = count - year * 12 + 1;
    const length = monthLength(year, month);
    if (start.day <= length) found = ordinal(year, month, start.day);
    else found = ordinal(year, month, length) + (months > 0 ? 1 : 0);
    shifts.set(key, found);
  }
  return found;
}

/** The last day that, moved by months and days, is not after `limit` (the inverse of `shift`). */
function lastBefore(limit, months, days) {
  if (!months) return limit - days;
  if (shift(LAST_DAY, months, days) <= limit) return LAST_DAY; // no day is too late
  if (shift(FIRST_DAY, months, days) > limit) return FIRST_DAY - 1; // every day is
  let guess = shift(limit - days, -months, 0) + 4;
  while (shift(guess, months, days) > limit) guess -= 1;
  while (shift(guess + 1, months, days) <= limit) guess += 1;
  return guess;
}
