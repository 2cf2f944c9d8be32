/** The constants of FNV-1a. */
const [basis, prime] = [0x811c9dc5, 0x01000193] as const;

/**
 * Returns a set of texts, given as their bytes. It holds them one behind the other, in a fraction of the memory that a Set of as many
 * strings takes, and compares the bytes themselves wherever hashes are the same.
 */
export function seenTexts() {
  let bytes = new Uint8Array(2 ** 12);
  /** Where each text begins, and behind the last one where the next will. */
  let starts = new Float64Array(2 ** 8);
  let hashes = new Int32Array(2 ** 8);
  /** The place of a text in the order of their arrival, from 1, by its hash; 0 where there is none. */
  let table = new Int32Array(2 ** 9);
  let count = 0;

  const grow = (length: number) => {
    const end = (starts[count] ?? 0) + length;
    if (end > bytes.length) bytes = enlarged(bytes, new Uint8Array(2 * end));
    if (count + 1 < hashes.length) return;
    starts = enlarged(starts, new Float64Array(2 * starts.length));
    hashes = enlarged(hashes, new Int32Array(2 * hashes.length));
    table = new Int32Array(2 * table.length);
    for (let at = 0; at < count; at++) table[freePlace(hashes[at] ?? 0)] = at + 1;
  };
  const freePlace = (hash: number): number => {
    let place = hash & (table.length - 1);
    while (table[place] !== 0) place = (place + 1) & (table.length - 1);
    return place;
  };
  const isSame = (at: number, text: Uint8Array): boolean => {
    const from = starts[at] ?? 0;
    if ((starts[at + 1] ?? 0) - from !== text.length) return false;
    for (let byte = 0; byte < text.length; byte++)
      if (bytes[from + byte] !== text[byte]) return false;
    return true;
  };

  /** Adds a text; true if it was there before. */
  return (text: Uint8Array): boolean => {
    let hash: number = basis;
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ (text[at] ?? 0), prime);
    // The low bits, which choose the place, depend on few of those of the text.
    hash ^= hash >>> 15;
    let place = hash & (table.length - 1);
    for (let known = table[place] ?? 0; known > 0; known = table[place] ?? 0) {
      if (hashes[known - 1] === hash && isSame(known - 1, text)) return true;
      place = (place + 1) & (table.length - 1);
    }
    grow(text.length);
    const from = starts[count] ?? 0;
    bytes.set(text, from);
    hashes[count] = hash;
    table[freePlace(hash)] = ++count;
    starts[count] = from + text.length;
    return false;
  };
}

function enlarged<Numbers extends Uint8Array | Int32Array | Float64Array>(
  from: Numbers,
  to: Numbers,
): Numbers {
  to.set(from);
  return to;
}
