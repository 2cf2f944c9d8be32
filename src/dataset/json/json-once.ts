import type { ColumnHint, Opened, Reader } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { fileIndex, fileRowsOf } from '../files/file-rows.ts';
import { mostListed } from '../files/record-location.ts';
import { readScratch } from '../scratch/write-scratch.ts';
import { refuseDocument, refuseKeys } from './json-advice.ts';
import { readChanged } from './json-changed.ts';
import type { JsonColumn } from './json-columns.ts';
import { keptSql } from './json-faults.ts';
import { columnsLearned, guessColumns } from './json-guess.ts';
import { areAsOpened, jsonKept, keepJson, keyOfJson } from './json-keep.ts';
import {
  type FileKeys,
  filesKept,
  keepFiles,
  keysOfFiles,
  type SoundFile,
} from './json-keep-files.ts';
import { kindsInWords, kindsOfColumn } from './json-kinds.ts';
import { locateJson } from './json-line-faults.ts';
import { type JsonRange, placesOfRecords } from './json-load.ts';
import { describeOdd, type OddRecords } from './json-odd.ts';
import type { JsonOptions } from './json-options.ts';
import { partsOfJson } from './json-parts.ts';
import { jsonReproduction } from './json-reproduction.ts';
import { type ReadRows, readAgain, settleEarly } from './json-settle.ts';
import { mostShown } from './json-shown-records.ts';
import {
  isFew,
  type JsonSource,
  type SourceSurvey,
  type Surveyed,
  sourcesOf,
  surveyAll,
} from './json-sources.ts';
import { openTyped, typedRelation, unreadIn } from './json-typed.ts';

/**
 * Reads JSON files with the engine straight into typed columns that are guessed by the first records, and counts the records
 * beside it, with all of their keys and kinds of values. Where the guess is wrong the engine reads the files again. Null if
 * the files need more care than that, or a better message.
 */
export async function openJsonOnce(
  reader: Reader,
  files: readonly DataFile[],
  options: JsonOptions,
  hints: readonly ColumnHint[],
  few = fewBytes,
): Promise<Opened | null> {
  if (reader.freshFile === undefined) return null;
  const sources = await sourcesOf(reader, files, options);
  if (sources === null) return null;
  try {
    return await openSources(reader, files, sources, options, hints, few);
  } finally {
    for (const { drop } of sources) await drop();
  }
}

async function openSources(
  reader: Reader,
  files: readonly DataFile[],
  sources: readonly JsonSource[],
  options: JsonOptions,
  hints: readonly ColumnHint[],
  few: number,
): Promise<Opened | null> {
  const key = await keyOfJson(reader, sources, options, hints);
  const kept = key && jsonKept(reader, key, sources, hints, options.dateFormat);
  if (kept) {
    const { surveys, rows, footers, late, notes } = kept;
    const parts = await partsOfJson(surveys, rows.scratches, rows.columns, rows.counts, footers);
    const told = { faults: 0, listed: [], problems: [], notes };
    return described(reader, surveys, options, rows, told, { ...late, parts });
  }
  for (const { prepare } of sources) await prepare();
  const guess = isFew(sources, few)
    ? null
    : await guessColumns(reader, sources, hints, options.dateFormat).catch(() => null);
  const keys = await keysOfFiles(reader, sources, options, hints);
  const known = filesKept(reader, keys);
  const changed =
    guess &&
    (await readChanged(reader, sources, guess, { keys, known }, hints, options.dateFormat));
  if (changed) {
    const { surveys, rows, relation, parts, held, fresh, notes } = changed;
    const told = { faults: 0, listed: [], problems: [], notes };
    const opened = await described(reader, surveys, options, rows, told, { ...relation, parts });
    if (key && (await keepJson(reader, key, surveys, rows, opened, held)))
      keepFiles(reader, fresh, held);
    return opened;
  }
  const surveyed = await surveyAll(reader, sources, guess);
  if (surveyed === null) return null;
  const { surveys, learned } = surveyed;
  const { columns, problems, notes } = columnsLearned(learned, hints, options.dateFormat);
  const [first] = sources;
  if (first && isOneDocument(surveys, hints, columns)) {
    const wanted = hints.map(({ name }) => name);
    if (wanted.length > 0) await refuseDocument(first, wanted);
    else if (columns.length > manyKeys) await refuseKeys(first, columns.length);
  }
  const odd = await oddRecords(reader, surveys);
  if (columns.length === 0 || odd === null || columns.some(({ name }) => isTaken(name))) {
    await surveyed.drop();
    return null;
  }
  const early = guess && (await settleEarly(reader, surveys, guess, columns, odd));
  const rows = early ?? (await readAgain(reader, surveys, columns, odd));
  if (rows === null) return null;
  const faults = surveys.reduce((sum, { survey }) => sum + survey.odd.length, 0);
  const told: Told = {
    faults,
    listed: odd.flatMap((one, at) => listedIn(one, surveys[at]?.from ?? 0)),
    problems: problems.map((one) => ({ file: files[0]?.shown ?? '', line: null, ...one })),
    notes,
  };
  const { scratches, columns: read, counts } = rows;
  const opened = await described(reader, surveys, options, rows, told, {
    ...(await openTyped(reader, scratches, read, counts)),
    parts: await partsOfJson(surveys, scratches, read, counts),
  });
  const held = key && (await keepJson(reader, key, surveys, rows, opened));
  // A file of a sure guess is read in the same way whatever the others are.
  if (held && early && !guess?.isUnsure)
    keepFiles(reader, soundFiles(surveyed, keys, opened), held);
  return opened;
}

const soundFiles = (
  { surveys, each }: Surveyed,
  keys: FileKeys,
  { parts }: Opened,
): readonly SoundFile[] =>
  surveys.flatMap((survey, at) => {
    const learned = each[at];
    return learned ? [{ ...survey, learned, key: keys[at] ?? null, part: parts?.list[at] }] : [];
  });

/** The most keys of a document that are columns where nothing says which of them are wanted. */
const manyKeys = 1000;

/** True if each file is one record that has none of the wanted columns. */
const isOneDocument = (
  surveys: readonly SourceSurvey[],
  hints: readonly ColumnHint[],
  columns: readonly JsonColumn[],
): boolean => {
  const names = new Set(columns.map(({ name }) => name));
  return (
    !hints.some(({ name }) => names.has(name)) &&
    surveys.every(
      ({ source, survey }) =>
        source.format !== 'array' && survey.records === 1 && survey.odd.length === 0,
    )
  );
};

/** Files of no more bytes than this are counted before the engine reads them, and not at the same time. */
const fewBytes = 2 ** 22;

/** True for names of columns that the engine or a scratch file adds. */
const isTaken = (name: string) => /^(?:file_row_number|__unreadable\d+)$/i.test(name);

async function oddRecords(reader: Reader, surveys: readonly SourceSurvey[]) {
  const all: (OddRecords | null)[] = [];
  for (const { source, survey } of surveys) {
    // What the engine can't read is told by the careful way, with the file.
    const odd =
      survey.odd.length === 0 ? null : await describeOdd(reader, source, survey).catch(() => null);
    if (odd === null && survey.odd.length > 0) return null;
    all.push(odd);
  }
  return all;
}

const listedIn = (odd: OddRecords | null, from: number) =>
  (odd?.listed ?? []).map((one) => ({ ...one, row: from + one.row }));

/** Returns the number of a record among those of all files, from that of its row among the records of its file that were kept. */
function recordOf(survey: SourceSurvey | undefined, row: number): number {
  let record = row;
  for (const odd of survey?.survey.odd ?? []) if (odd <= record) record++;
  return (survey?.from ?? 0) + record;
}

/** Returns where records are, in words; null for those of files that have changed since they were opened. */
async function linesInWords(
  surveys: readonly SourceSurvey[],
  ranges: readonly JsonRange[],
  records: readonly number[],
): Promise<readonly (string | null)[]> {
  const sources = surveys.map(({ source }) => source);
  if (!(await areAsOpened(sources))) return records.map(() => null);
  for (const { prepare } of sources) await prepare();
  try {
    return await placesOfRecords(ranges, records);
  } finally {
    for (const { drop } of sources) await drop();
  }
}

interface Told extends Pick<Opened, 'problems' | 'notes'> {
  readonly faults: number;
  readonly listed: OddRecords['listed'];
}

async function described(
  reader: Reader,
  surveys: readonly SourceSurvey[],
  options: JsonOptions,
  rows: ReadRows,
  told: Told,
  relation: Pick<Opened, 'relation' | 'unreadable' | 'parts' | 'pending' | 'shape'>,
): Promise<Opened> {
  const { columns, counts, unread } = rows;
  const ranges = surveys.map(({ source, from, survey }) => ({
    ...source,
    options,
    from,
    to: from + survey.records,
    odd: survey.odd.length > mostShown ? null : survey.odd,
  }));
  const located = await locateJson(ranges, [...told.listed, ...unread]);
  const fields = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const { scratches } = rows;
  const kindsOf = async (column: string) => {
    const found = await kindsOfColumn(
      reader,
      scratches.map(({ path }) => ({
        relation: readScratch([path], ', file_row_number=true'),
        row: 'file_row_number',
      })),
      columns,
      column,
    );
    const records = found.map(({ first }) => recordOf(surveys[first.of], first.row));
    return kindsInWords(found, await linesInWords(surveys, ranges, records));
  };
  const hasTwice = surveys.some(({ survey }) => survey.twice > 0);
  const hasRounded = surveys.some(({ survey }) => survey.rounded > 0);
  return {
    ...relation,
    kindsOf,
    fileRows: fileRowsOf(
      surveys.map(({ source }) => source.whole.file.shown),
      columns.map(({ name }) => name),
      {
        // What was kept of files says their columns together.
        lacking: () => null,
        relation: (name) =>
          typedRelation(
            scratches.map(({ path }) => path),
            columns,
            counts,
            [fileIndex(name)],
          ),
      },
    ),
    reproduce: jsonReproduction(
      ranges,
      columns,
      keptSql({ hasFaults: told.faults > 0, hasTwice, hasRounded }),
      unreadIn(counts),
    ),
    problems: [...told.problems, ...located].slice(0, mostListed),
    problemCount: told.problems.length + told.faults + fields,
    leftOut: told.faults,
    notes: [
      ...told.notes,
      ...rows.notes,
      ...surveys
        .filter(({ isEmpty }) => isEmpty)
        .map(({ source }) => `${source.file.shown} has no record.`)
        .slice(0, mostListed),
    ],
  };
}
