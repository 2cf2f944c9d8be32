import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { titledExpectations } from '../../../src/contract/titled-expectations.ts';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import type { Session } from '../../../src/engine/engine.ts';
import { contract, z } from '../../../src/index.ts';
import { isRed, type Outcome } from '../../../src/outcome/outcome.ts';
import { measureContract } from '../../../src/plan/measure-contract.ts';
import { folder } from '../folder.ts';
import { opened, refusal, rowsOf } from '../opened.ts';
import {
  alikeNames,
  allNull,
  changed,
  type LawRows,
  noRows,
  oddNames,
  plain,
  textForNumbers,
  withoutText,
} from './law-rows.ts';

/** A source, how its rows are made, and the laws that it has no case of. */
export interface SourceUnderTest {
  /** A thing from outside that it needs, so that it is no unit test. */
  readonly needs?: string;
  /** Its file; null for rows in memory. */
  readonly file: LawFile | null;
  readonly dataset: (path: string, table: LawRows) => Dataset;
  /** Brings what is in the folder to where the source reads it from; by default it reads the folder itself. */
  readonly keep?: (root: string) => void;
  /** Laws by name, each with the reason why the source has no case of it. One that it has all the same is an error. */
  readonly skips: Readonly<Record<string, string>>;
}

interface LawFile {
  readonly name: string;
  readonly write: (path: string, table: LawRows) => void | Promise<void>;
  /** Writes five records, of which two can't be read and hold the text `planted`; null if none can be alone so. */
  readonly unreadable: ((path: string) => void) | null;
  /** Its name in messages; by default its own. */
  readonly shown?: string;
  /** False if it may change without a run being due. */
  readonly isWatched?: boolean;
}

/** The end of a law that a source has no case of. */
class NoCase extends Error {
  override readonly name = 'NoCase';
}

/** A law: what a source must do with rows and files. */
interface Law {
  readonly name: string;
  readonly hold: (bench: Bench) => Promise<void>;
}

/** Holds a source to every law. */
export function sourceLaws(name: string, source: SourceUnderTest): void {
  describe(name, () => {
    test('each skip names a law', () => {
      const names = laws.map((law) => law.name);
      expect(Object.keys(source.skips).filter((law) => !names.includes(law))).toEqual([]);
    });
    for (const law of laws) {
      const reason = source.skips[law.name];
      const run = () => law.hold(benchOf(source, folder()));
      if (reason === undefined) test(law.name, run);
      else
        test(`${law.name} (skipped: ${reason})`, async () => {
          // A law that is broken is no case less, and one that holds needs no skip.
          await expect(run()).rejects.toBeInstanceOf(NoCase);
        });
    }
  });
}

/** A folder, and a source over it. */
interface Bench {
  readonly root: string;
  /** The source's file; throws {@link NoCase} for rows in memory. */
  readonly file: () => LawFile & { readonly path: string };
  /** Writes the rows over what is there. */
  readonly write: (table: LawRows) => Promise<void>;
  /** The dataset of what is there, by a path from the root. */
  readonly dataset: (table?: LawRows, path?: string) => Dataset;
  readonly open: (table?: LawRows) => Promise<Session>;
  readonly outcomes: (table?: LawRows) => Promise<readonly Outcome[]>;
}

const shape = { id: z.int(), n: z.number().nullable(), s: z.string().nullable() };
const held = contract('rows', { schema: z.object(shape) }, ({ rows }) => [rows.key('id')]);

function benchOf(source: SourceUnderTest, root: string): Bench {
  const name = source.file?.name ?? '';
  const dataset = (table = plain, path = name) => {
    source.keep?.(root);
    return source.dataset(path, table);
  };
  return {
    root,
    file: () => {
      if (source.file === null) throw new NoCase('It has no file.');
      return { ...source.file, path: join(root, name) };
    },
    write: async (table) => source.file?.write(join(root, name), table),
    dataset,
    open: (table) => opened(dataset(table), { root, shape }),
    outcomes: (table) => outcomesOf(dataset(table), root),
  };
}

function outcomesOf(dataset: Dataset, root: string): Promise<readonly Outcome[]> {
  const selected = new Set(titledExpectations(held).map(({ id }) => id));
  const settings = { root, now: new Date('2026-11-24') };
  return measureContract({ contract: held, dataset, selected, settings });
}

const unreadFields = ({ unreadable }: Session) =>
  [...(unreadable?.columns.values() ?? [])].reduce((sum, { count }) => sum + count, 0);

const isAllGreen = (outcomes: readonly Outcome[]) =>
  outcomes.length > 0 && outcomes.every(({ state }) => state === 'passed');

/** Rows as a list of values by column; numbers and integers compare alike. */
const comparable = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  rows.map((row) =>
    Object.entries(row)
      .map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value])
      .toSorted(),
  );

const expected = ({ columns, rows }: LawRows) =>
  comparable(
    rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null]))),
  );

const laws: readonly Law[] = [
  {
    name: 'declared: it is frozen, says what it is, and reads nothing',
    hold: async ({ dataset }) => {
      const made = dataset();
      expect(Object.isFrozen(made)).toBe(true);
      expect(made.kind).not.toBe('');
      expect(made.label).not.toBe('');
      expect(made.engine).toBe('duckdb');
    },
  },
  {
    name: 'declared: its file is watched',
    hold: async ({ file, dataset }) => {
      if (file().isWatched === false) throw new NoCase('Its file is not watched.');
      expect(dataset().watch).toContain(file().name);
    },
  },
  {
    name: 'rows: they are read as they are, in their order',
    hold: async ({ write, open, outcomes }) => {
      await write(plain);
      const session = await open();
      expect(comparable(await rowsOf(session))).toEqual(expected(plain));
      expect([session.problemCount, session.problems]).toEqual([0, []]);
      expect(isAllGreen(await outcomes())).toBe(true);
    },
  },
  {
    name: 'empty: no rows are no rows, with their columns',
    hold: async ({ write, open, file }) => {
      await write(noRows);
      if (hasNoByte(file)) throw new NoCase('Its file of no rows has no byte.');
      const session = await open(noRows);
      expect(session.columns.map(({ name }) => name)).toEqual(['id', 'n', 's']);
      expect([await rowsOf(session), session.problemCount]).toEqual([[], 0]);
    },
  },
  {
    name: 'empty: a contract over no rows is red',
    hold: async ({ write, outcomes }) => {
      await write(noRows);
      expect((await outcomes(noRows)).some(isRed)).toBe(true);
    },
  },
  {
    name: 'empty: a file of 0 bytes is an error',
    hold: async ({ file, open, outcomes }) => {
      writeFileSync(file().path, '');
      expect(await refusal(() => open())).toMatch(/^DATASET_UNREADABLE: .*(?:rows|queried)/);
      expect((await outcomes()).every(isRed)).toBe(true);
    },
  },
  {
    name: 'null: a column of NULL alone is NULL in each row',
    hold: async ({ write, open, outcomes }) => {
      await write(allNull);
      expect(comparable(await rowsOf(await open(allNull)))).toEqual(expected(allNull));
      expect(isAllGreen(await outcomes(allNull))).toBe(true);
    },
  },
  {
    name: 'wrong type: text where the schema wants numbers is red, and no record is lost',
    hold: async ({ write, open, outcomes }) => {
      await write(textForNumbers);
      const session = await open(textForNumbers);
      const rows = await rowsOf(session);
      expect(rows.length + session.problemCount - unreadFields(session)).toBe(
        textForNumbers.rows.length,
      );
      const red = (await outcomes(textForNumbers)).filter(isRed);
      expect(red.length).toBeGreaterThan(0);
    },
  },
  {
    name: 'problems: records read and problems are the records that are there',
    hold: async ({ file, open, outcomes }) => {
      unreadable(file());
      const session = await open();
      // Of a record with a field that can't be read, the other fields are a row.
      expect((await rowsOf(session)).length - unreadFields(session)).toBe(3);
      expect(session.problemCount).toBe(2);
      expect((await outcomes()).some(isRed)).toBe(true);
    },
  },
  {
    name: 'problems: each says where, and holds no value',
    hold: async ({ file, open }) => {
      unreadable(file());
      const { problems } = await open();
      const { name, shown = name } = file();
      expect(problems.map((problem) => problem.file)).toEqual([shown, shown]);
      expect(problems.map(({ line }) => line).every((line) => Number(line) > 0)).toBe(true);
      for (const { message } of problems) {
        expect(message).not.toBe('');
        expect(message).not.toContain('planted');
      }
    },
  },
  {
    name: 'cut: a file without its last bytes is an error or a problem',
    hold: async ({ file, write, open, outcomes }) => {
      await write(plain);
      const { path } = file();
      writeFileSync(path, readFileSync(path).subarray(0, -4));
      const said = await refusal(async () => {
        const session = await open();
        await rowsOf(session);
        expect(session.problemCount).toBeGreaterThan(0);
      });
      // An engine that reads in place meets the end of the file only as it gets there.
      expect(said).toMatch(/^(?:DATASET_UNREADABLE: |ENGINE_FAILED: |no error$)/);
      expect((await outcomes()).some(isRed)).toBe(true);
    },
  },
  {
    name: 'missing: a file that is not there is DATASET_NOT_FOUND',
    hold: async ({ file, open, outcomes }) => {
      const { name } = file();
      const said = await refusal(() => open());
      expect(said).toMatch(/^DATASET_NOT_FOUND: /);
      expect(said).toContain(name);
      const found = await outcomes();
      expect(found.length).toBeGreaterThan(0);
      expect(found.every(({ problem }) => problem?.code === 'DATASET_NOT_FOUND')).toBe(true);
    },
  },
  {
    name: 'missing: a column that is not there is red, and named',
    hold: async ({ write, outcomes }) => {
      await write(withoutText);
      const red = (await outcomes(withoutText)).filter(isRed);
      expect(red.some(({ title }) => title.includes("'s'"))).toBe(true);
    },
  },
  {
    name: 'names: odd ones are columns as any other',
    hold: async ({ write, open }) => {
      await write(oddNames);
      const session = await open(oddNames);
      expect(comparable(await rowsOf(session))).toEqual(expected(oddNames));
      expect(session.problemCount).toBe(0);
      const [row] = await session.query(
        `select ${oddNames.columns.map(({ name }) => `sum(${session.dialect.identifier(name)})`).join(' + ')} as v from ${session.relation}`,
      );
      expect(Number(row?.v)).toBe(72);
    },
  },
  {
    name: 'names: two that SQL takes for one are an error or a problem',
    hold: async ({ write, open }) => {
      await write(alikeNames).catch(() => {
        throw new NoCase('Its format has no such table.');
      });
      const said = await refusal(async () => {
        const { problemCount, columns } = await open(alikeNames);
        expect(problemCount).toBeGreaterThan(0);
        expect(new Set(columns.map(({ name }) => name.toLowerCase())).size).toBe(2);
      });
      expect(said).toMatch(/^(?:DATASET_INVALID: .*Id|no error$)/);
    },
  },
  {
    name: 'identity: rows are those of the file as it is now',
    hold: async ({ write, open }) => {
      await write(plain);
      const before = await open(plain);
      expect(comparable(await rowsOf(before))).toEqual(expected(plain));
      await before.close();
      await write(changed);
      expect(comparable(await rowsOf(await open(changed)))).toEqual(expected(changed));
    },
  },
  {
    name: 'identity: it changes with the content, and not without',
    hold: async ({ write, dataset, root }) => {
      await write(plain);
      const before = await identityOf(dataset(), root);
      expect(await identityOf(dataset(), root)).toBe(before);
      await write(changed);
      const after = await identityOf(dataset(), root);
      expect(after).not.toBe(before);
      expect(await identityOf(dataset(), root)).toBe(after);
    },
  },
  {
    name: 'names: a file of an odd name is read',
    hold: async ({ root, file, dataset }) => {
      const { name, write } = file();
      mkdirSync(join(root, "o'brien & söhne"));
      const path = join("o'brien & söhne", `100% (1) $x ${name}`);
      await write(join(root, path), plain);
      const session = await opened(dataset(plain, path), { root, shape });
      expect(comparable(await rowsOf(session))).toEqual(expected(plain));
    },
  },
];

/** True if the format writes no rows as no bytes, which another law calls an error. */
function hasNoByte(file: Bench['file']): boolean {
  try {
    return readFileSync(file().path).length === 0;
  } catch (error) {
    if (error instanceof NoCase) return false;
    throw error;
  }
}

/** The text by which the same rows are known again: of a dataset that shares its rows, or of its parts. */
async function identityOf(dataset: Dataset, root: string): Promise<string> {
  if (dataset.sharing) {
    const state = await dataset.sharing.fingerprint(root);
    if (state === null) throw new Error('The state of a local file is known.');
    return `${dataset.sharing.key} ${state}`;
  }
  const session = await opened(dataset, { root, shape });
  const parts = session.files?.parts.list ?? [];
  if (parts.length === 0) throw new NoCase('It has no identity.');
  const identities = parts.flatMap((part) => [part.identify('content'), part.identify('footer')]);
  return (await Promise.all(identities)).join('\n');
}

function unreadable({ path, unreadable }: ReturnType<Bench['file']>): void {
  if (unreadable === null) throw new NoCase('None of its records can be unreadable alone.');
  unreadable(path);
}
