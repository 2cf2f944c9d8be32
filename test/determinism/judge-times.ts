import process from 'node:process';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import type { TimeColumn } from '../../src/contract/words/time-column.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { contract, csv, json, parquet, z } from '../../src/index.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { cases, columnsOf } from './time-cases.ts';
import { odd } from './times.ts';

// A process of its own, in the time zone of its environment: judges all cases over the files in a folder, or those whose
// now lies amid the moments, and writes what came out of each expectation, in their order.

const [root = '.', which = 'all'] = process.argv.slice(2);
const sources = { csv, json, parquet } as const;

/** What came out: how it ended, the value, and the two sentences a person reads. */
export type Told = readonly [
  state: string,
  value: string | null,
  observed: string | null,
  title: string,
];

const told: (readonly Told[])[] = [];
const chosen = cases.filter(({ isAmid }) => isAmid || which === 'all');
const byRun = Map.groupBy(chosen, ({ file, now }) => `${file} ${now.getTime()}`);
const found = new Map<(typeof cases)[number], readonly Told[]>();
for (const group of byRun.values()) {
  const [first] = group;
  if (first === undefined) continue;
  const [, at = '0', kind = 'csv'] = /^stretch-(\d+)\.(\w+)$/.exec(first.file) ?? [];
  const stretch = odd[Number(at)];
  const names = stretch ? columnsOf(stretch).map(({ name }) => name) : [];
  const shape = Object.fromEntries(
    names
      .filter((name) => group.some(({ column }) => column === name))
      .map((name) => [name, z.date()]),
  );
  const held = contract('times', { schema: z.object(shape) }, ({ column }) =>
    group.flatMap((one) =>
      one.asked.map(({ write }) => write(column(one.column as never) as unknown as TimeColumn)),
    ),
  );
  const mine = titledExpectations(held).filter(({ node }) => node.origin === 'declared');
  const outcomes = await measureContract({
    contract: held,
    dataset: sources[kind as keyof typeof sources](first.file),
    selected: new Set(mine.map(({ id }) => id)),
    settings: { root, now: first.now },
  });
  let next = 0;
  for (const one of group) {
    const own = outcomes.slice(next, next + one.asked.length);
    next += one.asked.length;
    found.set(
      one,
      own.map(({ state, value, observed, title }) => [state, value, observed, title] as const),
    );
  }
}
for (const one of cases) told.push(found.get(one) ?? []);
await closeEngines();
process.stdout.write(JSON.stringify(told));
