/** A field's value in Thrift's compact protocol, for files that no writer writes. */
export interface Field {
  readonly kind: number;
  readonly bytes: Buffer;
}

export type Fields = readonly (readonly [id: number, field: Field])[];

export function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

const zigzag = (value: number) => Buffer.from(varint(value < 0 ? -value * 2 - 1 : value * 2));

export const bool = (value: boolean): Field => ({ kind: value ? 1 : 2, bytes: Buffer.alloc(0) });
export const i8 = (value: number): Field => ({ kind: 3, bytes: Buffer.from([value & 255]) });
export const i32 = (value: number): Field => ({ kind: 5, bytes: zigzag(value) });
export const i64 = (value: number): Field => ({ kind: 6, bytes: zigzag(value) });
export const binary = (bytes: Buffer): Field => ({
  kind: 8,
  bytes: Buffer.concat([Buffer.from(varint(bytes.length)), bytes]),
});
export const text = (value: string): Field => binary(Buffer.from(value));
export const listOf = (kind: number, items: readonly Buffer[]): Field => ({
  kind: 9,
  bytes: Buffer.concat([
    Buffer.from(
      items.length < 15 ? [items.length * 16 + kind] : [0xf0 + kind, ...varint(items.length)],
    ),
    ...items,
  ]),
});
export const nested = (fields: Fields): Field => ({ kind: 12, bytes: struct(fields) });

export function struct(fields: Fields): Buffer {
  const parts = fields.map(([id, { kind, bytes }], at) => {
    const step = id - (fields[at - 1]?.[0] ?? 0);
    const head = step < 16 ? Buffer.from([step * 16 + kind]) : Buffer.from([kind, ...zigzag(id)]);
    return Buffer.concat([head, bytes]);
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}
