import { rm } from 'node:fs/promises';
import type { FileSource, SourceFile } from '../../dataset/dataset.ts';
import { exactPath } from '../../dataset/sql/quote.ts';
import type { Session } from '../../engine/engine.ts';
import { counted } from '../../outcome/printable-text.ts';
import { StoreError } from '../store-error.ts';
import { comparedRecords } from './compared-records.ts';
import { type IsSubject, subjectRows } from './subject-rows.ts';
import { withSession } from './with-session.ts';

/** A file of a dataset with the subjects that it was searched for. */
export interface SearchedFile {
  /** The number of rows before. */
  readonly rows: number;
  /** The number of rows that were left out; 0 if the file has no subject, and was not written anew. */
  readonly erased: number;
}

/** The work on one file. */
export interface FileErasure {
  readonly source: FileSource;
  readonly file: SourceFile;
  /** The columns that may hold a subject. */
  readonly columns: readonly string[];
  readonly isSubject: IsSubject;
  /** The path of the new file. Nothing is written there if the file has no subject. */
  readonly to: string;
  /** The folder that relative paths start from. */
  readonly root: string;
}

/**
 * Writes a copy of a file without the rows of subjects, if it has any, and proves that nothing else of it changed.
 *
 * @throws {StoreError} `STORE_USAGE` for a file that can't be written anew, `STORE_UNUSABLE` if the copy is not what it
 * should be. Then no copy is left.
 */
export async function eraseFromFile(work: FileErasure): Promise<SearchedFile> {
  const { source, file, columns, isSubject, root } = work;
  return withSession(root, source.at([file], file.shown), async (session) => {
    refuseProblems(session, file);
    const { rows, found } = await subjectRows(session, columns, isSubject);
    if (found.length > 0) await write(work, session, found);
    return { rows, erased: found.length };
  });
}

async function write(work: FileErasure, session: Session, found: readonly number[]) {
  const { source, file, to } = work;
  try {
    if (source.without) await source.without(file, found, to);
    else if (source.format === 'parquet') await rewritten(session, file, found, to);
    else throw cannotRewrite(source, file);
    await prove(work, found);
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  }
}

async function rewritten(
  { store }: Session,
  { path }: SourceFile,
  found: readonly number[],
  to: string,
) {
  if (store === null) throw new TypeError('the engine writes no files');
  const written = await store.rewrite(exactPath(path), found);
  await written.keep(to);
}

/** Reads both files again: the copy has every other row of the first, as often as it had it, and no row besides. */
async function prove({ source, file, to, root }: FileErasure, found: readonly number[]) {
  const copy: SourceFile = { path: to, shown: `the copy of ${file.shown}` };
  const read = source.records ?? ((files, label) => source.at(files, label));
  const compared = comparedRecords(read([file], file.shown), read([copy], copy.shown), found);
  await withSession(root, compared, async (session) => {
    const [row] = await session.query(`select * from ${session.relation}`);
    const [before, after] = [Number(row?.before), Number(row?.after)];
    const isSame = Number(row?.missing) === 0 && Number(row?.added) === 0;
    if (isSame && before - found.length === after) return;
    throw new StoreError(
      'STORE_UNUSABLE',
      `${copy.shown} is not the file without ${found.length} of its ${before} rows: it has ${after} rows, lacks ${row?.missing} and adds ${row?.added}. Nothing was recorded.`,
    );
  });
}

function refuseProblems({ problemCount, problems }: Session, { shown }: SourceFile) {
  if (problemCount === 0) return;
  const [first] = problems;
  const line = first?.line == null ? '' : ` The first is in line ${first.line}: ${first.message}.`;
  throw new StoreError(
    'STORE_USAGE',
    `${shown} has ${counted(problemCount, 'record')} that can't be read, and each of them may be of a subject.${line} Record a snapshot of sound files first.`,
  );
}

const cannotRewrite = ({ format }: FileSource, { shown }: SourceFile) =>
  new StoreError(
    'STORE_USAGE',
    `${shown} is read by ${format}(), and rows can be erased from Parquet, CSV and JSON files. Delete them there, record a new snapshot, and move the tag to it.`,
  );
