import type { Demand, DemandPlace, DemandShape } from './demand.ts';
import { sharedNils } from './nils.ts';
import { bare } from './reading.ts';

type Of<Kind extends DemandShape['kind']> = Extract<DemandShape, { kind: Kind }>;

/** Demands that both sides make; null where no value is of both shapes. */
export function meetDemands(left: Demand, right: Demand): Demand | null {
  const shape = meetShapes(left, right);
  return (
    shape && {
      shape,
      said: [...left.said, ...right.said],
      sizes: [...left.sizes, ...right.sizes],
      filters: [...left.filters, ...right.filters],
      faker: left.faker ?? right.faker,
      path: left.path,
    }
  );
}

function meetShapes(first: Demand, second: Demand): DemandShape | null {
  const [left, right] = ordered(first.shape, second.shape);
  const { path } = first;
  switch (left.kind) {
    case 'anything':
      return right;
    case 'choice': {
      const options = left.options.flatMap((one) => meetDemands(one, bare(right, path)) ?? []);
      return options.length === 0 ? null : { kind: 'choice', options };
    }
    case 'constants': {
      const values = left.values.filter((value) => isOf(value, right));
      return values.length === 0 ? null : { kind: 'constants', values };
    }
    case 'tuple':
      return right.kind === 'tuple' || right.kind === 'list' ? meetTuple(left, right) : null;
    case 'object':
      return right.kind === 'object' || right.kind === 'entries' ? meetObject(left, right) : null;
    case 'entries':
      return right.kind === 'entries' ? meetEntries(left, right) : null;
    case 'list':
    case 'set':
      return right.kind === left.kind
        ? { kind: left.kind, of: meetPlaces(left.of, right.of) }
        : null;
    case 'text':
    case 'number':
    case 'bigint':
    case 'instant':
      return left.kind === right.kind ? left : null;
  }
}

/** The shape that decides comes first. */
const ranks: Readonly<Record<DemandShape['kind'], number>> = {
  anything: 0,
  choice: 1,
  constants: 2,
  tuple: 3,
  object: 4,
  entries: 5,
  list: 6,
  set: 7,
  text: 8,
  number: 9,
  bigint: 10,
  instant: 11,
};

const ordered = (left: DemandShape, right: DemandShape) =>
  ranks[left.kind] <= ranks[right.kind] ? ([left, right] as const) : ([right, left] as const);

function isOf(value: unknown, shape: DemandShape): boolean {
  switch (shape.kind) {
    case 'constants':
      return shape.values.some((one) => Object.is(one, value));
    case 'text':
      return typeof value === 'string';
    case 'number':
      return Number.isFinite(value);
    case 'bigint':
      return typeof value === 'bigint';
    case 'instant':
      return value instanceof Date;
    default:
      return false;
  }
}

/** Meets two places: a value of both, and NULL in a form that both take. */
function meetPlaces(left: DemandPlace, right: DemandPlace): DemandPlace {
  const demand = left.demand && right.demand && meetDemands(left.demand, right.demand);
  return { demand, nils: sharedNils(left, right) };
}

function meetTuple(left: Of<'tuple'>, right: Of<'tuple' | 'list'>): DemandShape | null {
  const other = right.kind === 'list' ? { items: [], rest: right.of } : right;
  const length = Math.max(left.items.length, other.items.length);
  const items: DemandPlace[] = [];
  for (let at = 0; at < length; at += 1) {
    const [one, two] = [left.items[at] ?? left.rest, other.items[at] ?? other.rest];
    if (!one || !two) return null;
    items.push(meetPlaces(one, two));
  }
  return {
    kind: 'tuple',
    items,
    rest: left.rest && other.rest && meetPlaces(left.rest, other.rest),
  };
}

function meetObject(left: Of<'object'>, right: Of<'object' | 'entries'>): DemandShape | null {
  if (right.kind === 'entries') {
    if (right.as === 'map') return null;
    const named = Object.entries(left.fields).map(
      ([name, place]) => [name, meetPlaces(place, right.values)] as const,
    );
    return { kind: 'object', fields: Object.fromEntries(named) };
  }
  const shared = Object.entries(left.fields).map(([name, place]) => {
    const other = Object.hasOwn(right.fields, name) ? right.fields[name] : undefined;
    return [name, other ? meetPlaces(place, other) : place] as const;
  });
  return { kind: 'object', fields: { ...right.fields, ...Object.fromEntries(shared) } };
}

function meetEntries(left: Of<'entries'>, right: Of<'entries'>): DemandShape | null {
  if (left.as !== right.as) return null;
  const keys = left.keys && right.keys && meetDemands(left.keys, right.keys);
  return { ...left, keys, values: meetPlaces(left.values, right.values) };
}
