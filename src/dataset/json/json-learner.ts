import { isRounded } from '../typing/rounded-number.ts';
import { kinds, newShape, placeOf, type Shape } from './json-shape.ts';

/** Reads JSON records and learns what their keys and values are like. */
export interface Learner {
  /** The records that were kept: what all values at each of their places are like. */
  readonly records: Shape;
  /** True if a kept record has an integer of 19 digits or more, which may be too many for BIGINT. */
  readonly hasBig: () => boolean;
  /**
   * Reads the value that begins at `from`, before the 0 byte at `to`, and returns where it ends. Returns {@link broken}
   * where the bytes are no JSON, and {@link unfinished} where they end within it. A value of a line ends with that.
   */
  read(bytes: Uint8Array, from: number, to: number, isLine: boolean): number;
  /** True if the value that was read last is an object. */
  isObject(): boolean;
  /** True if the value that was read last has an object that names one of its keys twice. */
  isTwice(): boolean;
  /**
   * Returns the place, within the value that was read last, of its first number with decimal places whose whole digits DOUBLE does
   * not hold: `o.k`, `l[]`. Null if it has none. The engine reads such a number before anyone sees its digits.
   */
  roundedAt(): string | null;
  /** Keeps what was learned of the value that was read last, from `from` to `to`. Without a call, the next read forgets it. */
  keep(bytes: Uint8Array, from: number, to: number): void;
}

/** The values that {@link Learner.read} returns in place of an end. */
export const [broken, unfinished] = [-1, -2] as const;

/** The levels of nested values that are followed. Deeper ones are left to those who read more carefully. */
export const mostLevels = 240;

const [TAB, LF, CR, SPACE, QUOTE, COMMA, MINUS, DOT, COLON, BACKSLASH] = [
  0x09, 0x0a, 0x0d, 0x20, 0x22, 0x2c, 0x2d, 0x2e, 0x3a, 0x5c,
] as const;
const [ZERO, NINE, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [
  0x30, 0x39, 0x7b, 0x7d, 0x5b, 0x5d,
] as const;
const [LOWER_E, UPPER_E, LOWER_F, LOWER_N, LOWER_T, LOWER_U] = [
  0x65, 0x45, 0x66, 0x6e, 0x74, 0x75,
] as const;

/** Returns a new {@link Learner}. */
export function learner(): Learner {
  const records = newShape();
  /** The fields of objects by their keys, for objects whose keys come in another order. */
  const byKey = new Map<Shape, Map<string, Shape>>();
  const news: Shape[] = [];
  const newBits: number[] = [];
  let bytes: Uint8Array = new Uint8Array();
  let end = 0;
  let objects = 0;
  let kept = 0;
  let order = 0;
  let isLine = false;
  let isTwice = false;
  let isObject = false;
  let isBig = false;
  let rounded: Shape | null = null;

  const learn = (shape: Shape, bits: number) => {
    if ((shape.bits & bits) === bits && shape.since >= 0) return;
    news.push(shape);
    newBits.push(bits);
  };

  /** Returns what stands for a failure at a place. */
  const failed = (at: number) => (at >= end ? unfinished : broken);

  const skipSpace = (from: number) => {
    let at = from;
    for (;;) {
      const byte = bytes[at] as number;
      if (byte > SPACE) return at;
      if (byte !== SPACE && byte !== CR && byte !== TAB && (isLine || byte !== LF)) return at;
      at++;
    }
  };

  /** Returns the place of the quote that ends a text. */
  const endOfText = (from: number): number => {
    const all = bytes;
    let at = from;
    for (;;) {
      const byte = all[at] as number;
      if (byte === QUOTE) return at;
      if (byte === BACKSLASH) {
        at = afterEscape(at);
        if (at < 0) return at;
      } else if (byte < SPACE) return failed(at);
      else at++;
    }
  };

  const afterEscape = (at: number): number => {
    const letter = bytes[at + 1] as number;
    if (letter !== LOWER_U) return isEscape[letter] === 1 ? at + 2 : failed(at + 1);
    const unit = hexAt(at + 2);
    if (unit < 0) return at + 6 > end ? unfinished : broken;
    if (unit < 0xd800 || unit > 0xdfff) return at + 6;
    if (unit > 0xdbff) return broken;
    if (at + 12 > end) return unfinished;
    const low = bytes[at + 6] === BACKSLASH && bytes[at + 7] === LOWER_U ? hexAt(at + 8) : -1;
    return low >= 0xdc00 && low <= 0xdfff ? at + 12 : broken;
  };

  const hexAt = (from: number) => {
    let value = 0;
    for (let at = from; at < from + 4; at++) {
      const digit = hexDigit[bytes[at] as number] as number;
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    return value;
  };

  const value = (shape: Shape, from: number, level: number): number => {
    const byte = bytes[from] as number;
    if (byte === QUOTE) {
      const at = endOfText(from + 1);
      if (at < 0) return at;
      learn(shape, kinds.text);
      return at + 1;
    }
    if (byte === MINUS || (byte >= ZERO && byte <= NINE)) return number(shape, from);
    if (byte === OPEN) return object(shape, from + 1, level + 1);
    if (byte === OPEN_LIST) return array(shape, from + 1, level + 1);
    if (byte === LOWER_T) return word(shape, from, 'true', kinds.boolean);
    if (byte === LOWER_F) return word(shape, from, 'false', kinds.boolean);
    if (byte === LOWER_N && bytes[from + 1] === LOWER_U)
      return word(shape, from, 'null', kinds.null);
    return strange(shape, from);
  };

  const word = (shape: Shape, from: number, text: string, bits: number): number => {
    for (let at = 1; at < text.length; at++)
      if (bytes[from + at] !== text.charCodeAt(at)) return failed(from + at);
    learn(shape, bits);
    return from + text.length;
  };

  /** Reads what is no JSON but taken by the engine: words for infinity and NaN. */
  const strange = (shape: Shape, from: number): number => {
    if (from + longestWord > end) {
      // A record has a bracket after each of its values, so that such a text ends within the record.
      const [found] = words.exec(textOf(from, end)) ?? [];
      if (found === undefined || from + found.length >= end) return unfinished;
    }
    const [found] = words.exec(textOf(from, Math.min(end, from + longestWord))) ?? [];
    if (found === undefined) return broken;
    learn(shape, kinds.double + kinds.word);
    return from + found.length;
  };

  const textOf = (from: number, to: number) =>
    Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');

  const number = (shape: Shape, from: number): number => {
    const all = bytes;
    const first = all[from] === MINUS ? from + 1 : from;
    let at = first;
    let byte = all[at] as number;
    while (byte >= ZERO && byte <= NINE) byte = all[++at] as number;
    const digits = at - first;
    if (digits === 0) return strange(shape, from);
    if (digits > 1 && all[first] === ZERO) return broken;
    let bits: number = kinds.integer;
    if (byte === DOT) {
      bits = kinds.double;
      const fraction = at + 1;
      byte = all[++at] as number;
      while (byte >= ZERO && byte <= NINE) byte = all[++at] as number;
      if (at === fraction) return failed(at);
    }
    if (byte === LOWER_E || byte === UPPER_E) {
      byte = all[++at] as number;
      if (byte === MINUS || byte === 0x2b) byte = all[++at] as number;
      const exponent = at;
      while (byte >= ZERO && byte <= NINE) byte = all[++at] as number;
      if (at === exponent) return failed(at);
      bits = beyondOr(kinds.double, from, at);
    } else if (bits === kinds.double) {
      if (digits >= longSafe) bits = kindOfLong(shape, from, at);
    } else if (digits >= longSafe) bits = kindOfInteger(from, at, digits);
    // A number ends only where something else begins.
    if (at >= end) return unfinished;
    learn(shape, bits);
    return at;
  };

  const beyondOr = (bits: number, from: number, to: number) =>
    Number.isFinite(Number(textOf(from, to))) ? bits : bits + kinds.beyond;

  /** Returns the kind of a number with decimal places and many digits before them. */
  const kindOfLong = (shape: Shape, from: number, to: number) => {
    const text = textOf(from, to);
    const double = Number(text);
    if (!Number.isFinite(double)) return kinds.double + kinds.beyond;
    if (rounded === null && isRounded(text, double)) rounded = shape;
    return kinds.double;
  };

  const kindOfInteger = (from: number, to: number, digits: number) => {
    const text = textOf(from, to);
    const double = Number(text);
    if (Number.isSafeInteger(double)) return kinds.integer;
    if (!Number.isFinite(double)) return kinds.double + kinds.beyond;
    const exact = BigInt(text);
    const rounded = isRounded(text, double) ? kinds.rounded : 0;
    if (digits > 38) return kinds.double + rounded;
    if (BigInt.asIntN(64, exact) === exact) return kinds.integer + rounded;
    return (BigInt.asUintN(64, exact) === exact ? kinds.unsigned : kinds.huge) + rounded;
  };

  const array = (shape: Shape, from: number, level: number): number => {
    if (level > mostLevels) return broken;
    learn(shape, kinds.array);
    shape.items ??= newShape();
    const { items } = shape;
    let at = skipSpace(from);
    if (bytes[at] === CLOSE_LIST) return at + 1;
    for (;;) {
      at = value(items, at, level);
      if (at < 0) return at;
      at = skipSpace(at);
      const byte = bytes[at];
      if (byte === CLOSE_LIST) return at + 1;
      if (byte !== COMMA) return failed(at);
      at = skipSpace(at + 1);
      // The engine takes a comma before the bracket.
      if (bytes[at] === CLOSE_LIST) return at + 1;
    }
  };

  const object = (shape: Shape, from: number, level: number): number => {
    if (level > mostLevels) return broken;
    learn(shape, kinds.object);
    const all = bytes;
    const self = ++objects;
    const { fields } = shape;
    let next = 0;
    let at = skipSpace(from);
    if (all[at] === CLOSE) return at + 1;
    for (;;) {
      if (all[at] !== QUOTE) return failed(at);
      at++;
      let field = fields[next];
      const length = field === undefined ? 0 : field.written.length;
      let same = 0;
      while (same < length && all[at + same] === (field as Shape).written[same]) same++;
      if (field !== undefined && same === length) at += length;
      else {
        const close = endOfText(at);
        if (close < 0) return close;
        field = fieldOf(shape, at, close);
        at = close + 1;
      }
      next = field.index + 1;
      if (field.seen === self) isTwice = true;
      field.seen = self;
      at = skipSpace(at);
      if (all[at] !== COLON) return failed(at);
      at = value(field, skipSpace(at + 1), level);
      if (at < 0) return at;
      at = skipSpace(at);
      const byte = all[at];
      if (byte === CLOSE) return at + 1;
      if (byte !== COMMA) return failed(at);
      at = skipSpace(at + 1);
      if (all[at] === CLOSE) return at + 1;
    }
  };

  /** Returns the field with the key between two places, which is made if there was none. */
  const fieldOf = (shape: Shape, from: number, to: number): Shape => {
    const { fields } = shape;
    let known = byKey.get(shape);
    if (known === undefined) {
      known = new Map(fields.map((field) => [field.key, field]));
      byKey.set(shape, known);
    }
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
    const key = text.includes('\\') ? String(JSON.parse(`"${text}"`)) : text;
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = newShape(key, bytes.slice(from, to + 1), fields.length);
    fields.push(made);
    known.set(key, made);
    return made;
  };

  const forget = () => {
    if (news.length > 0) {
      news.length = 0;
      newBits.length = 0;
    }
    isTwice = false;
    rounded = null;
  };

  return {
    records,
    hasBig: () => isBig,
    read: (all, from, to, ofLine) => {
      forget();
      isLine = ofLine;
      bytes = all;
      end = to;
      isObject = all[from] === OPEN;
      return value(records, from, 0);
    },
    isObject: () => isObject,
    isTwice: () => isTwice,
    roundedAt: () => rounded && placeOf(rounded, records),
    keep: (all, from, to) => {
      for (let at = 0; at < news.length; at++) {
        const shape = news[at] as Shape;
        shape.bits |= newBits[at] as number;
        if (shape.since >= 0) continue;
        shape.since = kept;
        shape.order = order++;
      }
      if (!isBig) isBig = holdsBig(all, from, to);
      kept++;
      forget();
    },
  };
}

const isEscape = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number('"\\/bfnrt'.includes(String.fromCharCode(byte))),
);

const hexDigit = Int8Array.from({ length: 256 }, (_, byte) => {
  const digit = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(digit) ? -1 : digit;
});

const words = /^-?(?:infinity|inf|nan)/i;
const longestWord = '-infinity'.length;

/** The number of digits of an integer that DOUBLE may not hold. */
const longSafe = 16;

/** The number of digits of an integer that BIGINT may not hold. */
const many = 19;

/** True if so many digits follow each other anywhere in a record but behind a point. Looks at every 19th byte. */
function holdsBig(bytes: Uint8Array, from: number, to: number): boolean {
  const isDigit = (at: number) => {
    const byte = bytes[at] as number;
    return byte >= ZERO && byte <= NINE;
  };
  for (let at = from + many - 1; at < to; at += many) {
    if (!isDigit(at)) continue;
    let first = at;
    while (first > from && isDigit(first - 1)) first--;
    let last = at;
    while (last + 1 < to && isDigit(last + 1)) last++;
    if (last - first + 1 >= many && (first === from || bytes[first - 1] !== DOT)) return true;
    at = Math.max(at, last);
  }
  return false;
}
