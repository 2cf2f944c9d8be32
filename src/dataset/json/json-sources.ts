import { rm } from 'node:fs/promises';
import { chunks } from '../../value/chunks.ts';
import type { Reader } from '../dataset.ts';
import { canRead, passingBytes } from '../files/bytes/file-bytes.ts';
import type { DataFile } from '../files/data-file.ts';
import { fileState } from '../files/file-state.ts';
import { byOneThread } from '../scratch/by-one-thread.ts';
import { writeColumns } from '../scratch/write-columns.ts';
import type { Scratch } from '../scratch/write-scratch.ts';
import { type JsonColumn, type ReadJsonColumn, rawItems } from './json-columns.ts';
import type { JsonGuess } from './json-guess.ts';
import { joinLearned, type Learned } from './json-learned.ts';
import { learner } from './json-learner.ts';
import { defaultLongest, detectFormat } from './json-load.ts';
import { formatOf, type JsonOptions } from './json-options.ts';
import { type ReadFile, readFileOf } from './json-read-file.ts';
import {
  type JsonFile,
  type RecordSizes,
  recordsSql,
  widest,
  writtenTogether,
} from './json-records.ts';
import { type JsonSurvey, surveyJson } from './json-survey.ts';
import { type ColumnSlice, typedSlices } from './json-typed.ts';

/** A file that this process can read. */
export interface JsonSource extends JsonFile, ReadFile {
  /** True if the options or the file's name give the format. */
  readonly isSaid: boolean;
  /** The state of the file before it was read. */
  readonly state: string;
}

/** Returns how the files are read; null if one of them can only be read by the engine. */
export async function sourcesOf(
  reader: Reader,
  files: readonly DataFile[],
  options: JsonOptions,
): Promise<readonly JsonSource[] | null> {
  const sources: JsonSource[] = [];
  const { maxRecordSize: longest = defaultLongest } = options;
  for (const file of files) {
    const read = readFileOf(reader, file, options);
    const { compression } = read.whole;
    if (!canRead(file, compression)) return null;
    const { text: state } = await fileState(file.path);
    const said = read.within === null ? formatOf(file.path, options) : 'array';
    const format = said ?? (await detectFormat(file, compression, true));
    sources.push({ ...read, format, longest, isSaid: said !== undefined, state });
  }
  return sources;
}

/** True if the files are not compressed, and of no more than `few` bytes. */
export const isFew = (sources: readonly JsonSource[], few: number): boolean =>
  sources.every(({ compression }) => compression === 'none') &&
  sources.reduce((sum, { file }) => sum + file.size, 0) <= few;

/** The survey of a file. */
export interface SourceSurvey {
  readonly source: JsonSource;
  readonly survey: JsonSurvey;
  /** The number of records in the files before. */
  readonly from: number;
  /** True for a complete file without records: an empty array, or a file without lines. */
  readonly isEmpty: boolean;
  /** The records as they were read by a guess at their columns; null if they could not be read so. */
  readonly early: Scratch | null;
}

/** The surveys of all files. */
export interface Surveyed {
  readonly surveys: readonly SourceSurvey[];
  /** All that was learned of each of them. */
  readonly each: readonly Learned[];
  readonly learned: Learned;
  /** Removes what was read by the guess. */
  drop(): Promise<void>;
}

/** Surveys the files while the engine reads them by a guess. Null if one of them needs more care. */
export async function surveyAll(
  reader: Reader,
  sources: readonly JsonSource[],
  guess: JsonGuess | null,
): Promise<Surveyed | null> {
  const surveys: SourceSurvey[] = [];
  const each: Learned[] = [];
  const drop = () => dropScratches(surveys.map(({ early }) => early));
  let from = 0;
  for (const source of sources) {
    const one = await surveyOne(reader, source, guess, from);
    if (one === null) {
      await drop();
      return null;
    }
    surveys.push(one.survey);
    each.push(one.learned);
    from += one.survey.survey.records;
  }
  return { surveys, each, learned: joinLearned(each), drop };
}

/** Surveys a file while the engine reads it by a guess; `from` is the number of records before it. Null if it needs more care. */
export async function surveyOne(
  reader: Reader,
  source: JsonSource,
  guess: JsonGuess | null,
  from: number,
): Promise<{ readonly survey: SourceSurvey; readonly learned: Learned } | null> {
  const learned = learner();
  const write = guess?.isUnsure ? writeRaw : writeRecords;
  const writing =
    guess && write(reader, source, guess.columns, guess.sizes, false).catch(() => null);
  let early: Scratch | null = null;
  let survey: JsonSurvey | null = null;
  try {
    const { file, compression, format, longest } = source;
    const chunks = passingBytes(file, compression, 'utf-8');
    survey = await surveyJson(chunks, format, learned, { longest });
  } finally {
    early = await writing;
  }
  if (survey === null) {
    await dropScratches([early]);
    return null;
  }
  // White space alone is no array.
  const isWhole = source.format === 'array' ? survey.hasArray : source.isSaid;
  const isEmpty = isWhole && survey.records === 0;
  return {
    survey: { source, survey, from, isEmpty, early },
    learned: {
      records: learned.records,
      kept: survey.records - survey.odd.length,
      hasBig: learned.hasBig(),
    },
  };
}

/** Writes the records of a file with typed columns, one row for each record. */
export const writeRecords = (
  reader: Reader,
  file: JsonFile,
  columns: readonly ReadJsonColumn[],
  sizes: RecordSizes,
  mayBeOdd: boolean,
  path?: string,
): Promise<Scratch> => writeSlices(reader, file, typedSlices(columns), sizes, mayBeOdd, path);

/** Writes the records of a file with the columns as they are before their texts are read. */
export const writeRaw = (
  reader: Reader,
  file: JsonFile,
  columns: readonly JsonColumn[],
  sizes: RecordSizes,
  mayBeOdd: boolean,
): Promise<Scratch> =>
  writeSlices(
    reader,
    file,
    chunks(columns, widest).map((some) => ({ columns: some, items: rawItems(some) })),
    sizes,
    mayBeOdd,
  );

/** Writes the columns of a file, those of a slice at a time, since the engine takes memory for each that it reads. */
function writeSlices(
  reader: Reader,
  file: JsonFile,
  slices: readonly ColumnSlice[],
  sizes: RecordSizes,
  mayBeOdd: boolean,
  path?: string,
): Promise<Scratch> {
  const all = new Set(slices.flatMap(({ columns }) => columns)).size;
  const { byOne, rows } = writtenTogether(file.format, sizes, all);
  const selects = slices.map(({ columns, items }) => {
    const from = recordsSql(file, columns, mayBeOdd);
    return byOne ? byOneThread(items, from) : `select ${items.join(', ')} from ${from}`;
  });
  return writeColumns(reader, selects, path, rows);
}

/** Removes files that are read no more. */
export async function dropScratches(scratches: readonly (Scratch | null)[]): Promise<void> {
  for (const scratch of scratches) if (scratch) await rm(scratch.path, { force: true });
}
