import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ColumnDescription } from '../../../src/engine/described-rows.ts';
import { openSession } from '../../../src/engine/duckdb/open-session.ts';
import { type CsvOptions, csv } from '../../../src/index.ts';
import type { Family } from '../../../src/metric/expression.ts';
import { dialectTable, type JudgedCase } from './dialect-table.ts';
import { type DialectCase, readDialects, type Verdict } from './dialects.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-dialects-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const families = {
  int: ['integer'],
  float: ['float'],
  text: ['text'],
  date: ['date'],
  bool: ['boolean'],
} as const satisfies Readonly<Record<string, readonly Family[]>>;

const { cases } = readDialects();

/** The options of `csv()` that say how a case is to be read. */
function optionsOf({ how }: DialectCase): CsvOptions {
  const { null: nullText, dates: dateFormat, booleans, open: _, find: __, ...same } = how;
  return {
    ...same,
    ...(how.names && how.header === undefined && { header: true }),
    ...(nullText && { nullText }),
    ...(dateFormat && { dateFormat }),
    ...(booleans && { booleans: { true: booleans[0], false: booleans[1] } }),
  };
}

const now = new Date('2026-12-02');

/** Reads a case, and compares with the table that stands in it. What can't be known has to be refused. */
async function read(one: DialectCase, path: string): Promise<Verdict> {
  writeFileSync(path, Buffer.from(one.bytes, 'base64'));
  const found = await rowsOf(one, path);
  if (found === null) return one.rows === null ? 'right' : 'refused';
  return JSON.stringify(found) === JSON.stringify(one.rows) ? 'right' : 'wrong';
}

/** Returns the rows that are read, null where the file or anything in it is refused. */
async function rowsOf(one: DialectCase, path: string): Promise<readonly unknown[] | null> {
  const hints = one.columns.map(([name, type]) => ({ name, families: families[type] }));
  try {
    const session = await openSession(csv(path, optionsOf(one)), hints, { root: folder, now });
    try {
      if (session.problemCount > 0) return null;
      // A contract errors where a column is of another type than its schema says.
      if (hints.some(({ name, families: [family] }) => !isOf(session.columns, name, family)))
        return null;
      const fields = one.columns.map(([name, type]) =>
        type === 'date' ? `"${name}"::date::varchar as "${name}"` : `"${name}"`,
      );
      const rows = await session.query(`select ${fields.join(', ')} from ${session.relation}`);
      return rows.map((row) => one.columns.map(([name]) => asJson(row[name])));
    } finally {
      await session.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

/** True if a column is of a family; an integer is a number too. */
const isOf = (columns: readonly ColumnDescription[], name: string, family: Family): boolean => {
  const found = columns.find((column) => column.name === name)?.family;
  return found === family || (family === 'float' && found === 'integer');
};

const asJson = (value: unknown) =>
  typeof value === 'bigint'
    ? Number.isSafeInteger(Number(value))
      ? Number(value)
      : String(value)
    : value;

describe('CSV files of 34 kinds', () => {
  const judged = cases.map((one, at) => ({ one, path: join(folder, `${at}.csv`) }));

  test('are 340', () => {
    expect([cases.length, new Set(cases.map(({ kind }) => kind)).size]).toEqual([340, 34]);
  });

  test('are read as they are meant, or refused where nobody can know', async () => {
    const verdicts: JudgedCase[] = [];
    for (const { one, path } of judged) verdicts.push({ ...one, assay: await read(one, path) });
    expect(
      verdicts.filter(({ assay }) => assay !== 'right').map(({ id, assay }) => `${id}: ${assay}`),
    ).toEqual([]);
    expect(readFileSync('docs/reference/dialects.md', 'utf8')).toContain(dialectTable(verdicts));
  });
});
