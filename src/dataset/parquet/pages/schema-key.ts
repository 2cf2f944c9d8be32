import { hash } from 'node:crypto';
import { bytesIn, numberIn, structIn, type ThriftStruct, type ThriftValue } from './thrift.ts';

/** The fields of a schema element: its name, physical type, size, children, ConvertedType, scale, precision, LogicalType. */
const [name, type, size, children, converted, scale, precision, logical] = [
  4, 1, 2, 5, 6, 7, 8, 10,
];
const repetition = 3;
const repeated = 2;

/** Returns a text that two schemas share only if their fields have the same names and types in the same order. */
export function schemaKey(elements: readonly ThriftStruct[]): string {
  // The root's own name and annotations are none of a column's.
  const fields = elements
    .slice(1)
    .map((element) => [
      Buffer.from(bytesIn(element, name) ?? []).toString('latin1'),
      ...[type, size, children, converted, scale, precision].map((field) =>
        numberIn(element, field),
      ),
      numberIn(element, repetition) === repeated,
      printed(structIn(element, logical)),
    ]);
  return hash('sha256', JSON.stringify([numberIn(elements[0], children), fields]));
}

function printed(value: ThriftValue | null | undefined): unknown {
  if (value instanceof Map) return [...value].map(([field, one]) => [field, printed(one)]);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  return Array.isArray(value) ? value.map(printed) : value;
}
