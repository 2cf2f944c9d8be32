import type { Taker } from './json-document.ts';
import { type Outlet, outlet } from './json-outlet.ts';
import { seenTexts } from './json-seen.ts';

const [SPACE, QUOTE, COMMA, COLON, BACKSLASH] = [0x20, 0x22, 0x2c, 0x3a, 0x5c] as const;
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d] as const;

const bytesBut = (...others: readonly number[]) =>
  Uint8Array.from({ length: 256 }, (_, byte) => Number(!others.includes(byte)));

/** Marks the bytes that have no meaning within a text (`isPlain`) or between texts (`isIdle`). */
const isPlain = bytesBut(QUOTE, BACKSLASH);
const isIdle = bytesBut(QUOTE, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST);

/** Follows a value by its brackets and texts alone, as fast as that goes: who reads it looks at the rest. */
function follower() {
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  /** Returns where the value ends; the length of the bytes if it goes on. */
  const feed = (bytes: Uint8Array, from: number): number => {
    const { length } = bytes;
    let at = from;
    while (at < length) {
      if (isEscaped) {
        isEscaped = false;
        at++;
      } else if (isText) {
        while (at < length && isPlain[bytes[at] as number] === 1) at++;
        if (at === length) break;
        if (bytes[at] === BACKSLASH) isEscaped = true;
        else isText = false;
        at++;
      } else {
        while (at < length && isIdle[bytes[at] as number] === 1) at++;
        if (at === length) break;
        const byte = bytes[at++];
        if (byte === QUOTE) isText = true;
        else if (byte === OPEN || byte === OPEN_LIST) depth++;
        else {
          depth--;
          if (depth === 0) return at;
        }
      }
    }
    return length;
  };
  return {
    feed,
    isDone: () => depth === 0,
    /** Goes on within a value whose first bracket was read elsewhere. */
    enter: () => {
      depth = 1;
    },
  };
}

/** Hands on the bytes of an array or an object as they are. */
export function copyValue(emit: (bytes: Uint8Array) => void): Taker {
  const follow = follower();
  let hasBegun = false;
  return {
    feed: (bytes, from) => {
      hasBegun = true;
      const to = follow.feed(bytes, from);
      emit(bytes.subarray(from, to));
      return to;
    },
    isDone: () => hasBegun && follow.isDone(),
  };
}

/** Where a reader of members stands: what may come next. */
type State =
  | 'open'
  | 'first'
  | 'key'
  | 'inKey'
  | 'colon'
  | 'value'
  | 'record'
  | 'within'
  | 'bare'
  | 'text'
  | 'after'
  | 'done';

/** Returns the bytes of a key from those between its quotes, so that they are the same however it was written. */
function nameOf(written: Uint8Array): Uint8Array {
  if (!written.includes(BACKSLASH)) return written;
  const name = unescapedName(`"${Buffer.from(written).toString()}"`);
  if (name === null) return written;
  // Half of a pair has no UTF-8; its bytes begin with one that no UTF-8 has.
  return name.isWellFormed()
    ? Buffer.from(name)
    : Buffer.concat([Buffer.of(0xff), Buffer.from(name, 'utf16le')]);
}

/** Returns the text of a key; null for one that is broken, of which the engine says so with its record. */
function unescapedName(quoted: string): string | null {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return null;
  }
}

/**
 * Copies an object that has a record for each key as an array of the records, each with its key as its first field. A record whose
 * key another one has before it names that field twice, so that it is reported as any record that names a key twice.
 */
export function copyMembers(name: string, out: Outlet): Taker {
  const field = Buffer.from(`{${JSON.stringify(name)}:`);
  let state: State = 'open';
  let isEscaped = false;
  const isSeen = seenTexts();
  const key = outlet(256);
  const follow = follower();

  /** Reads a text, or a key, from a place within it, and returns the place behind its closing quote, or the end of the bytes. */
  const throughText = (bytes: Uint8Array, from: number, then: State): number => {
    let at = from;
    while (at < bytes.length) {
      if (isEscaped) isEscaped = false;
      else {
        while (at < bytes.length && isPlain[bytes[at] as number] === 1) at++;
        if (at === bytes.length) break;
        if (bytes[at] === QUOTE) {
          state = then;
          return at + 1;
        }
        isEscaped = true;
      }
      at++;
    }
    return at;
  };

  /** Reads from a place, and returns the next one; -1 where the bytes are no members of an object. */
  const step = (bytes: Uint8Array, at: number): number => {
    const byte = bytes[at] as number;
    switch (state) {
      case 'open':
        out.add(OPEN_LIST);
        state = 'first';
        return at + 1;
      case 'within': {
        const to = follow.feed(bytes, at);
        out.put(bytes, at, to);
        if (follow.isDone()) state = 'after';
        return to;
      }
      case 'inKey': {
        const to = throughText(bytes, at, 'colon');
        key.put(bytes, at, to);
        return to;
      }
      case 'text': {
        const to = throughText(bytes, at, 'after');
        out.put(bytes, at, to);
        return to;
      }
      case 'bare':
        if (byte > SPACE && byte !== COMMA && byte !== CLOSE) out.add(byte);
        else state = 'after';
        return state === 'after' ? at : at + 1;
      default:
        return byte <= SPACE ? spaces(bytes, at) : between(byte, at);
    }
  };

  const spaces = (bytes: Uint8Array, from: number): number => {
    let at = from + 1;
    while (at < bytes.length && (bytes[at] as number) <= SPACE) at++;
    out.put(bytes, from, at);
    return at;
  };

  const between = (byte: number, at: number): number => {
    if (state === 'record') {
      // The first field of the record, or its end.
      if (byte !== CLOSE) out.add(COMMA);
      state = 'within';
      return at;
    }
    if (state === 'value') return begin(byte, at);
    if (state === 'colon' && byte === COLON) state = 'value';
    else if ((state === 'first' || state === 'key') && byte === QUOTE) {
      key.take();
      key.add(QUOTE);
      state = 'inKey';
    } else if ((state === 'first' || state === 'after') && byte === CLOSE) {
      out.add(CLOSE_LIST);
      state = 'done';
    } else if (state === 'after' && byte === COMMA) {
      out.add(COMMA);
      state = 'key';
    } else return -1;
    return at + 1;
  };

  const begin = (byte: number, at: number): number => {
    if (byte === OPEN) {
      follow.enter();
      const written = key.take();
      out.put(field, 0, field.length);
      out.put(written, 0, written.length);
      if (isSeen(nameOf(written.subarray(1, -1)))) {
        out.add(COMMA);
        out.put(field, 1, field.length);
        out.put(written, 0, written.length);
      }
      state = 'record';
      return at + 1;
    }
    if (byte === CLOSE || byte === CLOSE_LIST || byte === COMMA || byte === COLON) return -1;
    if (byte === OPEN_LIST) {
      state = 'within';
      return at;
    }
    out.add(byte);
    state = byte === QUOTE ? 'text' : 'bare';
    return at + 1;
  };

  const feed = (bytes: Uint8Array, from: number): number => {
    let at = from;
    while (at >= 0 && at < bytes.length && state !== 'done') at = step(bytes, at);
    return at;
  };
  return { feed, isDone: () => state === 'done' };
}
