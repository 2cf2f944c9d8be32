import { mostJsonLevels } from './json-depth.ts';

/** Finds records in which an object, at any depth, seems to name a key twice. It reads the records byte by byte. */
export interface KeyWatch {
  /** Starts a record with this ordinal. */
  begin(record: number): void;
  feed(bytes: Uint8Array, from: number, to: number): void;
  /** Returns the greatest depth of nested values. */
  depth(): number;
  /** Returns the ordinals of suspected records, ascending. {@link repeatsKey} decides for certain. */
  suspects(): readonly number[];
}

// Where in a record the watch stands: between values, in a key, in a text, behind a backslash in either, in the digits of \u.
const [BETWEEN, KEY, TEXT, KEY_ESCAPE, TEXT_ESCAPE, DIGITS] = [0, 1, 2, 3, 4, 5] as const;

const [QUOTE, COMMA, COLON, BACKSLASH, U] = [0x22, 0x2c, 0x3a, 0x5c, 0x75] as const;
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d] as const;

const bytesBut = (...others: readonly number[]) =>
  Uint8Array.from({ length: 256 }, (_, byte) => Number(!others.includes(byte)));

/** Marks the bytes that have no meaning within a text (`isPlain`) or between texts (`isIdle`). */
const isPlain = bytesBut(QUOTE, BACKSLASH);
const isIdle = bytesBut(QUOTE, COMMA, COLON, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST);

/** The constants of FNV-1a, the hash by which keys are compared. Equal keys have equal hashes; other keys rarely do. */
const [basis, prime] = [0x811c9dc5, 0x01000193] as const;

/** Returns a new {@link KeyWatch}. */
export function watchKeys(): KeyWatch {
  const found: number[] = [];
  const objects = Array.from({ length: mostJsonLevels + 1 }, keysOfObject);
  const isObject = new Uint8Array(mostJsonLevels + 1);
  let record = -1;
  let most = 0;
  const at = { depth: 0, state: BETWEEN as number, hash: 0, digits: 0, unit: 0, high: 0 };
  const is = { key: false };

  const begin = (ordinal: number) => {
    record = ordinal;
    at.depth = 0;
    at.state = BETWEEN;
    is.key = false;
  };
  const suspect = () => {
    if (found.at(-1) !== record) found.push(record);
  };

  const feed = (bytes: Uint8Array, from: number, to: number) => {
    let { depth, state, hash, digits, unit, high } = at;
    let { key: isKey } = is;
    for (let index = from; index < to; index++) {
      // Most bytes are of texts, and of numbers, words and spaces, which are passed over.
      if (state === TEXT) while (index < to && isPlain[bytes[index] as number] === 1) index++;
      else if (state === BETWEEN)
        while (index < to && isIdle[bytes[index] as number] === 1) index++;
      if (index === to) break;
      const byte = bytes[index] as number;
      if (state === TEXT) {
        if (byte === QUOTE) state = BETWEEN;
        else if (byte === BACKSLASH) state = TEXT_ESCAPE;
      } else if (state === KEY) {
        if (byte === BACKSLASH) state = KEY_ESCAPE;
        else if (byte !== QUOTE) hash = Math.imul(hash ^ byte, prime);
        else {
          state = BETWEEN;
          isKey = false;
          if (objects[depth]?.has(hash)) suspect();
        }
      } else if (state === BETWEEN) {
        if (byte === QUOTE) {
          state = isKey ? KEY : TEXT;
          hash = basis;
        } else if (byte === COMMA) isKey = isObject[depth] === 1;
        else if (byte === COLON) isKey = false;
        else if (byte === OPEN || byte === OPEN_LIST) {
          depth++;
          if (depth > most) most = depth;
          isKey = byte === OPEN && depth <= mostJsonLevels;
          if (depth <= mostJsonLevels) isObject[depth] = Number(isKey);
          if (isKey) objects[depth]?.clear();
        } else if (byte === CLOSE || byte === CLOSE_LIST) {
          depth--;
          isKey = false;
        }
      } else if (state === TEXT_ESCAPE) state = TEXT;
      else if (state === KEY_ESCAPE) {
        if (byte === U) [state, digits, unit] = [DIGITS, 0, 0];
        else {
          hash = Math.imul(hash ^ (escapes[byte] ?? byte), prime);
          state = KEY;
        }
      } else {
        unit = unit * 16 + Number.parseInt(String.fromCharCode(byte), 16);
        digits++;
        if (digits === 4) {
          state = KEY;
          if (unit >= 0xd800 && unit < 0xdc00) high = unit;
          else {
            const isLow = unit >= 0xdc00 && unit < 0xe000;
            for (const one of utf8(isLow ? pair(high, unit) : unit))
              hash = Math.imul(hash ^ one, prime);
          }
        }
      }
    }
    // One by one, for Object.assign takes as long as a short line.
    at.depth = depth;
    at.state = state;
    at.hash = hash;
    at.digits = digits;
    at.unit = unit;
    at.high = high;
    is.key = isKey;
  };

  return { begin, feed, depth: () => most, suspects: () => found };
}

/** The bytes that the letters after a backslash stand for. */
const escapes: Readonly<Record<number, number>> = { 98: 8, 102: 12, 110: 10, 114: 13, 116: 9 };

const pair = (high: number, low: number) => 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);

const utf8 = (code: number): Uint8Array =>
  // What is no JSON, such as \uzzzz, is told as that.
  code >= 0 && code <= 0x10ffff ? Buffer.from(String.fromCodePoint(code)) : new Uint8Array();

/** The most keys of an object that are searched in a list; a Set holds more. */
const few = 24;

/** Returns a set of the keys of an object. */
function keysOfObject() {
  const list: number[] = [];
  const set = new Set<number>();
  return {
    clear() {
      list.length = 0;
      if (set.size > 0) set.clear();
    },
    /** Adds a key; true if it was there before. */
    has(hash: number): boolean {
      if (set.size > 0) {
        const before = set.size;
        set.add(hash);
        return set.size === before;
      }
      for (let at = 0; at < list.length; at++) if (list[at] === hash) return true;
      list.push(hash);
      if (list.length > few) for (const one of list) set.add(one);
      return false;
    },
  };
}

/** The tokens of a JSON text, except its numbers and words. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/gs;

/** True if an object in a JSON text names a key twice. */
export function repeatsKey(text: string): boolean {
  const open: Set<unknown>[] = [];
  let before = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const keys = open.at(-1);
      const key: unknown = JSON.parse(before);
      if (keys?.has(key)) return true;
      keys?.add(key);
    }
    before = token;
  }
  return false;
}
