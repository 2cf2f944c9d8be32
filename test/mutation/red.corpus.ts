import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { contract, type Expectation, type Outcome, parquet } from '../../src/index.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { corpus } from '../never-green/corpus.ts';
import { writeFiles } from '../never-green/files.ts';
import { runInProcess } from '../never-green/in-process.ts';
import { wantedFiles } from '../never-green/wanted.ts';
import { bound, unbound } from '../plan/differential/bounds.ts';
import { kinds, schema } from '../plan/differential/columns.ts';
import { type Declaring, pick, type Written, written } from '../plan/differential/metrics.ts';
import { drawnTable, naive, openWriter, writeTable } from '../plan/differential/tables.ts';
import { asMuch, now } from '../support/measured.ts';

// Not tests of the product, but of its mutants: what is red must be red under each of them. Which of the drawn cases are
// red is found out once, when nothing is mutated, and written beside the sandbox's sources for the workers after it.

const tables = 12;
const perTable = 160;
const seed = 20_261_124;

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'red-')));
afterAll(async () => {
  await closeEngines();
  rmSync(folder, { recursive: true, force: true });
});

const isGreen = (state: string | undefined) =>
  state === 'passed' || state === 'warned' || state === 'pass' || state === 'warn';

describe('the never-green corpus', () => {
  // What is odd about a source is not in the folders that are mutated; one of them stands for all.
  const red = corpus.filter(
    ({ run, must, source }) =>
      run.kind !== 'process' && ['fail', 'error', 'red'].includes(must) && source === 'parquet',
  );
  beforeAll(() => writeFiles(folder, wantedFiles(red), now));
  const groups = Map.groupBy(red, ({ data, source }) => `${data}, ${source}`);
  test.each([...groups])('%s', async (_, cases) => {
    const found = await runInProcess(cases, folder).catch(() => new Map());
    expect(cases.filter(({ id }) => isGreen(found.get(id)?.state)).map(({ id }) => id)).toEqual([]);
  });
});

/** What is thrown is no verdict, and not a green one. */
const thrown = (): readonly string[] => [];

type Truth = Pick<Outcome, 'value' | 'of' | 'violations'>;

/** What is known of a table where nothing is mutated: the values that bounds lie beside, and the states. */
interface Known {
  readonly truths: readonly Truth[];
  readonly states: readonly string[];
}

const drawn = fc.sample(drawnTable, { seed, numRuns: tables });
const picks = fc.sample(pick, { seed, numRuns: tables * perTable });

describe('drawn tables', () => {
  const paths: (readonly string[])[] = [];
  beforeAll(async () => {
    const writer = await openWriter();
    for (const [at, table] of drawn.entries()) {
      const into = mkdtempSync(join(folder, 'table-'));
      paths.push(
        await writeTable({ ...table, rows: at % 4 === 0 ? 3000 : table.rows % 60 }, into, writer),
      );
    }
    writer.closeSync();
  });

  test.each(drawn.map((_, at) => at))('number %d', async (at) => {
    const mine = picks.slice(at * perTable, (at + 1) * perTable);
    const file = resolve(`mutation-red-${at}.json`);
    const known: Known = existsSync(file)
      ? JSON.parse(readFileSync(file, 'utf8'))
      : await knownOf(paths[at] ?? [], mine);
    writeFileSync(file, JSON.stringify(known));
    const states = await statesOf(paths[at] ?? [], mine, known.truths).catch(thrown);
    const turned = states.flatMap((state, place) =>
      isGreen(state) && !isGreen(known.states[place]) ? [`${at}/${place}`] : [],
    );
    expect(turned).toEqual([]);
  });
});

type Picks = typeof picks;

async function knownOf(paths: readonly string[], mine: Picks): Promise<Known> {
  const outcomes = await outcomesOf(naive(paths), mine, (list) => list.map(unbound));
  const truths = outcomes.map(({ value, of, violations }) => ({ value, of, violations }));
  return { truths, states: await statesOf(paths, mine, truths) };
}

async function statesOf(
  paths: readonly string[],
  mine: Picks,
  truths: readonly Truth[],
): Promise<readonly string[]> {
  const held = (list: readonly Written[]) =>
    list.map((one, at) => bound(one, truths[at] as Outcome, mine[at] as Picks[number]));
  return (await outcomesOf(parquet(paths), mine, held)).map(({ state }) => state);
}

async function outcomesOf(
  dataset: ReturnType<typeof parquet>,
  mine: Picks,
  hold: (list: readonly Written[]) => readonly Expectation[],
): Promise<readonly Outcome[]> {
  const held = contract('red', { schema }, (declaring) =>
    hold(mine.map((one) => written(one, kinds, declaring as unknown as Declaring))),
  );
  const own = titledExpectations(held).filter(({ node }) => node.origin === 'declared');
  const settings = { root: folder, now, threads: 1 };
  return measureContract({
    contract: held,
    dataset,
    selected: new Set(own.map(({ id }) => id)),
    settings,
    few: asMuch,
  });
}
