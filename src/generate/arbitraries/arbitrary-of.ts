import fc from 'fast-check';
import type { Domain, Place, Shape } from '../domain.ts';
import { fakerFunction } from '../faker.ts';
import { bigints } from './bigints.ts';
import { checkedArbitrary, checkedScalar } from './checked.ts';
import { constants } from './constants.ts';
import { lists, maps, objects, records, sets, tuples } from './containers.ts';
import { instants } from './instants.ts';
import { counted, countedAll, type Making } from './making.ts';
import { numbers } from './numbers.ts';
import { placeArbitrary } from './place.ts';
import { type Scalar, ScalarArbitrary } from './scalar.ts';
import { texts } from './texts.ts';

/**
 * Makes the arbitrary of a domain: by construction, and with its filters where a rule could not be merged.
 *
 * @throws {GenerateError} `FAKER_INVALID` or `FAKER_MISSING` if the domain names a faker function that can't be called.
 */
export function arbitraryOf(domain: Domain, making: Making): fc.Arbitrary<unknown> {
  const filters = countedAll(domain.filters, making);
  const arbitrary = arbitraryOfShape(domain, making);
  const scalar = arbitrary instanceof ScalarArbitrary ? arbitrary.scalar : null;
  if (domain.faker !== null) {
    const values = realistic(domain.faker, scalar ?? anything, making);
    return new ScalarArbitrary(checkedScalar(values, filters));
  }
  if (filters.length === 0) return arbitrary;
  return scalar
    ? new ScalarArbitrary(checkedScalar(scalar, filters))
    : checkedArbitrary(arbitrary, filters);
}

/** Makes the arbitrary of a place. */
const arbitraryOfPlace = (place: Place, making: Making): fc.Arbitrary<unknown> =>
  placeArbitrary(place, place.domain && arbitraryOf(place.domain, making));

function arbitraryOfShape(shape: Shape, making: Making): fc.Arbitrary<unknown> {
  const inside = (place: Place) => arbitraryOfPlace(place, making);
  switch (shape.kind) {
    case 'constants':
      return new ScalarArbitrary(constants(shape.values));
    case 'number':
      return new ScalarArbitrary(numbers(shape));
    case 'bigint':
      return new ScalarArbitrary(bigints(shape));
    case 'instant':
      return new ScalarArbitrary(instants(shape.minimum, shape.maximum));
    case 'text':
      return new ScalarArbitrary(texts(shape, making));
    case 'list':
      return lists(inside(shape.of), shape);
    case 'set':
      return sets(inside(shape.of), shape);
    case 'tuple':
      return tuples(shape.items.map(inside), shape.rest && inside(shape.rest));
    case 'object':
      return objects(
        Object.fromEntries(Object.entries(shape.fields).map(([name, of]) => [name, inside(of)])),
      );
    case 'entries': {
      const keys = arbitraryOf(shape.keys, making);
      return (shape.as === 'map' ? maps : records)(keys, inside(shape.values), shape);
    }
    case 'choice':
      return fc.oneof(
        { withCrossShrink: true },
        ...shape.options.map((one) => arbitraryOf(one, making)),
      );
  }
}

const anything: Scalar = {
  draw: () => null,
  simpler: () => [],
  accepts: () => true,
  members: null,
};

/** The values of a faker function that a domain takes. They shrink to one that is always the same. */
function realistic(name: string, plain: Scalar, making: Making): Scalar {
  const draw = fakerFunction(name, making.locale);
  const rule = `values of the faker function '${name}' keep the other rules`;
  const checked = checkedScalar(
    { draw, simpler: () => [], accepts: plain.accepts, members: null },
    [counted({ accepts: plain.accepts, rule }, making)],
  );
  let simplest: { readonly value: unknown } | null = null;
  return {
    ...checked,
    simpler: (value) => {
      simplest ??= { value: fc.sample(new ScalarArbitrary(checked), { seed: 0, numRuns: 1 })[0] };
      return Object.is(value, simplest.value) ? [] : [simplest.value];
    },
  };
}
