import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../../src/contract/contract.ts';
import { partsOf } from '../../src/contract/schema/zod-parts.ts';
import { GenerateError } from '../../src/generate/generate-error.ts';
import { rowDomainOf } from '../../src/generate/row-domain-of.ts';
import { ContractError } from '../../src/value/contract-error.ts';
import { type Cell, type ColumnCase, columnCase } from '../contract/schema/zod-arbitrary.ts';
import { described } from '../contract/schema/zod-described.ts';
import { isInDomain } from './is-in-domain.ts';

interface Drawn extends ColumnCase {
  readonly drawn: readonly Cell[];
}

const drawn: fc.Arbitrary<Drawn> = columnCase.chain((one) =>
  fc.array(one.cells, { minLength: 1, maxLength: 20 }).map((cells) => ({
    ...one,
    drawn: cells,
    [fc.toStringMethod]: () => `${described(one.schema)}: ${fc.stringify(cells)}`,
  })),
);

function columnOf(schema: z.ZodType) {
  try {
    return rowDomainOf(contract('c', { schema: z.object({ x: schema }) })).columns[0];
  } catch (error) {
    if (error instanceof ContractError) return null;
    if (error instanceof GenerateError) return error;
    throw error;
  }
}

const judged = (schema: z.ZodType, value: unknown) =>
  schema.safeParseAsync(value).then(
    ({ success, data }) => ({ value, isTaken: success, isKept: success && isKept(value, data) }),
    () => ({ value, isTaken: false, isKept: false }),
  );

/** Of texts that zod changes first, as it trims a URL, only those are made that it leaves as they are. */
const isKept = (value: unknown, data: unknown) => typeof value !== 'string' || data === value;

/** Schemas of which only some of the values are made: those of the likely type. */
const isNarrowed = (schema: z.ZodType) =>
  narrowed.test(described(schema)) ||
  isOfOneStruct(schema) ||
  [...partsOf(schema)].some(
    ({ _zod: { def } }) => ['any', 'unknown'].includes(def.type) || ('coerce' in def && def.coerce),
  );

/** Values that JSON has not are made as a STRUCT, of a union of objects only those of the first. */
function isOfOneStruct(schema: z.ZodType): boolean {
  const types = new Set([...partsOf(schema)].map(({ _zod: { def } }) => def.type));
  return types.has('union') && types.has('object') && types.has('bigint');
}

const narrowed = /pipe|transform|coerce|custom|json|date|overwrite|record|lazy|async/;

/** Beyond BIGINT only a bound of the schema leads. */
const isUsual = (value: unknown) => typeof value !== 'bigint' || BigInt.asIntN(64, value) === value;

test('a value that zod takes is in the domain, and a contradiction is one', async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async ({ schema, drawn: cells }) => {
      const column = columnOf(schema);
      if (column === null || column === undefined) return;
      const given = cells.map((cell) => cell.given).filter(isUsual);
      const found = await Promise.all(given.map((one) => judged(schema, one)));
      if (column instanceof GenerateError) {
        if (column.code === 'NOT_GENERATED') return;
        expect(found.filter(({ isTaken }) => isTaken)).toEqual([]);
        return;
      }
      if (isNarrowed(schema)) return;
      for (const { value, isKept } of found) {
        if (!isKept) continue;
        if (value === null || value === undefined) expect(column.nil).not.toBe('never');
        else {
          seen += 1;
          expect(column.domain).not.toBeNull();
          expect(column.domain && isInDomain(column.domain, value)).toBe(true);
        }
      }
    }),
    { numRuns: 120 },
  );
  expect(seen).toBeGreaterThan(50);
});

/** Where a schema stands, as code within a column. */
const nested: readonly ((schema: z.ZodType) => z.ZodType)[] = [
  (one) => one,
  (one) => z.array(one).min(1),
  (one) => z.object({ a: one }),
  (one) => z.tuple([z.string(), one]),
  (one) => z.record(z.string(), one),
  (one) => z.map(z.string(), one),
  (one) => z.set(one),
  (one) => z.union([one, one]),
  (one) => z.intersection(one, one),
  (one) => z.lazy(() => one.readonly()),
];

const size = fc.integer({ min: 0, max: 6 });

/** Schemas with two limits, of which the second is below the first as often as not. */
const limited: fc.Arbitrary<{ readonly schema: z.ZodType; readonly isEmpty: boolean }> = fc
  .tuple(size, size, fc.integer({ min: 0, max: 6 }))
  .map(([low, high, kind]) => {
    const isEmpty = low > high;
    const pattern = new RegExp(`^[a-c]{${low}}(?:x|yy)$`);
    const kinds: readonly (readonly [z.ZodType, boolean])[] = [
      [z.number().min(low).max(high), isEmpty],
      [z.number().gt(low).lt(high), low >= high],
      [z.bigint().gt(BigInt(low)).lt(BigInt(high)), low + 1 >= high],
      [z.date().min(new Date(low)).max(new Date(high)), isEmpty],
      [z.string().min(low).max(high), isEmpty],
      [z.array(z.string()).min(low).max(high), isEmpty],
      [z.string().regex(pattern).max(high), low + 1 > high],
    ];
    const [schema = z.never(), empty = true] = kinds[kind] ?? [];
    return { schema, isEmpty: empty };
  });

test('two rules that exclude each other are an error at any depth, which names both, and others are none', () => {
  fc.assert(
    fc.property(
      limited,
      fc.array(fc.constantFrom(...nested), { maxLength: 3 }),
      ({ schema, isEmpty }, around) => {
        const made = around.reduce((inner, wrap) => wrap(inner), schema);
        const column = columnOf(made);
        expect(column instanceof GenerateError).toBe(isEmpty);
        if (!isEmpty) return;
        expect(column).toMatchObject({ code: 'CONTRADICTION' });
        expect(String(column).split('\n').length).toBeGreaterThan(2);
      },
    ),
    { numRuns: 100 },
  );
});
