// Reading what was written small: raw DEFLATE (RFC 1951) in base64, without asking the browser for more than arithmetic.
// The long tables of words and acts travel so; the formulas of the rules stand in the page as plain JSON.
const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const FAR_BASE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const FAR_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST = 15;

/** A canonical Huffman code: how many codes of each length, and the symbols in the order of their codes. */
function huffman(lengths) {
  const count = new Array(LONGEST + 1).fill(0), start = new Array(LONGEST + 2).fill(0);
  for (const length of lengths) count[length] += 1;
  count[0] = 0;
  for (let length = 1; length <= LONGEST; length += 1) start[length + 1] = start[length] + count[length];
  const symbols = [];
  lengths.forEach((length, symbol) => { if (length) symbols[start[length]++] = symbol; });
  return { count, symbols };
}

const FIXED = [
  huffman([...new Array(144).fill(8), ...new Array(112).fill(9), ...new Array(24).fill(7), ...new Array(8).fill(8)]),
  huffman(new Array(30).fill(5)),
];

class Inflater {
  constructor(bytes, size) {
    this.bytes = bytes;
    this.at = 0;
    this.bits = 0;
    this.held = 0;
    this.out = new Uint8Array(size);
    this.length = 0;
  }

  take(number) {
    while (this.held < number) {
      this.bits |= this.bytes[this.at++] << this.held;
      this.held += 8;
    }
    const found = this.bits & ((1 << number) - 1);
    this.bits >>>= number;
    this.held -= number;
    return found;
  }

  symbol({ count, symbols }) {
    let code = 0, first = 0, index = 0;
    for (let length = 1; length <= LONGEST; length += 1) {
      code |= this.take(1);
      if (code - count[length] < first) return symbols[index + code - first];
      index += count[length];
      first = (first + count[length]) << 1;
      code <<= 1;
    }
    throw new Error("the words of this page are damaged");
  }

  codes() {
    const literals = this.take(5) + 257, fars = this.take(5) + 1, known = this.take(4) + 4;
    const small = new Array(19).fill(0);
    for (let index = 0; index < known; index += 1) small[CODE_ORDER[index]] = this.take(3);
    const code = huffman(small), lengths = [];
    while (lengths.length < literals + fars) {
      const symbol = this.symbol(code);
      if (symbol < 16) lengths.push(symbol);
      else {
        const value = symbol === 16 ? lengths[lengths.length - 1] : 0;
        const times = symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7);
        for (let time = 0; time < times; time += 1) lengths.push(value);
      }
    }
    return [huffman(lengths.slice(0, literals)), huffman(lengths.slice(literals))];
  }

  block([literals, fars]) {
    for (let symbol = this.symbol(literals); symbol !== 256; symbol = this.symbol(literals)) {
      if (symbol < 256) this.out[this.length++] = symbol;
      else {
        const length = LENGTH_BASE[symbol - 257] + this.take(LENGTH_BITS[symbol - 257]);
        const far = this.symbol(fars);
        const back = FAR_BASE[far] + this.take(FAR_BITS[far]);
        for (let index = 0; index < length; index += 1, this.length += 1) this.out[this.length] = this.out[this.length - back];
      }
    }
  }

  stored() {
    this.bits = 0;
    this.held = 0;
    const length = this.bytes[this.at] | (this.bytes[this.at + 1] << 8);
    this.at += 4;
    this.out.set(this.bytes.subarray(this.at, this.at + length), this.length);
    this.at += length;
    this.length += length;
  }

  all() {
    for (let last = 0; !last; ) {
      last = this.take(1);
      const kind = this.take(2);
      if (kind === 0) this.stored();
      else this.block(kind === 1 ? FIXED : this.codes());
    }
    return this.out.subarray(0, this.length);
  }
}

/** What an element holds, written small: `{size}` says how long it is when read. */
function unpack(id) {
  const element = document.getElementById(id);
  const text = atob(element.textContent);
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(new Inflater(bytes, Number(element.dataset.size)).all()));
}
