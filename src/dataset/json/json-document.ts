import { mostJsonLevels } from './json-depth.ts';
import {
  type JsonKind,
  type Member,
  mostMembers,
  type Open,
  type Place,
  placesFound,
} from './json-places.ts';

/** Reads the bytes of one value in place of the walk. */
export interface Taker {
  /** Takes the bytes of the value from `from`, and returns where it ends: the length of the bytes if it goes on, -1 if it is none. */
  feed(bytes: Uint8Array, from: number): number;
  isDone(): boolean;
}

/** A value that is looked for in a document. */
export interface Wanted {
  /** The keys, and the places in arrays, that lead to a value. */
  readonly path: readonly string[];
  /** Called where that value begins, with its kind, its line and its place in the bytes. Returns what reads it; null to walk on through it. */
  take(kind: JsonKind, line: number, at: number): Taker | null;
}

/** The result of a walk through a document. */
export interface Document {
  /** Where the bytes are no JSON of one value, and why; null if they are. */
  readonly fault: { readonly at: number; readonly why: string } | null;
  /** The number of keys of the path that were found, and what lies beside the next one. */
  readonly reached: number;
  readonly members: readonly Member[];
  /** The number of values that were found at the path, and the kind of the first; null if there is none. */
  readonly found: number;
  readonly kind: JsonKind | null;
  /** The number of values in the document itself. */
  readonly size: number;
  /** The places where records seem to lie. */
  readonly places: readonly Place[];
}

const [LF, SPACE, QUOTE, COMMA, COLON, BACKSLASH] = [0x0a, 0x20, 0x22, 0x2c, 0x3a, 0x5c] as const;
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d] as const;

const isSpace = (byte: number) => byte === SPACE || byte === LF || byte === 0x0d || byte === 0x09;

const words: Readonly<Record<string, JsonKind>> = {
  true: 'boolean',
  false: 'boolean',
  null: 'null',
};
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The longest number or word that is looked at, and the longest key. */
const longest = 65_536;

type State = 'value' | 'first' | 'key' | 'firstKey' | 'colon' | 'after' | 'end';

/**
 * Walks through a JSON document strictly, in memory that does not grow with it, or through documents that follow each other if there may be
 * many. It stops at the first fault.
 */
export async function walkDocument(
  chunks: AsyncIterable<Uint8Array>,
  wanted: Wanted | null,
  mayBeMany = false,
): Promise<Document> {
  const walk = walker(wanted, mayBeMany);
  for await (const chunk of chunks) {
    walk.feed(chunk);
    if (walk.hasFault()) break;
  }
  return walk.end();
}

function walker(wanted: Wanted | null, mayBeMany: boolean) {
  const places = placesFound();
  const path = wanted?.path ?? [];
  const open: Open[] = [];
  let state: State = 'value';
  let fault: Document['fault'] = null;
  let offset = 0;
  let line = 1;
  let taker: Taker | null = null;
  let found = 0;
  let foundKind: JsonKind | null = null;
  let size = 0;
  /** The innermost value on the path, which is the one that lacks the next key if none has it. */
  let reached = 0;
  let members: Member[] = [];
  // The text, number or word that is read, which may go on in the next bytes.
  let token: 'none' | 'text' | 'key' | 'bare' = 'none';
  let isEscaped = false;
  /** The digits that are still to come behind \u. */
  let digits = 0;
  let written: number[] = [];
  /** Where the value began that is read. */
  let begun = 0;

  const failAt = (at: number, why: string) => {
    fault ??= { at, why };
  };
  const fail = (at: number, why: string) => failAt(offset + at, why);

  const isNamed = (one: Open | undefined) =>
    one !== undefined && !one.isArray && one.names !== null;

  const isListed = ({ on }: Open) => on >= 0 && on === reached && on < path.length;

  const onPath = () => {
    const above = open.at(-1);
    if (above === undefined) return wanted === null ? -1 : 0;
    if (above.on < 0 || above.on >= path.length) return -1;
    const name = above.isArray ? String(above.count) : above.key;
    return name === path[above.on] ? above.on + 1 : -1;
  };

  /** Counts a value that begins, and returns the number of keys of the path that lead to it. */
  const count = (kind: JsonKind): number => {
    if (mayBeMany && open.length === 0 && kind !== 'object') failAt(begun, 'a record is no object');
    const on = onPath();
    const above = open.at(-1);
    if (above !== undefined) {
      if (isListed(above) && above.count < mostMembers)
        members.push({
          key: above.isArray ? String(above.count) : above.key,
          kind,
          count: 0,
          objects: 0,
        });
      above.count++;
      if (kind === 'object') above.objects++;
    }
    if (on >= 0 && on === path.length && wanted !== null) {
      found++;
      foundKind ??= kind;
    }
    return on;
  };

  /** Opens an object or an array; true if another reads it. */
  const enter = (isArray: boolean, at: number): boolean => {
    if (open.length >= mostJsonLevels) {
      fail(at, `a value lies in more than ${mostJsonLevels} others`);
      return false;
    }
    const kind = isArray ? 'array' : 'object';
    const above = open.at(-1);
    const on = count(kind);
    if (wanted !== null && on === path.length && found === 1) {
      taker = wanted.take(kind, line, offset + at);
      if (taker !== null) return true;
    }
    if (on >= 0 && on < path.length && on >= reached) [reached, members] = [on, []];
    const names =
      above === undefined
        ? []
        : above.isArray || above.names === null || above.names.length >= 4
          ? null
          : [...above.names, above.key];
    open.push({
      isArray,
      on,
      names,
      count: 0,
      objects: 0,
      key: '',
      keys: new Set(),
      first: null,
      alike: 0,
    });
    state = isArray ? 'first' : 'firstKey';
    return false;
  };

  const leave = (isArray: boolean, at: number) => {
    const one = open.at(-1);
    if (one === undefined || one.isArray !== isArray) return fail(at, 'a bracket closes nothing');
    open.pop();
    if (open.length === 0) size = one.count;
    const above = open.at(-1);
    if (above !== undefined) {
      const member = members.at(-1);
      if (isListed(above) && above.count <= mostMembers && member !== undefined)
        members[members.length - 1] = { ...member, count: one.count, objects: one.objects };
      if (!one.isArray) {
        above.first ??= one.keys;
        if (isNamed(above) && [...one.keys].some((key) => above.first?.has(key))) above.alike++;
      }
    }
    places.add(one);
    state = open.length === 0 ? 'end' : 'after';
  };

  const bare = () => {
    const text = String.fromCharCode(...written);
    written = [];
    token = 'none';
    const kind = words[text] ?? (number.test(text) ? 'number' : null);
    if (kind === null) return failAt(begun, 'a word or a number that JSON does not have');
    count(kind);
    state = open.length === 0 ? 'end' : 'after';
  };

  const text = (at: number) => {
    const isKey = token === 'key';
    token = 'none';
    if (!isKey) {
      state = open.length === 0 ? 'end' : 'after';
      return;
    }
    const one = open.at(-1);
    const key = keyOf(written);
    written = [];
    if (key === null) return fail(at, 'a key is broken');
    if (one !== undefined) {
      one.key = key;
      if (isNamed(open.at(-2)) && one.keys.size < 50) one.keys.add(key);
    }
    state = 'colon';
  };

  const begin = (byte: number, at: number): boolean => {
    begun = offset + at;
    if (byte === OPEN || byte === OPEN_LIST) return enter(byte === OPEN_LIST, at);
    if (byte === QUOTE) {
      count('text');
      token = 'text';
    } else {
      token = 'bare';
      written = [byte];
    }
    return false;
  };

  /** Reads a byte between texts, numbers and words; true if a value begins that another reads. */
  const step = (byte: number, at: number): boolean => {
    switch (state) {
      case 'value':
      case 'first':
        if (byte === CLOSE_LIST && state === 'first') leave(true, at);
        else if (byte === CLOSE || byte === CLOSE_LIST || byte === COMMA || byte === COLON)
          fail(at, 'a value is missing');
        else return begin(byte, at);
        return false;
      case 'key':
      case 'firstKey':
        if (byte === CLOSE && state === 'firstKey') leave(false, at);
        else if (byte === QUOTE) token = 'key';
        else fail(at, 'a key is missing');
        return false;
      case 'colon':
        if (byte === COLON) state = 'value';
        else fail(at, 'the colon behind a key is missing');
        return false;
      case 'after':
        if (byte === COMMA) state = open.at(-1)?.isArray ? 'value' : 'key';
        else if (byte === CLOSE || byte === CLOSE_LIST) leave(byte === CLOSE_LIST, at);
        else fail(at, 'a comma or a closing bracket is missing');
        return false;
      case 'end':
        if (mayBeMany && byte !== COMMA) return begin(byte, at);
        fail(at, mayBeMany ? commaBehind : 'more follows the end of the document');
        return false;
    }
  };

  const feed = (bytes: Uint8Array) => {
    let at = 0;
    if (offset === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) at = 3;
    for (; at < bytes.length && fault === null; at++) {
      if (taker !== null) {
        const from = at;
        at = taker.feed(bytes, from);
        if (at < 0) fail(from, 'a key, a colon, a comma or a closing bracket is missing');
        if (!taker.isDone()) break;
        taker = null;
        state = open.length === 0 ? 'end' : 'after';
        if (at === bytes.length) break;
      }
      if (token === 'text' && !isEscaped && digits === 0)
        while (at < bytes.length && isPlain[bytes[at] as number] === 1) at++;
      if (at === bytes.length) break;
      const byte = bytes[at] as number;
      if (byte === LF) line++;
      if (token === 'text' || token === 'key') {
        if (isEscaped) {
          isEscaped = false;
          if (!escapes.includes(byte)) fail(at, 'a text is broken');
          if (byte === LETTER_U) digits = 4;
        } else if (digits > 0) {
          digits--;
          if (!hexDigits.includes(byte)) fail(at, 'a text is broken');
        } else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) {
          text(at);
          continue;
        } else if (byte < SPACE) fail(at, 'a text has a control character in it');
        if (token === 'key' && written.length < longest) written.push(byte);
      } else {
        const isEnd = isSpace(byte) || ends[byte] === 1;
        if (token === 'bare') {
          if (!isEnd) {
            if (written.length < longest) written.push(byte);
            continue;
          }
          bare();
          if (fault !== null) break;
        }
        if (!isSpace(byte) && step(byte, at)) at--;
      }
    }
    offset += bytes.length;
  };

  const end = (): Document => {
    if (token === 'bare' && fault === null) bare();
    if (fault === null && (taker !== null || token !== 'none' || state !== 'end'))
      fail(
        0,
        offset === 0
          ? 'it has no value'
          : 'it ends in the middle of its document, so it was cut short',
      );
    return { fault, reached, members, found, kind: foundKind, size, places: places.best() };
  };

  return { feed, end, hasFault: () => fault !== null };
}

const commaBehind =
  'a comma follows a record, as in an array. Put [ before the first record and ] behind the last, or remove the commas between them';

/** The letters that follow a backslash. */
const escapes = Buffer.from('"\\/bfnrtu');
const hexDigits = Buffer.from('0123456789abcdefABCDEF');
const LETTER_U = 0x75;

/** Marks the bytes that have no meaning within a text. */
const isPlain = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte >= SPACE && byte !== QUOTE && byte !== BACKSLASH),
);

/** The bytes that end a number or a word. */
const ends = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number([QUOTE, COMMA, COLON, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST].includes(byte as never)),
);

function keyOf(written: readonly number[]): string | null {
  if (written.length >= longest) return '';
  try {
    return String(JSON.parse(`"${Buffer.from(written).toString('utf8')}"`));
  } catch {
    return null;
  }
}
