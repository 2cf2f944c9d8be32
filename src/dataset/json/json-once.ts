import type { ColumnHint, Opened, Reader } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { locateProblems, mostListed } from '../files/record-location.ts';
import { keptSql } from './json-faults.ts';
import { columnsLearned, guessColumns } from './json-guess.ts';
import { jsonKept, keepJson, keyOfJson } from './json-keep.ts';
import { findJsonLines, markNotes } from './json-load.ts';
import { describeOdd, type OddRecords } from './json-odd.ts';
import type { JsonOptions } from './json-options.ts';
import { partsOfJson } from './json-parts.ts';
import { jsonReproduction } from './json-reproduction.ts';
import { type ReadRows, readAgain, settleEarly } from './json-settle.ts';
import { isFew, type SourceSurvey, sourcesOf, surveyAll } from './json-sources.ts';
import { openTyped, unreadIn } from './json-typed.ts';

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
  const sources = await sourcesOf(files, options);
  if (sources === null || reader.freshFile === undefined) return null;
  const key = await keyOfJson(reader, sources, options, hints);
  const kept = key && jsonKept(reader, key, sources, hints, options.dateFormat);
  if (kept) {
    const { surveys, rows, footers, late, notes } = kept;
    const parts = await partsOfJson(surveys, rows.scratches, rows.columns, rows.counts, footers);
    const told = { faults: 0, listed: [], problems: [], notes };
    return described(surveys, options, rows, told, { ...late, parts });
  }
  const guess = isFew(sources, few)
    ? null
    : await guessColumns(reader, sources, hints, options.dateFormat).catch(() => null);
  const surveyed = await surveyAll(reader, sources, guess);
  if (surveyed === null) return null;
  const { surveys, learned } = surveyed;
  const { columns, problems, notes } = columnsLearned(learned, hints, options.dateFormat);
  const odd = await oddRecords(reader, surveys);
  if (columns.length === 0 || odd === null || columns.some(({ name }) => isTaken(name))) {
    await surveyed.drop();
    return null;
  }
  const rows =
    (guess && (await settleEarly(reader, surveys, guess, columns, odd))) ??
    (await readAgain(reader, surveys, columns, odd));
  if (rows === null) return null;
  const faults = surveys.reduce((sum, { survey }) => sum + survey.odd.length, 0);
  const told: Told = {
    faults,
    listed: odd.flatMap((one, at) => listedIn(one, surveys[at]?.from ?? 0)),
    problems: problems.map((one) => ({ file: files[0]?.shown ?? '', line: null, ...one })),
    notes,
  };
  const { scratches, columns: read, counts } = rows;
  const opened = await described(surveys, options, rows, told, {
    ...(await openTyped(reader, scratches, read, counts)),
    parts: await partsOfJson(surveys, scratches, read, counts),
  });
  if (key) await keepJson(reader, key, surveys, rows, opened);
  return opened;
}

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

interface Told extends Pick<Opened, 'problems' | 'notes'> {
  readonly faults: number;
  readonly listed: OddRecords['listed'];
}

async function described(
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
  }));
  const located = await locateProblems(ranges, [...told.listed, ...unread], findJsonLines);
  const marks: string[] = [];
  for (const { source } of surveys) marks.push(...(await markNotes(source.file, source.format)));
  const fields = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const hasTwice = surveys.some(({ survey }) => survey.twice > 0);
  return {
    ...relation,
    reproduce: jsonReproduction(
      ranges,
      columns,
      keptSql(told.faults > 0, hasTwice),
      unreadIn(counts),
    ),
    problems: [...told.problems, ...located].slice(0, mostListed),
    problemCount: told.problems.length + told.faults + fields,
    leftOut: told.faults,
    notes: [
      ...marks,
      ...told.notes,
      ...rows.notes,
      ...surveys
        .filter(({ isEmpty }) => isEmpty)
        .map(({ source }) => `${source.file.shown} has no record.`)
        .slice(0, mostListed),
    ],
  };
}
