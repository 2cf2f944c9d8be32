import { expect, test } from 'vitest';
import { Declined } from '../../../src/engine/engine.ts';
import {
  compilePredicate,
  type EngineRow,
} from '../../../src/engine/javascript/compile-predicate.ts';
import type { LawTable } from './law-tables.ts';
import { now, predicateCases } from './predicate-cases.ts';

// JavaScript judges rows one by one: of the laws of engines it has the predicates.

/** Laws that JavaScript declines, each with its reason. */
const skips: Readonly<Record<string, string>> = {
  "a user's SQL": 'it is for the engine',
};

const rowsOf = ({ columns, rows }: LawTable): readonly EngineRow[] =>
  rows.map((row) =>
    Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])),
  ) as readonly EngineRow[];

test.for(predicateCases)('predicate: $name', async ({ name, table, predicate, ids }) => {
  const compiled = compilePredicate(predicate, now);
  if (skips[name] !== undefined) return expect(compiled).rejects.toBeInstanceOf(Declined);
  const judge = await compiled;
  const found = rowsOf(table).filter((row) => judge(row));
  expect(found.map(({ id }) => id)).toEqual(ids);
});
