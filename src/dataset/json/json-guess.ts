import type { ColumnHint, Reader } from '../dataset.ts';
import { readBytes } from '../files/bytes/file-bytes.ts';
import { identifier } from '../sql/quote.ts';
import { chooseTypes } from '../typing/choose-types.ts';
import {
  columnsOfKeys,
  type JsonColumns,
  type JsonKey,
  type ReadJsonColumn,
} from './json-columns.ts';
import type { Learned } from './json-learned.ts';
import { learner } from './json-learner.ts';
import { type JsonFile, type RecordSizes, recordsSql } from './json-records.ts';
import { has, kinds } from './json-shape.ts';
import { surveyJson } from './json-survey.ts';
import { inexactPlaces, keptFields, typeOfColumn } from './json-types.ts';

/** The number of first records whose keys are known in their order. The columns of later keys are sorted by name. */
const inOrder = 1000;

/** Returns the columns of the records that were kept. */
export function columnsLearned(
  { records, hasBig }: Pick<Learned, 'records' | 'hasBig'>,
  hints: readonly ColumnHint[],
  dateFormat: string | undefined,
): JsonColumns {
  const fields = keptFields(records);
  const late = fields.filter(({ since }) => since >= inOrder);
  const sorted = late.map(({ key }) => key).sort();
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const order = [...fields.filter(({ since }) => since < inOrder).map(({ key }) => key), ...sorted];
  const keys = order.flatMap((key): JsonKey[] => {
    const field = byKey.get(key);
    if (field === undefined) return [];
    const type = typeOfColumn(field, { hasBig });
    const isInexact = type === 'DOUBLE' && has(field, kinds.beyond | kinds.rounded);
    // What stays JSON as a whole keeps all digits of whole numbers.
    const inexactWithin = type === 'JSON' ? [] : inexactPlaces(field);
    return [{ key, type, isInexact, inexactWithin }];
  });
  return columnsOfKeys(keys, hints, dateFormat);
}

/** The bytes of the first file, and of each further one, that the columns are guessed by. */
const [mostFirst, mostFurther] = [2 ** 21, 2 ** 16];

/** The most files that the columns are guessed by. */
const mostFiles = 100;

/** The number of records whose texts are read to guess their types. */
const mostTexts = 4096;

/** A guess at the columns of files, by their first records. */
export interface JsonGuess {
  readonly columns: readonly ReadJsonColumn[];
  /** True if the texts of some column are not to be read yet, since the first ones do not show how. */
  readonly isUnsure: boolean;
  /** The first records of the first file. */
  readonly sizes: RecordSizes;
}

/** Guesses the columns and their types by the first records; null if those show none. */
export async function guessColumns(
  reader: Reader,
  files: readonly JsonFile[],
  hints: readonly ColumnHint[],
  dateFormat: string | undefined,
): Promise<JsonGuess | null> {
  const learned = learner();
  let sizes: RecordSizes | null = null;
  for (const [at, { file, format, compression, longest }] of files.slice(0, mostFiles).entries()) {
    const enough = at === 0 ? mostFirst : mostFurther;
    const chunks = firstBytes(readBytes(file, compression, 'utf-8'), enough);
    const survey = await surveyJson(chunks, format, learned, { longest, enough });
    sizes ??= survey;
  }
  const { columns } = columnsLearned(
    { records: learned.records, hasBig: learned.hasBig() },
    hints,
    dateFormat,
  );
  const [first] = files;
  if (first === undefined || sizes === null || columns.length === 0) return null;
  const open = columns.filter(({ readings }) => readings.length > 0);
  if (open.length === 0)
    return {
      columns: columns.map((column) => ({ ...column, reading: null })),
      isUnsure: false,
      sizes,
    };
  const sample = identifier(reader.freshName());
  const names = open.map(({ name }) => identifier(name)).join(', ');
  await reader.query(
    `create temp table ${sample} as select ${names} from ${recordsSql(first, open, false)} limit ${mostTexts}`,
  );
  const chosen = await chooseTypes(
    reader,
    sample,
    0,
    open.map((column) => ({ ...column, from: identifier(column.name) })),
  );
  await reader.query(`drop table ${sample}`);
  const isUnsure = chosen.some(({ hasProblems, wanted }) => hasProblems || wanted !== undefined);
  const readings = new Map(chosen.map(({ name, reading }) => [name, isUnsure ? null : reading]));
  return {
    columns: columns.map((column) => ({ ...column, reading: readings.get(column.name) ?? null })),
    isUnsure,
    sizes,
  };
}

/** Yields the first bytes of a file, of which much more is read at a time. */
async function* firstBytes(
  chunks: AsyncIterable<Uint8Array>,
  most: number,
): AsyncGenerator<Uint8Array> {
  let left = most;
  for await (const chunk of chunks) {
    yield chunk.length > left ? chunk.subarray(0, left) : chunk;
    left -= chunk.length;
    if (left <= 0) return;
  }
}
