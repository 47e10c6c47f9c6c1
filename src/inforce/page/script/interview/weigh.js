// Weighing: how much the outcomes of a crowd differ, and how much less within those who gave the same answer; as interview/weigh.py.
// Here a set of people is an array of words of 32 bits, because bits are counted.

function wordsOf(mask, count) {
  const found = new Int32Array(count);
  for (let index = 0; index < count && mask; index++, mask >>= 32n) found[index] = Number(BigInt.asIntN(32, mask));
  return found;
}

function ones(word) {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function shared(first, second) {
  let found = 0;
  for (let index = 0; index < first.length; index++) found += ones(first[index] & second[index]);
  return found;
}

class Scale {
  /** outcomes: the nodes of each open provision's outcomes. */
  constructor(crowd, outcomes) {
    this.crowd = crowd;
    this.size = Math.ceil(crowd.people / 32);
    const [twice, once] = [new Set(), new Set()];
    for (const nodes of outcomes) {
      const masks = nodes.map((node) => crowd.values[node] & crowd.valid).filter((mask) => mask);
      if (masks.length === 2) {
        if (!twice.has(masks[1])) twice.add(masks[0]); // the other outcome's people are all the rest
      } else if (masks.length > 2) masks.forEach((mask) => once.add(mask));
    }
    const all = this._words(crowd.valid);
    this.count = shared(all, all);
    this.twice = [...twice].map((mask) => this._words(mask));
    this.once = [...once].map((mask) => this._words(mask));
    this.mixed = this.count ? this._mixed(all, this.count) : 0;
  }

  _words(mask) {
    return wordsOf(mask, this.size);
  }

  /** How often two of these people differ, times how many they are. */
  _mixed(people, size) {
    let [double, single] = [0, 0];
    for (const mask of this.twice) {
      const held = shared(people, mask);
      double += held * (size - held);
    }
    for (const mask of this.once) {
      const held = shared(people, mask);
      single += held * (size - held);
    }
    return (2 * double + single) / size;
  }

  /** What knowing a column settles; what so many parts would settle by chance is taken off. */
  gain(number) {
    const { groups } = this.crowd.cells[number];
    const parts = new Array(groups[groups.length - 1] + 1).fill(0n);
    for (const [cell, group] of groups.entries()) parts[group] |= this.crowd.masks[number][cell] & this.crowd.valid;
    const held = parts.filter((part) => part).map((part) => this._words(part));
    if (held.length < 2) return 0;
    let left = 0;
    for (const part of held) left += this._mixed(part, shared(part, part));
    const found = this.mixed - left - (this.mixed * (held.length - 1)) / (this.count - 1);
    return found > 0 ? found : 0;
  }
}
