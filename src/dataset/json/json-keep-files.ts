import { looksPersonal } from '../../privacy/personal.ts';
import type { ColumnHint, Part, Plain, Reader } from '../dataset.ts';
import { columnsKept, keptColumns } from '../scratch/kept-footer.ts';
import { type KeptKey, keptKey } from '../scratch/kept-key.ts';
import type { ScratchFooter } from '../scratch/scratch-footer.ts';
import { formKept, type KeptColumn, wantedKept } from './json-keep.ts';
import { keptShape, keysWithin, type Learned, shapeKept } from './json-learned.ts';
import type { JsonOptions } from './json-options.ts';
import type { JsonSource, SourceSurvey } from './json-sources.ts';

/** A file among others as an earlier run read it. */
export interface KnownFile {
  readonly learned: Learned;
  readonly records: number;
  readonly bytes: number;
  readonly isEmpty: boolean;
  readonly footer: ScratchFooter;
  /** The columns of all files, as which it was read. */
  readonly columns: readonly KeptColumn[];
}

/** The keys of the facts on each file; null for one of which none are kept. */
export type FileKeys = readonly (KeptKey | null)[];

/** Returns the keys of the facts on each of several files. */
export async function keysOfFiles(
  { recall = null }: Reader,
  sources: readonly JsonSource[],
  options: JsonOptions,
  hints: readonly ColumnHint[],
): Promise<FileKeys> {
  const wanted = wantedKept(hints);
  const keys: (KeptKey | null)[] = [];
  for (const source of sources) {
    const { whole, state, within } = source;
    const question = ['one of several, exact numbers', options, wanted, formKept(source)];
    const file = { path: whole.file.path, state };
    const isKept = recall !== null && within === null && sources.length > 1;
    keys.push(isKept ? await keptKey(recall, 'json', [file], question) : null);
  }
  return keys;
}

type KeptFile = readonly [
  shape: Plain,
  hasBig: boolean,
  records: number,
  bytes: number,
  isEmpty: boolean,
  writer: string,
  footer: Plain,
  columns: readonly KeptColumn[],
];

/** Returns what an earlier run found of each file; null for one of which nothing is known. */
export const filesKept = ({ recall }: Reader, keys: FileKeys): readonly (KnownFile | null)[] =>
  keys.map((key) => {
    const fact = key && (recall?.get(key.files, key.question) as KeptFile | undefined);
    if (!fact) return null;
    const [shape, hasBig, records, bytes, isEmpty, writer, footer, columns] = fact;
    return {
      learned: { records: shapeKept(shape), kept: records, hasBig },
      records,
      bytes,
      isEmpty,
      footer: { writer, columns: columnsKept(footer) },
      columns,
    };
  });

/** A file that was read without a problem, by a guess that was right. */
export interface SoundFile extends SourceSurvey {
  readonly key: KeptKey | null;
  readonly learned: Learned;
  readonly part: Part | undefined;
}

/** Keeps what is known of files, each by itself. They have to be as they were opened, as `keepJson` finds out of all of them. */
export function keepFiles(
  { recall = null }: Reader,
  files: readonly SoundFile[],
  columns: readonly KeptColumn[],
): void {
  if (recall === null) return;
  for (const { key, learned, part, survey, isEmpty } of files) {
    if (key === null || part === undefined || mayTell(learned, recall.isMasked)) continue;
    const { writer, columns: own } = part;
    recall.put(key.files, key.question, [
      keptShape(learned.records),
      learned.hasBig,
      survey.records,
      survey.bytes,
      isEmpty,
      writer,
      keptColumns(own, recall.isMasked),
      columns,
    ] satisfies KeptFile);
  }
}

/** The most keys of a file that are kept. Of more, some are data. */
const mostKeys = 2000;

/** True if keys of a file may be values that are not to be kept. */
function mayTell({ records }: Learned, isMasked: (column: string) => boolean): boolean {
  const keys = keysWithin(records);
  if (keys.length > mostKeys || keys.some(looksPersonal)) return true;
  return records.fields.some((field) => isMasked(field.key) && keysWithin(field).length > 0);
}
