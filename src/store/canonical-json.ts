/**
 * Returns the canonical JSON of a value (RFC 8785): keys in the order of their UTF-16 code units, no spaces, numbers as
 * JavaScript writes them. Equal values have equal texts, so that digests can be compared. Keys of undefined values are
 * left out.
 *
 * @throws {TypeError} for what JSON can't hold: NaN, infinities, bigints, functions, half characters.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'number') return numberOf(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && isPlain(value)) return objectOf(value);
  throw new TypeError(`A ${typeof value} has no JSON.`);
}

const isPlain = (value: object): value is Readonly<Record<string, unknown>> =>
  [Object.prototype, null].includes(Object.getPrototypeOf(value));

const objectOf = (value: Readonly<Record<string, unknown>>): string =>
  `{${Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${textOf(key)}:${canonicalJson(value[key])}`)
    .join(',')}}`;

function textOf(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('A text holds half a character.');
  return JSON.stringify(text);
}

function numberOf(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON.`);
  return JSON.stringify(value);
}

/** Returns the bytes of a document: its canonical JSON and a newline. */
export const documentBytes = (value: unknown): Uint8Array =>
  Buffer.from(`${canonicalJson(value)}\n`, 'utf8');
