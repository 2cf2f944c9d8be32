import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../../src/contract/contract.ts';
import { fromRows } from '../../src/dataset/memory/from-rows.ts';
import { rowsOfDomain } from '../../src/generate/arbitraries/rows-of-domain.ts';
import { GenerateError } from '../../src/generate/generate-error.ts';
import type { Row } from '../../src/generate/row-domain.ts';
import { rowDomainOf } from '../../src/generate/row-domain-of.ts';
import { runContract } from '../../src/run/run-contract.ts';
import { type Code, columnCode, schemaOf } from './schema-arbitrary.ts';

const schemas = process.env.ASSAY_SCHEMAS === 'all' ? 20_000 : 2000;
/** As columns of one contract, so that DuckDB opens once for many. */
const perContract = 50;
const rowsPerSchema = 6;

interface Generated {
  readonly code: Code;
  readonly schema: z.ZodType;
  readonly rows: readonly Row[];
}

/** The rows of a schema as the column `x`; null where the schema says that none can be. */
function generated(code: Code, seed: number): Generated | null {
  const schema = schemaOf(code);
  const orders = contract('orders', { schema: z.object({ x: schema }) });
  try {
    const count = { least: rowsPerSchema, most: rowsPerSchema };
    const [rows = []] = fc.sample(rowsOfDomain(rowDomainOf(orders), count, 'en'), {
      numRuns: 1,
      seed,
    });
    return { code, schema, rows };
  } catch (error) {
    if (error instanceof GenerateError) return null;
    throw error;
  }
}

/** zod throws for an intersection whose sides make different values of one. */
function isTaken(schema: z.ZodType, row: Row): boolean {
  try {
    return z.object({ x: schema }).safeParse(row).success;
  } catch {
    return false;
  }
}

/** The columns that do not pass, by the code of their schema. */
async function failing(all: readonly Generated[]): Promise<readonly Code[]> {
  const shape = Object.fromEntries(all.map(({ schema }, at) => [`c${at}`, schema]));
  const rows = Array.from({ length: rowsPerSchema }, (_, row) =>
    Object.fromEntries(all.map((one, at) => [`c${at}`, one.rows[row]?.x])),
  );
  const orders = contract('orders', { schema: z.object(shape) });
  const { outcomes } = await runContract(orders, fromRows(rows));
  const isUnread = outcomes.some(
    ({ title, state }) => title === 'every record is read' && state !== 'passed',
  );
  if (isUnread) {
    // No column holds a Map whose values are of several types, which is an error of its own.
    if (all.length === 1) return [];
    const half = Math.ceil(all.length / 2);
    return [...(await failing(all.slice(0, half))), ...(await failing(all.slice(half)))];
  }
  const failed = outcomes.filter(({ state }) => state !== 'passed').map(({ title }) => title);
  return [...new Set(failed)].map((title) => {
    const at = /column\('c(\d+)'\)/.exec(title)?.[1];
    return `${title}: ${all[Number(at ?? 0)]?.code}`;
  });
}

test(`rows of ${schemas} random schemas pass zod and the contract run by DuckDB`, async () => {
  const seed = fc.sample(fc.integer(), 1)[0] ?? 0;
  const codes = fc.sample(columnCode(3), { numRuns: schemas, seed });
  const all = codes.map((code) => generated(code, seed)).filter((one) => one !== null);
  // The others hold what zod itself takes nothing of, as an intersection of two Maps.
  expect(all.length).toBeGreaterThan(schemas * 0.97);
  for (const { code, schema, rows } of all) {
    const taken = rows.filter((row) => isTaken(schema, row));
    expect({ seed, code, taken: taken.length }).toEqual({ seed, code, taken: rowsPerSchema });
  }
  for (let at = 0; at < all.length; at += perContract) {
    const found = await failing(all.slice(at, at + perContract));
    expect({ seed, found }).toEqual({ seed, found: [] });
  }
}, 3_600_000);
