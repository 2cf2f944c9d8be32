import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { constraintsOf } from '../../../src/contract/constraints/constraints-of.ts';
import { contract } from '../../../src/contract/contract.ts';
import {
  compilePredicate,
  type EngineRow,
} from '../../../src/engine/javascript/compile-predicate.ts';
import type { Family } from '../../../src/metric/expression.ts';
import { ContractError } from '../../../src/value/contract-error.ts';
import { type Cell, type ColumnCase, columnCase } from '../schema/zod-arbitrary.ts';
import { described } from '../schema/zod-described.ts';
import { allOf, partsOf, saidIn } from './constraint-predicate.ts';

interface Drawn extends ColumnCase {
  readonly drawn: readonly Cell[];
}

const drawn: fc.Arbitrary<Drawn> = columnCase.chain((one) =>
  fc.array(one.cells, { minLength: 1, maxLength: 12 }).map((cells) => ({
    ...one,
    drawn: cells,
    [fc.toStringMethod]: () => `${described(one.schema)} of ${one.type}: ${fc.stringify(cells)}`,
  })),
);

const families: Readonly<Record<string, Family>> = {
  VARCHAR: 'text',
  DOUBLE: 'float',
  BIGINT: 'integer',
  HUGEINT: 'integer',
  INTEGER: 'integer',
  'DECIMAL(18,3)': 'decimal',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  TIMESTAMPTZ: 'timestamp',
  BOOLEAN: 'boolean',
  JSON: 'json',
};

const familyOf = (type: string): Family => {
  if (type.endsWith('[]')) return 'list';
  return families[type] ?? (type.startsWith('MAP') ? 'map' : 'struct');
};

function constraintOf(schema: z.ZodType) {
  try {
    return constraintsOf(contract('x', { schema: z.object({ x: schema }) })).columns.x;
  } catch (reason) {
    if (reason instanceof ContractError) return null;
    throw reason;
  }
}

/** zod's verdict on a value that is not NULL, where it gives one. */
const passes = (schema: z.ZodType, { given }: Cell) =>
  schema.safeParseAsync(given).then(
    ({ success }) => success,
    () => null,
  );

test('a value that zod takes is one that the merged constraint takes, and the other way round where it is complete', async () => {
  const seen = { complete: 0, taken: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(drawn, async ({ schema, type, drawn: cells }) => {
      const merged = constraintOf(schema);
      if (merged === undefined || merged === null) return;
      const family = familyOf(type);
      const test = await compilePredicate(
        allOf(saidIn(partsOf(merged))),
        new Date(),
        new Map([['x', family]]),
      );
      const isOfType = merged.type?.value.includes(family) ?? true;
      for (const cell of cells.filter(({ given }) => given !== null)) {
        const wanted = await passes(schema, cell);
        const taken = isOfType && test({ x: cell.stored } as EngineRow);
        if (wanted === true) expect(taken).toBe(true);
        if (wanted === false && merged.complete) expect(taken).toBe(false);
        seen.complete += Number(merged.complete);
        seen.taken += Number(taken);
        seen.refused += Number(!taken);
      }
    }),
    { numRuns: 400 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
}, 60_000);
