import type { Domain, NumberShape, Place, TextShape } from '../../src/generate/domain.ts';
import { isMultiple } from '../../src/value/multiple.ts';

/** True for a value of a domain, as its shape and its filters say it. */
export const isInDomain = (domain: Domain, value: unknown): boolean =>
  isInShape(domain, value) && domain.filters.every(({ accepts }) => accepts(value));

const isInPlace = ({ domain, nil }: Place, value: unknown): boolean =>
  value === null || value === undefined
    ? nil !== 'never'
    : domain !== null && isInDomain(domain, value);

function isInShape(shape: Domain, value: unknown): boolean {
  switch (shape.kind) {
    case 'constants':
      return shape.values.some((one) => Object.is(one, value) || one === value);
    case 'number':
      return isNumber(shape, value);
    case 'bigint':
      return (
        typeof value === 'bigint' &&
        value >= shape.minimum &&
        value <= shape.maximum &&
        value % shape.step === 0n
      );
    case 'instant':
      return (
        value instanceof Date &&
        value.getTime() >= shape.minimum &&
        value.getTime() <= shape.maximum
      );
    case 'text':
      return isText(shape, value);
    case 'list':
      return (
        Array.isArray(value) &&
        hasSize(shape, value.length) &&
        value.every((one) => isInPlace(shape.of, one))
      );
    case 'set':
      return (
        value instanceof Set &&
        hasSize(shape, value.size) &&
        [...value].every((one) => isInPlace(shape.of, one))
      );
    case 'tuple':
      return (
        Array.isArray(value) &&
        value.every((one, at) => {
          const place = shape.items[at] ?? shape.rest;
          return place !== null && isInPlace(place, one);
        })
      );
    case 'object':
      return (
        typeof value === 'object' &&
        Object.entries(shape.fields).every(([name, place]) =>
          isInPlace(place, Reflect.get(value ?? {}, name)),
        )
      );
    case 'entries': {
      const entries = value instanceof Map ? [...value] : Object.entries(value ?? {});
      return entries.every(
        ([key, one]) => isInDomain(shape.keys, key) && isInPlace(shape.values, one),
      );
    }
    case 'choice':
      return shape.options.some((option) => isInDomain(option, value));
  }
}

const hasSize = (
  { minLength, maxLength }: { readonly minLength: number; readonly maxLength: number },
  size: number,
) => size >= minLength && size <= maxLength;

function isNumber({ minimum, maximum, whole, steps, nan }: NumberShape, value: unknown): boolean {
  if (typeof value !== 'number') return false;
  if (Number.isNaN(value)) return nan;
  return (
    value >= minimum &&
    value <= maximum &&
    (!whole || Number.isInteger(value)) &&
    steps.every((step) => isMultiple(value, step === 1 ? -1 : step))
  );
}

function isText({ minLength, maxLength, patterns, notPatterns }: TextShape, value: unknown) {
  if (typeof value !== 'string') return false;
  const { length } = [...value];
  const isFound = ({ source, flags }: TextShape['patterns'][number]) =>
    new RegExp(source, flags).test(value);
  return (
    length >= minLength &&
    length <= (maxLength ?? Infinity) &&
    patterns.every(isFound) &&
    !notPatterns.some(isFound)
  );
}
