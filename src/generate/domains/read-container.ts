import { _length, _maxLength, _maxSize, _minLength, _minSize, _size, regexes } from 'zod/v4/core';
import { type Check, checksOf, definition, type Schema } from '../../contract/schema/zod-core.ts';
import type { Demand, DemandPlace, DemandShape, Size } from './demand.ts';
import { bare, judged, type Reading, ruleAt } from './reading.ts';

/** Reads a schema of a value that has parts, with its checks. */
export function readContainer(schema: Schema, reading: Reading): Demand | null {
  const shape = shapeOf(schema, reading);
  if (shape === null) return null;
  const checks = checksOf(schema);
  const sizes = checks.flatMap((check) => sizesOf(check, reading));
  // The length of a tuple follows from its items.
  const isSizedTuple = shape.kind === 'tuple' && sizes.length > 0;
  const isOpen = checks.some((check) => !isSize(check)) || isChosenKey(schema) || isSizedTuple;
  const demand = { ...bare(shape, reading.path), sizes };
  return isOpen ? judged(demand, schema, reading) : demand;
}

function shapeOf(schema: Schema, reading: Reading): DemandShape | null {
  const def = definition(schema);
  const part = (one: Schema, step: string) => reading.part(one, reading, step);
  switch (def.type) {
    case 'object':
      return {
        kind: 'object',
        fields: fieldsOf(Object.keys(def.shape), (name) => def.shape[name], reading),
      };
    case 'array':
      return { kind: 'list', of: part(def.element, '[]') };
    case 'set':
      return { kind: 'set', of: part(def.valueType, '[]') };
    case 'tuple':
      return {
        kind: 'tuple',
        items: def.items.map((item, at) => part(item, `[${at}]`)),
        rest: def.rest ? part(def.rest, '[]') : null,
      };
    case 'map':
      return entries('map', part(def.keyType, ' key').demand, part(def.valueType, '[]'));
    case 'record': {
      const { values } = def.keyType._zod;
      if (values && !('partial' in def && def.partial)) {
        const names = [...values].filter((one) => typeof one !== 'symbol').map(String);
        return { kind: 'object', fields: fieldsOf(names, () => def.valueType, reading) };
      }
      const keys = part(def.keyType, ' key').demand;
      return entries('record', keys && asName(keys, reading), part(def.valueType, '[]'));
    }
    default:
      return null;
  }
}

const entries = (as: 'record' | 'map', keys: Demand | null, values: DemandPlace): DemandShape => ({
  kind: 'entries',
  as,
  keys,
  values,
});

const fieldsOf = (
  names: readonly string[],
  of: (name: string) => Schema | undefined,
  reading: Reading,
): Readonly<Record<string, DemandPlace>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const schema = of(name);
      return schema ? [[name, reading.part(schema, reading, `.${name}`)]] : [];
    }),
  );

/** A number as a key is text, which zod reads as a number again only in its plain form. */
const asName = (keys: Demand, { judged: rule }: Reading): Demand => ({
  ...keys,
  filters: [
    ...keys.filters,
    {
      accepts: (key) => typeof key !== 'number' || regexes.number.test(String(key)),
      rule,
    },
  ],
});

/** True for a record whose keys are constants with a test of their own. */
const isChosenKey = (schema: Schema): boolean => {
  const def = definition(schema);
  return (
    def.type === 'record' &&
    def.keyType._zod.values !== undefined &&
    checksOf(def.keyType).length > 0
  );
};

/** The conditions under which zod itself looks at a size. A user's own condition is code. */
const usual: ReadonlySet<unknown> = new Set(
  [_minLength(1), _maxLength(1), _length(1), _minSize(1), _maxSize(1), _size(1)].map(
    (check) => check._zod.def.when,
  ),
);

const limits: Readonly<
  Record<string, readonly (readonly [Size['side'], 'minimum' | 'maximum' | 'length' | 'size'])[]>
> = {
  min_length: [['least', 'minimum']],
  max_length: [['most', 'maximum']],
  length_equals: [
    ['least', 'length'],
    ['most', 'length'],
  ],
  min_size: [['least', 'minimum']],
  max_size: [['most', 'maximum']],
  size_equals: [
    ['least', 'size'],
    ['most', 'size'],
  ],
};

const isSize = ({ def }: Check): boolean =>
  Object.hasOwn(limits, def.check) && (def.when === undefined || usual.has(def.when));

function sizesOf(check: Check, reading: Reading): readonly Size[] {
  if (!isSize(check)) return [];
  return (limits[check.def.check] ?? []).flatMap(([side, key]) => {
    const value = check.def[key];
    if (typeof value !== 'number' || !Number.isFinite(value)) return [];
    const rule = ruleAt(reading, `has at ${side} ${value} item${value === 1 ? '' : 's'}`);
    return [{ side, value, rule }];
  });
}
