/** The constants of FNV-1a. */
const [basis, prime] = [0x811c9dc5, 0x01000193] as const;

/**
 * Returns a set of texts, given as their bytes. It holds them one behind the other, in a fraction of the memory that a Set of as many
 * strings takes, and compares the bytes themselves wherever hashes are the same. As long as the texts ascend, by their bytes or by
 * their length first, as sorted keys and counted ones do, none can have been there before, and nothing is hashed.
 */
export function seenTexts() {
  const texts = textList();
  const order = ascending();
  let hashed: HashedTexts | null = null;

  /** Adds a text; true if it was there before. */
  return (text: Uint8Array): boolean => {
    if (hashed === null) {
      if (texts.count() === 0 || order.goesOn(texts.compareLast(text), texts.lastLength(), text)) {
        texts.add(text);
        return false;
      }
      hashed = hashedTexts(texts);
    }
    if (hashed.has(text)) return true;
    texts.add(text);
    hashed.addLast();
    return false;
  };
}

/** Returns a watch over texts that come one behind the other: do they ascend, in one of two orders? */
function ascending() {
  let byBytes = true;
  let byLength = true;
  return {
    /** `compared` is above 0 if the text comes behind the last one by its bytes. */
    goesOn(compared: number, lastLength: number, { length }: Uint8Array): boolean {
      byBytes &&= compared > 0;
      byLength &&= length > lastLength || (length === lastLength && compared > 0);
      return byBytes || byLength;
    },
  };
}

/** Texts in the order in which they came, one behind the other. */
function textList() {
  let bytes = new Uint8Array(2 ** 12);
  /** Where each text begins, and behind the last one where the next will. */
  let starts = new Float64Array(2 ** 8);
  let count = 0;
  const lengthOf = (at: number): number => (starts[at + 1] ?? 0) - (starts[at] ?? 0);
  return {
    count: () => count,
    lastLength: () => lengthOf(count - 1),
    add(text: Uint8Array) {
      const from = starts[count] ?? 0;
      const end = from + text.length;
      if (end > bytes.length) bytes = enlarged(bytes, new Uint8Array(2 * end));
      if (count + 2 > starts.length) starts = enlarged(starts, new Float64Array(2 * starts.length));
      for (let at = 0; at < text.length; at++) bytes[from + at] = text[at] as number;
      starts[++count] = end;
    },
    /** Returns a number above 0 if a text comes behind the last one by its bytes, 0 if they are the same. */
    compareLast(text: Uint8Array): number {
      const from = starts[count - 1] ?? 0;
      const length = lengthOf(count - 1);
      const shared = Math.min(length, text.length);
      for (let at = 0; at < shared; at++) {
        const difference = (text[at] as number) - (bytes[from + at] as number);
        if (difference !== 0) return difference;
      }
      return text.length - length;
    },
    isSame(at: number, text: Uint8Array): boolean {
      if (lengthOf(at) !== text.length) return false;
      const from = starts[at] ?? 0;
      for (let byte = 0; byte < text.length; byte++)
        if (bytes[from + byte] !== text[byte]) return false;
      return true;
    },
    hash: (at: number): number => hashOf(bytes, starts[at] ?? 0, starts[at + 1] ?? 0),
  };
}

type HashedTexts = ReturnType<typeof hashedTexts>;

/** Returns the places of texts by their hashes. */
function hashedTexts(texts: ReturnType<typeof textList>) {
  let hashes = new Int32Array(2 ** 8);
  /** The place of a text in the order of their arrival, from 1, by its hash; 0 where there is none. */
  let table = new Int32Array(2 ** 9);

  const freePlace = (hash: number): number => {
    let place = hash & (table.length - 1);
    while (table[place] !== 0) place = (place + 1) & (table.length - 1);
    return place;
  };
  const add = (at: number) => {
    if (at + 1 >= hashes.length) {
      hashes = enlarged(hashes, new Int32Array(2 * hashes.length));
      table = new Int32Array(2 * table.length);
      for (let other = 0; other < at; other++) table[freePlace(hashes[other] ?? 0)] = other + 1;
    }
    const hash = texts.hash(at);
    hashes[at] = hash;
    table[freePlace(hash)] = at + 1;
  };
  for (let at = 0; at < texts.count(); at++) add(at);
  return {
    has(text: Uint8Array): boolean {
      const hash = hashOf(text, 0, text.length);
      let place = hash & (table.length - 1);
      for (let known = table[place] ?? 0; known > 0; known = table[place] ?? 0) {
        if (hashes[known - 1] === hash && texts.isSame(known - 1, text)) return true;
        place = (place + 1) & (table.length - 1);
      }
      return false;
    },
    addLast: () => add(texts.count() - 1),
  };
}

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash: number = basis;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), prime);
  // The low bits, which choose the place, depend on few of those of the text.
  return hash ^ (hash >>> 15);
}

function enlarged<Numbers extends Uint8Array | Int32Array | Float64Array>(
  from: Numbers,
  to: Numbers,
): Numbers {
  to.set(from);
  return to;
}
