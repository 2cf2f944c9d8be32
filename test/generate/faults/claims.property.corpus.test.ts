import { inspect } from 'node:util';
import { contract, fromRows, z } from 'assay';
import { runContract } from 'assay/run';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsOfDomain } from '../../../src/generate/arbitraries/rows-of-domain.ts';
import { faultSelection } from '../../../src/generate/faults/fault-selection.ts';
import { type FaultPlace, fitFaults } from '../../../src/generate/faults/fit-faults.ts';
import { makeFault } from '../../../src/generate/faults/make-fault.ts';
import { tableDraft } from '../../../src/generate/faults/table-draft.ts';
import { GenerateError } from '../../../src/generate/generate-error.ts';
import type { Row, RowDomain } from '../../../src/generate/row-domain.ts';
import { rowDomainOf } from '../../../src/generate/row-domain-of.ts';
import { isRed } from '../../../src/outcome/outcome.ts';
import { ContractError } from '../../../src/value/contract-error.ts';
import { columnCase } from '../../contract/schema/zod-arbitrary.ts';
import { described } from '../../contract/schema/zod-described.ts';

const schemas = process.env.ASSAY_FAULTS === 'all' ? 20_000 : 2_000;
/** One run checks so many schemas, each a column: a run of its own for each takes as long for one. */
const atOnce = 200;

const all = faultSelection('all');

interface Spoiled {
  readonly schema: z.ZodType;
  /** Rows with one fault that claims to violate. */
  readonly rows: readonly Row[];
  readonly claim: string;
}

/** Rows of a schema with one of the faults in them that claim to violate it; null where there is none. */
function spoiled(schema: z.ZodType, seed: number): Spoiled | null {
  const domain = domainOf(schema);
  const rows = domain && rowsOf(domain, seed);
  if (domain === null || rows === null || rows.length === 0) return null;
  const places = fitFaults(all, { domains: { t: domain }, foreignKeys: [] }).flatMap(
    ({ fault, places: own }) => own.filter(claims).map((place) => ({ fault: fault.name, place })),
  );
  for (const [step] of places.entries()) {
    const { fault, place } = places[(seed + step) % places.length] ?? {};
    const draft = tableDraft(domain, rows);
    if (!fault || !place || !makeFault(draft, fault, place, { row: seed, choice: 0 })) continue;
    const { rows: after, made } = draft.finish();
    return { schema, rows: after, claim: inspect([described(schema), made], { depth: 9 }) };
  }
  return null;
}

/** A row fault is claimed by what is in the row; JSON, as a column of several types is kept, has no NaN. */
const claims = (place: FaultPlace) => {
  if (place.kind === 'row') return false;
  const { edit, violates } = place.change;
  const isNumber = edit.kind === 'constant' && typeof edit.value === 'number';
  return violates.length > 0 && !(isNumber && !Number.isFinite(edit.value));
};

function domainOf(schema: z.ZodType): RowDomain | null {
  try {
    return rowDomainOf(contract('t', { schema: z.object({ x: schema }) }));
  } catch (error) {
    if (error instanceof ContractError || error instanceof GenerateError) return null;
    throw error;
  }
}

function rowsOf(domain: RowDomain, seed: number): readonly Row[] | null {
  try {
    const rows = rowsOfDomain(domain, { least: 3, most: 3 }, 'en');
    return fc.sample(rows, { seed, numRuns: 1 })[0] ?? null;
  } catch (error) {
    if (error instanceof GenerateError) return null;
    throw error;
  }
}

test('a fault that claims to violate a schema is caught', async () => {
  let caught = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(columnCase, fc.nat()), { minLength: atOnce, maxLength: atOnce }),
      async (drawn) => {
        const found = drawn.flatMap(([{ schema }, seed]) => spoiled(schema, seed) ?? []);
        fc.pre(found.length > 0);
        const names = found.map((_, at) => `c${at}`);
        const shape = Object.fromEntries(found.map(({ schema }, at) => [`c${at}`, schema]));
        const rows = [0, 1, 2].map((row) =>
          Object.fromEntries(found.map((one, at) => [`c${at}`, one.rows[row]?.x])),
        );
        const { outcomes } = await runContract(
          contract('t', { schema: z.object(shape) }),
          fromRows(rows),
        );
        const red = outcomes.filter(isRed).map(({ title }) => title);
        const missed = names.flatMap((name, at) =>
          red.some((title) => title.includes(`'${name}'`)) ? [] : [found[at]?.claim],
        );
        expect(missed).toEqual([]);
        caught += found.length;
      },
    ),
    { numRuns: schemas / atOnce, endOnFailure: true },
  );
  expect(caught).toBeGreaterThan(schemas / 4);
});
