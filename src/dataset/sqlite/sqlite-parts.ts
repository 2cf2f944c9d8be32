import { stat } from 'node:fs/promises';
import type { Part, Parts, Reader } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { contentDigest } from '../files/file-digests.ts';
import { fileState } from '../files/file-state.ts';
import { type ScratchFooter, scratchFooter } from '../scratch/scratch-footer.ts';
import { readScratch, type Scratch } from '../scratch/write-scratch.ts';
import { exactPath, identifier, pathOfExact } from '../sql/quote.ts';

/** A state of a database, of the moment before its rows were read. */
export interface SqliteState {
  readonly text: string;
  /** Returns a text for its bytes that is the same for copies of them, or one of its own if they have changed. */
  digest(): Promise<string>;
}

/** The files beside a database in which SQLite keeps what is not in the database yet, or not for good. */
const beside = ['-wal', '-journal'];

/** Looks up the state of a database. What is committed may be in the files beside it alone. */
export async function sqliteState({ path }: DataFile): Promise<SqliteState> {
  const paths = [path, ...beside.map((ending) => `${path}${ending}`)];
  const state = async () => (await Promise.all(paths.map(stateOf))).join('\n');
  const text = await state();
  const digest = async () => {
    const digests = await Promise.all(
      paths.map(async (one) => ((await exists(one)) ? contentDigest(one) : '')),
    );
    return (await state()) === text ? digests.join(' ') : `${crypto.randomUUID()}`;
  };
  return { text, digest };
}

const stateOf = async (path: string): Promise<string> =>
  (await exists(path)) ? (await fileState(path)).text : '';

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
): Promise<string> {
  const relation = reader.freshName();
  const paths = files.map(({ path }) => path);
  await reader.query(`create temp view ${relation} as select * from ${rowsIn(paths, columns)}`);
  return relation;
}

const rowsIn = (paths: readonly string[], columns: readonly string[]): string =>
  `(select ${columns.map(identifier).join(', ')} from ${readScratch(paths)})`;

/**
 * Returns the pieces of the rows: files that were made of one state of a database, of `table`, read as `reading` says.
 */
export async function partsOf(
  files: readonly Scratch[],
  columns: readonly string[],
  {
    shown,
    state,
    about,
  }: { readonly shown: string; readonly state: SqliteState; readonly about: string },
): Promise<Parts> {
  const footers = await Promise.all(files.map(({ path }) => scratchFooter(path)));
  const told = (rows: string, at: number) => `${about}\n${rows}\n${at} of ${files.length}`;
  const list = files.map(
    ({ path, rows }, at): Part => ({
      shown,
      footer: exactPath(path),
      key: `${about} ${at}`,
      // Read together: whatever changes one of them changes them all.
      bytes: 0,
      rows,
      ...(footers[at] as ScratchFooter),
      stamp: told(state.text, at),
      identify: async (kind) => told(kind === 'content' ? await state.digest() : state.text, at),
    }),
  );
  return {
    folderColumns: new Set(),
    list,
    relation: (of) =>
      rowsIn(
        of.map(({ footer }) => pathOfExact(footer)),
        columns,
      ),
    describe: (of) => JSON.stringify([about, of.map((part) => list.indexOf(part))]),
  };
}
