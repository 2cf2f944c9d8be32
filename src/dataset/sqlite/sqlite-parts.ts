import { stat } from 'node:fs/promises';
import type { Part, Parts, Reader } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { contentDigest } from '../files/file-digests.ts';
import { fileState } from '../files/file-state.ts';
import type { KnownFile } from '../scratch/kept-key.ts';
import { mergeFooters } from '../scratch/merge-footers.ts';
import { type ScratchFooter, scratchFooter } from '../scratch/scratch-footer.ts';
import { readScratch, type Scratch } from '../scratch/write-scratch.ts';
import { identifier } from '../sql/quote.ts';

/** A state of a database, of the moment before its rows were read. */
export interface SqliteState {
  readonly text: string;
  /** The files in which the database is, each with its own state. */
  readonly files: readonly KnownFile[];
  /** Returns a text for its bytes that is the same for copies of them, or one of its own if they have changed. */
  digest(): Promise<string>;
}

/** The files beside a database in which SQLite keeps what is not in the database yet, or not for good. */
const beside = ['-wal', '-journal'];

/** Looks up the state of a database. What is committed may be in the files beside it alone. */
export async function sqliteState({ path }: DataFile): Promise<SqliteState> {
  const paths = [path, ...beside.map((ending) => `${path}${ending}`)];
  const look = async () => (await Promise.all(paths.map(knownFile))).filter((one) => one !== null);
  const textOf = (found: readonly KnownFile[]) => found.map(({ state }) => state).join('\n');
  const files = await look();
  const text = textOf(files);
  const isAsItWas = async () => textOf(await look()) === text;
  const digest = async () => {
    if (!(await isAsItWas())) return crypto.randomUUID();
    const digests = await Promise.all(files.map(async (one) => contentDigest(one.path)));
    const endings = files.map((one) => one.path.slice(path.length));
    return (await isAsItWas()) ? [...digests, ...endings].join(' ') : crypto.randomUUID();
  };
  return { text, files, digest };
}

const knownFile = async (path: string): Promise<KnownFile | null> =>
  (await exists(path)) ? { path, state: (await fileState(path)).text } : null;

const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Makes a view of the rows in scratch files, in their order, and returns its name. */
export async function viewOf(
  reader: Reader,
  files: readonly Scratch[],
  columns: readonly string[],
  relation: string = reader.freshName(),
): Promise<string> {
  const paths = files.map(({ path }) => path);
  await reader.query(`create temp view ${relation} as select * from ${rowsIn(paths, columns)}`);
  return relation;
}

const rowsIn = (paths: readonly string[], columns: readonly string[]): string =>
  `(select ${columns.map(identifier).join(', ')} from ${readScratch(paths)})`;

/** The origin of rows: a state of a database, and in `about` the table and how it is read. */
export interface RowsOrigin {
  readonly shown: string;
  readonly state: SqliteState;
  readonly about: string;
}

/** Returns what the footers of files with rows say, in their order. */
export const footerOf = async (files: readonly Scratch[]): Promise<ScratchFooter> =>
  mergeFooters(
    await Promise.all(
      files.map(async ({ path, rows }) => ({ rows, footer: await scratchFooter(path) })),
    ),
  );

/** Returns the rows as one piece: whatever changes some of them may have changed them all. `from` is SQL that reads them. */
export function partsOf(
  from: string,
  rows: number,
  footer: ScratchFooter,
  { shown, state, about }: RowsOrigin,
): Parts {
  const told = (text: string) => `${about}\n${text}`;
  const part: Part = {
    shown,
    footer: about,
    key: about,
    bytes: 0,
    rows,
    ...footer,
    stamp: told(state.text),
    identify: async (kind) => told(kind === 'content' ? await state.digest() : state.text),
  };
  return { folderColumns: new Set(), list: [part], relation: () => from, describe: () => about };
}
