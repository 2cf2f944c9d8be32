import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ContractError } from '../../../src/value/contract-error.ts';
import { type Cell, type ColumnCase, columnCase } from './zod-arbitrary.ts';
import { described } from './zod-described.ts';
import { judgeRows } from './zod-rows.ts';

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

const passes = async (schema: z.ZodType, value: unknown) =>
  (await schema.safeParseAsync(value)).success;

/** zod's verdict; SQL's one NULL passes where null, undefined or an absent key does. */
async function expected(schema: z.ZodType, { given }: Cell): Promise<boolean> {
  if (given !== null) return passes(schema, given);
  const all = [
    passes(schema, null),
    passes(schema, undefined),
    passes(z.object({ x: schema }), {}),
  ];
  return (await Promise.all(all)).includes(true);
}

test('all expectations of a schema together say of each value what safeParse says', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async ({ schema, type, drawn: cells }) => {
      const wanted = await Promise.all(cells.map((cell) => expected(schema, cell))).catch(() => []);
      // zod throws for an intersection whose sides make different values of one.
      fc.pre(wanted.length > 0);
      const columns = [{ name: 'x', type }];
      const rows = cells.map(({ stored }) => [stored]);
      const found = await judgeRows(z.object({ x: schema }), columns, rows).catch(refused);
      if (found === 'refused' || found.wrongTypes.length > 0) {
        // The contract can't be, or the column's type alone is refused: so is each value.
        expect(
          wanted.filter((_, at) => found === 'refused' || cells[at]?.given !== null),
        ).not.toContain(true);
        return;
      }
      expect(found.disagreements).toEqual([]);
      expect(found.rows).toEqual(wanted);
    }),
    { numRuns: 200 },
  );
});

function refused(reason: unknown): 'refused' {
  if (reason instanceof ContractError) return 'refused';
  throw reason;
}
