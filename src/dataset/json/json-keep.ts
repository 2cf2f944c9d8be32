import { basename } from 'node:path';
import { looksPersonal } from '../../privacy/personal.ts';
import type { ColumnHint, Opened, Plain, Reader } from '../dataset.ts';
import { fileState } from '../files/file-state.ts';
import { emptyShape } from '../scratch/empty-shape.ts';
import { columnsKept, keptColumns } from '../scratch/kept-footer.ts';
import { type KeptKey, keptKey } from '../scratch/kept-key.ts';
import { refuseOtherRows } from '../scratch/late-rows.ts';
import type { ScratchFooter } from '../scratch/scratch-footer.ts';
import { freshFile, type Scratch } from '../scratch/write-scratch.ts';
import { identifier } from '../sql/quote.ts';
import { fieldsOf } from '../typing/described-fields.ts';
import { columnsOfKeys, type ReadJsonColumn } from './json-columns.ts';
import type { JsonOptions } from './json-options.ts';
import type { ReadRows } from './json-settle.ts';
import { type JsonSource, type SourceSurvey, writeRecords } from './json-sources.ts';
import type { JsonSurvey } from './json-survey.ts';
import { typedRelation } from './json-typed.ts';
import type { Structure } from './json-types.ts';

/** Returns the key of what is kept of JSON files, as they were opened; null if nothing is kept. */
export async function keyOfJson(
  { recall = null }: Reader,
  sources: readonly JsonSource[],
  options: JsonOptions,
  hints: readonly ColumnHint[],
): Promise<KeptKey | null> {
  if (recall === null) return null;
  const files = sources.map(({ whole, state }) => ({ path: whole.file.path, state }));
  const question = [
    'exact numbers, rows and places',
    options,
    wantedKept(hints),
    sources.map(formKept),
  ];
  return keptKey(recall, 'json', files, question);
}

/** Returns what the contract wants of columns, for the question that facts are kept under. */
export const wantedKept = (hints: readonly ColumnHint[]) =>
  hints.map(({ name, families }) => [name, families]);

/** Returns the way in which a file is read, for the question that facts are kept under. */
export const formKept = ({ format, compression, longest, isSaid }: JsonSource) => [
  format,
  compression,
  longest,
  isSaid,
];

/** A column of JSON records as it is kept: how it is read, and the type that it then has. */
export type KeptColumn = readonly [
  key: string,
  type: Structure,
  isInexact: boolean,
  place: number,
  cast: string | null,
  sqlType: string,
  inexactWithin: readonly string[],
];

type KeptFile = readonly [
  records: number,
  bytes: number,
  isEmpty: boolean,
  writer: string,
  columns: Plain,
];

/**
 * Keeps what is known of JSON files that were read without a problem, if they are still as they were opened. Nothing is kept
 * where a nested key may be a value that is not to be kept.
 */
export async function keepJson(
  reader: Reader,
  key: KeptKey,
  surveys: readonly SourceSurvey[],
  { columns, notes }: ReadRows,
  { relation, parts = null, problemCount }: Opened,
  known?: readonly KeptColumn[],
): Promise<readonly KeptColumn[] | null> {
  const isMasked = (name: string) => reader.recall?.isMasked(name) ?? true;
  if (problemCount > 0 || notes.length > 0 || parts === null) return null;
  if (columns.some((column) => mayTell(column, isMasked(column.name)))) return null;
  const held = known ?? (await typedColumns(reader, relation, columns));
  if (held === null) return null;
  const files = surveys.map(({ survey, isEmpty }, at): KeptFile => {
    const { writer = '', columns: own = [] } = parts.list[at] ?? {};
    return [survey.records, survey.bytes, isEmpty, writer, keptColumns(own, isMasked)];
  });
  if (!(await areAsOpened(surveys.map(({ source }) => source)))) return null;
  reader.recall?.put(key.files, key.question, [held, files]);
  return held;
}

/** Returns the columns of a relation as they are kept; null if it has others. */
async function typedColumns(
  reader: Reader,
  relation: string,
  columns: readonly ReadJsonColumn[],
): Promise<readonly KeptColumn[] | null> {
  const fields = await fieldsOf(reader, relation);
  return fields.length === columns.length
    ? heldColumns(
        columns,
        fields.map(({ type }) => type),
      )
    : null;
}

/** Returns columns as they are kept, with the types that they have. */
export const heldColumns = (
  columns: readonly ReadJsonColumn[],
  types: readonly string[],
): readonly KeptColumn[] =>
  columns.map(
    ({ key, type, isInexact, inexactWithin, readings, reading }, at): KeptColumn => [
      key,
      type,
      isInexact,
      reading === null ? -1 : readings.indexOf(reading),
      reading?.cast('x') ?? null,
      types[at] ?? '',
      inexactWithin,
    ],
  );

/** True if the names of a column's nested keys may be values that are not to be kept. */
function mayTell({ type }: ReadJsonColumn, isMasked: boolean): boolean {
  const keys = nestedKeys(type);
  return isMasked ? keys.length > 0 : keys.some(looksPersonal);
}

function nestedKeys(type: Structure): readonly string[] {
  if (typeof type === 'string') return [];
  if (Array.isArray(type)) return nestedKeys(type[0] as Structure);
  return Object.entries(type).flatMap(([key, nested]) => [key, ...nestedKeys(nested)]);
}

/** JSON files as an earlier run read them. */
export interface KeptJson {
  readonly surveys: readonly SourceSurvey[];
  readonly rows: ReadRows;
  readonly footers: readonly ScratchFooter[];
  /** Notes on the names of the columns. */
  readonly notes: readonly string[];
  /** The relation, which is not there until a query names it. */
  readonly late: Pick<Opened, 'relation' | 'pending' | 'shape'>;
}

/** Returns what an earlier run found of the files; null if it is not known. They are read again if need be. */
export function jsonKept(
  reader: Reader,
  { files, question }: KeptKey,
  sources: readonly JsonSource[],
  hints: readonly ColumnHint[],
  dateFormat: string | undefined,
): KeptJson | null {
  const fact = reader.recall?.get(files, question) as
    | readonly [readonly KeptColumn[], readonly KeptFile[]]
    | undefined;
  if (fact === undefined) return null;
  const [held, kept] = fact;
  const keys = held.map(([key, type, isInexact, , , , inexactWithin]) => ({
    key,
    type,
    isInexact,
    inexactWithin,
  }));
  const named = columnsOfKeys(keys, hints, dateFormat);
  const columns = named.columns.map((column, at) => ({
    ...column,
    reading: column.readings[held[at]?.[3] ?? -1] ?? null,
  }));
  if (columns.some(({ reading }, at) => (reading?.cast('x') ?? null) !== held[at]?.[4]))
    return null;
  let from = 0;
  const surveys = kept.map(([records, bytes, isEmpty], at): SourceSurvey => {
    const source = sources[at] as JsonSource;
    const known = { source, survey: sound(records, bytes), from, isEmpty, early: null };
    from += records;
    return known;
  });
  const scratches = kept.map(([rows]): Scratch => ({ path: freshFile(reader), rows }));
  return {
    surveys,
    rows: { scratches, columns, counts: new Map(), unread: [], notes: [] },
    footers: kept.map(([, , , writer, own]) => ({ writer, columns: columnsKept(own) })),
    notes: named.notes,
    late: lateRelation(reader, surveys, scratches, columns, held),
  };
}

/** Returns the survey of a file without a problem. */
export const sound = (records: number, bytes: number): JsonSurvey => ({
  records,
  bytes,
  longest: 0,
  odd: [],
  broken: [],
  twice: 0,
  rounded: 0,
  roundedAt: new Map(),
  hasArray: true,
});

/** Returns a relation whose files are written when a query first needs them, or those of them that are late. */
export function lateRelation(
  reader: Reader,
  surveys: readonly SourceSurvey[],
  scratches: readonly Scratch[],
  columns: readonly ReadJsonColumn[],
  held: readonly KeptColumn[],
  isLate: (at: number) => boolean = () => true,
): KeptJson['late'] {
  const relation = identifier(reader.freshName());
  const paths = scratches.map(({ path }) => path);
  const view = `create temp view ${relation} as select * from ${typedRelation(paths, columns, new Map())}`;
  return {
    relation,
    shape: emptyShape(columns.map(({ name }, at) => ({ name, type: held[at]?.[5] ?? '' }))),
    pending: new Map([
      [relation, () => reader.query(view).then(() => {})],
      // By its name alone, since the folder is written otherwise where it has a quote or an asterisk.
      ...scratches.flatMap((scratch, at) =>
        isLate(at)
          ? [
              [
                basename(scratch.path),
                () => writeLate(reader, surveys[at] as SourceSurvey, scratch, columns),
              ] as const,
            ]
          : [],
      ),
    ]),
  };
}

/** Reads a file that is known from an earlier run. */
async function writeLate(
  reader: Reader,
  { source, survey }: SourceSurvey,
  { path, rows }: Scratch,
  columns: readonly ReadJsonColumn[],
): Promise<void> {
  await source.prepare();
  const write = (mayBeOdd: boolean) =>
    writeRecords(reader, source, columns, survey, mayBeOdd, path);
  const refuse = async (found: number) =>
    refuseOtherRows({
      what: source.file.shown,
      kept: rows,
      found,
      areAsOpened: await areAsOpened([source]),
    });
  const scratch = await write(false)
    .catch(() => write(true))
    .catch(async (error: unknown) => {
      await refuse(rows);
      throw error;
    });
  await source.drop();
  await refuse(scratch.rows);
}

/** True if no file was written or replaced since it was opened. */
export async function areAsOpened(sources: readonly JsonSource[]): Promise<boolean> {
  for (const { whole, state } of sources) {
    const now = await fileState(whole.file.path).catch(() => null);
    if (now?.text !== state) return false;
  }
  return true;
}
