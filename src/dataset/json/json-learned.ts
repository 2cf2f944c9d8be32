import type { Plain } from '../dataset.ts';
import { newShape, type Shape } from './json-shape.ts';

/** All that was learned of the records of a file, or of several. */
export interface Learned {
  readonly records: Shape;
  /** The number of records that were kept. */
  readonly kept: number;
  /** True if one of them has an integer of 19 digits or more. */
  readonly hasBig: boolean;
}

/** Joins what was learned of files to what would have been learned of all of them, one after the other. */
export function joinLearned(files: readonly Learned[]): Learned {
  const records = newShape();
  let kept = 0;
  let places = 0;
  for (const file of files) {
    const most = addShape(records, file.records, { records: kept, places });
    kept += file.kept;
    places = Math.max(places, most + 1);
  }
  return { records, kept, hasBig: files.some(({ hasBig }) => hasBig) };
}

/** The numbers of records, and of places, that were known before. */
interface Before {
  readonly records: number;
  readonly places: number;
}

/** Adds a shape to another, and returns the greatest order of a place in it. */
function addShape(to: Shape, of: Shape, before: Before): number {
  to.bits |= of.bits;
  if (to.since < 0 && of.since >= 0) {
    to.since = before.records + of.since;
    to.order = before.places + of.order;
  }
  let most = to.order;
  const known = new Map(to.fields.map((field) => [field.key, field]));
  for (const field of of.fields.filter(({ since }) => since >= 0)) {
    const own = known.get(field.key) ?? newShape(field.key, undefined, to.fields.length);
    if (own.index === to.fields.length) to.fields.push(own);
    most = Math.max(most, addShape(own, field, before));
  }
  if (of.items !== null) {
    to.items ??= newShape();
    most = Math.max(most, addShape(to.items, of.items, before));
  }
  return most;
}

/** Encodes a shape, to be kept. */
export const keptShape = ({ key, bits, since, order, fields, items }: Shape): Plain => [
  key,
  bits,
  since,
  order,
  fields.filter((field) => field.since >= 0).map(keptShape),
  items && keptShape(items),
];

/** Decodes a shape of {@link keptShape}. */
export function shapeKept(kept: Plain, index = 0): Shape {
  const [key, bits, since, order, fields, items] = kept as KeptShape;
  const shape = newShape(key, undefined, index);
  shape.bits = bits;
  shape.since = since;
  shape.order = order;
  shape.fields.push(...fields.map(shapeKept));
  shape.items = items === null ? null : shapeKept(items);
  return shape;
}

type KeptShape = readonly [
  key: string,
  bits: number,
  since: number,
  order: number,
  fields: readonly Plain[],
  items: Plain,
];

/** Returns the keys of all objects within a shape. */
export const keysWithin = ({ fields, items }: Shape): readonly string[] => [
  ...fields.flatMap((field) => [field.key, ...keysWithin(field)]),
  ...(items === null ? [] : keysWithin(items)),
];
