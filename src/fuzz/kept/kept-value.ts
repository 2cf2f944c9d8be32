/** A value of a generated row as JSON: what JSON has no form for is an object with one key that begins with `$`. */
export function toJson(value: unknown): unknown {
  if (value === undefined) return { $undefined: true };
  if (typeof value === 'bigint') return { $bigint: String(value) };
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0) ? value : { $number: numberText(value) };
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return { $date: value.getTime() };
  if (value instanceof Set) return { $set: [...value].map(toJson) };
  if (value instanceof Map)
    return { $map: [...value].map(([key, item]) => [toJson(key), toJson(item)]) };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(toJson);
  const fields = Object.entries(value).map(([key, item]) => [key, toJson(item)] as const);
  const plain = Object.fromEntries(fields);
  return fields.length === 1 && fields[0]?.[0].startsWith('$') ? { $object: fields } : plain;
}

const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/**
 * The value that {@link toJson} wrote.
 *
 * @throws {Error} for a form that it does not write.
 */
export function fromJson(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(fromJson);
  const entries = Object.entries(json);
  const [[kind, held] = ['', null]] = entries;
  if (entries.length === 1 && kind.startsWith('$')) return special(kind, held);
  return Object.fromEntries(entries.map(([key, item]) => [key, fromJson(item)]));
}

const readers: Readonly<Record<string, (held: unknown) => unknown>> = {
  $undefined: () => undefined,
  $bigint: (held) => BigInt(String(held)),
  $number: (held) => Number(held),
  $date: (held) => new Date(Number(held)),
  $set: (held) => new Set(list(held).map(fromJson)),
  $map: (held) => new Map(list(held).map(pair)),
  $bytes: (held) => new Uint8Array(Buffer.from(String(held), 'base64')),
  $object: (held) => Object.fromEntries(list(held).map(pair)),
};

function special(kind: string, held: unknown): unknown {
  const read = Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  if (read === undefined) throw new Error(`it has a value of the kind ${kind}, which is not known`);
  return read(held);
}

function list(held: unknown): readonly unknown[] {
  if (!Array.isArray(held)) throw new Error('a list is expected');
  return held;
}

function pair(held: unknown): [string, unknown] {
  const [key, item] = list(held);
  return [fromJson(key) as string, fromJson(item)];
}
