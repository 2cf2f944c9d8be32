import { together } from '../../contract/constraints/rule-reference.ts';
import { columnLabel } from '../../contract/schema/zod-words.ts';
import type { Place, Shape } from '../domain.ts';
import { countValues } from './count-values.ts';
import type { Demand, DemandPlace, DemandShape } from './demand.ts';
import { nilOf } from './nils.ts';
import { type Because, nothing, type Resolved, some } from './resolved.ts';

type ContainerShape = Extract<
  DemandShape,
  { kind: 'list' | 'set' | 'tuple' | 'object' | 'entries' }
>;

type Resolve = (demand: Demand) => Resolved;

/** The items above the least number, where no greatest number is set. */
const spare = 5;

/** Resolves a value with parts, all of them first. */
export function resolveContainer(
  demand: Demand,
  shape: ContainerShape,
  resolve: Resolve,
): Resolved {
  const sizes = sizesOf(demand);
  if ('because' in sizes) return nothing(sizes.because);
  const found = shapeOf(demand, shape, sizes, (place) => resolvePlace(place, resolve), resolve);
  if ('because' in found) return nothing(found.because);
  return some({ ...found.shape, filters: demand.filters, faker: demand.faker });
}

type FoundShape = { readonly shape: Shape } | { readonly because: Because | null };
type FoundPlace = Place | { readonly because: Because | null };

/** Resolves a place; one that takes NULL is NULL where no value is left. */
export function resolvePlace(place: DemandPlace, resolve: Resolve): FoundPlace {
  const nil = nilOf(place);
  const found = place.demand === null ? nothing() : resolve(place.demand);
  if (found.kind === 'domain') return { domain: found.domain, nil };
  return nil === 'never' ? { because: found.because } : { domain: null, nil };
}

interface Sizes {
  readonly minLength: number;
  readonly maxLength: number;
}

function sizesOf({ sizes, path }: Demand): Sizes | { readonly because: Because } {
  const least = sizes
    .filter(({ side }) => side === 'least')
    .toSorted((one, other) => other.value - one.value)[0];
  const most = sizes
    .filter(({ side }) => side === 'most')
    .toSorted((one, other) => one.value - other.value)[0];
  const minLength = Math.max(0, Math.ceil(least?.value ?? 0));
  const maxLength = most ? Math.floor(most.value) : minLength + spare;
  if (minLength <= maxLength) return { minLength, maxLength };
  const words = [
    ...(least ? [`at least ${least.value}`] : []),
    ...(most ? [`at most ${most.value}`] : []),
  ];
  return {
    because: {
      sentence: `${columnLabel(path)}: no list has ${words.join(' and ')} items.`,
      rules: together(least ? [least.rule] : [], most ? [most.rule] : []),
    },
  };
}

/** A set has each value once, and a map each key. */
function distinct(
  shape: Extract<Shape, { kind: 'set' | 'entries' }>,
  count: number,
  { sizes, path }: Demand,
): FoundShape {
  if (shape.minLength <= count)
    return { shape: { ...shape, maxLength: Math.min(shape.maxLength, count) } };
  const rules = sizes.flatMap(({ side, rule }) => (side === 'least' ? [rule] : []));
  return {
    because: {
      sentence: `${columnLabel(path)}: no more than ${count} distinct value${count === 1 ? '' : 's'} can be in it, and it has at least ${shape.minLength}.`,
      rules: together(rules),
    },
  };
}

function shapeOf(
  demand: Demand,
  shape: ContainerShape,
  sizes: Sizes,
  place: (place: DemandPlace) => FoundPlace,
  resolve: Resolve,
): FoundShape {
  switch (shape.kind) {
    case 'list':
    case 'set': {
      const of = place(shape.of);
      if ('because' in of) return empty(of.because, sizes, shape.kind === 'list' ? [] : new Set());
      if (shape.kind === 'list') return { shape: { kind: 'list', of, ...sizes } };
      const count = (of.domain ? countValues(of.domain) : 0) + (of.nil === 'never' ? 0 : 1);
      return distinct({ kind: 'set', of, ...sizes }, count, demand);
    }
    case 'entries': {
      const keys: Resolved = shape.keys === null ? nothing() : resolve(shape.keys);
      const values = place(shape.values);
      const none = shape.as === 'map' ? new Map() : {};
      if (keys.kind === 'nothing') return empty(keys.because, sizes, none);
      if ('because' in values) return empty(values.because, sizes, none);
      const entries = {
        kind: 'entries',
        as: shape.as,
        keys: keys.domain,
        values,
        ...sizes,
      } as const;
      return distinct(entries, countValues(keys.domain), demand);
    }
    case 'tuple':
      return tupleOf(shape, place);
    case 'object':
      return objectOf(shape, place);
  }
}

/** Where items end, as in a recursive schema that is cut off, none may be needed. */
const empty = (because: Because | null, { minLength }: Sizes, none: unknown): FoundShape =>
  because === null && minLength === 0
    ? { shape: { kind: 'constants', values: [none] } }
    : { because };

function tupleOf(
  shape: Extract<DemandShape, { kind: 'tuple' }>,
  place: (place: DemandPlace) => FoundPlace,
): FoundShape {
  const items: Place[] = [];
  for (const item of shape.items) {
    const found = place(item);
    if ('because' in found) return found;
    items.push(found);
  }
  const rest = shape.rest && place(shape.rest);
  if (rest && 'because' in rest && rest.because) return rest;
  return { shape: { kind: 'tuple', items, rest: rest && 'domain' in rest ? rest : null } };
}

function objectOf(
  shape: Extract<DemandShape, { kind: 'object' }>,
  place: (place: DemandPlace) => FoundPlace,
): FoundShape {
  const fields: [string, Place][] = [];
  for (const [name, field] of Object.entries(shape.fields)) {
    const found = place(field);
    if ('because' in found) return found;
    fields.push([name, found]);
  }
  return { shape: { kind: 'object', fields: Object.fromEntries(fields) } };
}
