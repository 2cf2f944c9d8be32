import type { ColumnHint, Opened, Parts, Reader } from '../dataset.ts';
import { freshFile } from '../scratch/write-scratch.ts';
import { columnsLearned, type JsonGuess } from './json-guess.ts';
import { heldColumns, type KeptColumn, lateRelation, sound } from './json-keep.ts';
import type { FileKeys, KnownFile, SoundFile } from './json-keep-files.ts';
import { joinLearned, type Learned } from './json-learned.ts';
import { partsOfJson } from './json-parts.ts';
import { type ReadRows, signature } from './json-settle.ts';
import { dropScratches, type JsonSource, type SourceSurvey, surveyOne } from './json-sources.ts';
import { countUnread, unreadIn } from './json-typed.ts';

/** Files of which some were read now, and the others by an earlier run. */
export interface ChangedJson {
  readonly surveys: readonly SourceSurvey[];
  readonly rows: ReadRows;
  readonly notes: readonly string[];
  readonly relation: Pick<Opened, 'relation' | 'pending' | 'shape'>;
  readonly parts: Parts | null;
  readonly held: readonly KeptColumn[];
  /** The files that were read now. */
  readonly fresh: readonly SoundFile[];
}

/**
 * Reads those of the files that no earlier run has read. Null if a run that reads them all may read some otherwise: the guess at
 * their columns has to be the one by which the others were read, and right for all records of all files, and each text has to be
 * readable as it says.
 */
export async function readChanged(
  reader: Reader,
  sources: readonly JsonSource[],
  guess: JsonGuess,
  { keys, known }: { readonly keys: FileKeys; readonly known: readonly (KnownFile | null)[] },
  hints: readonly ColumnHint[],
  dateFormat: string | undefined,
): Promise<ChangedJson | null> {
  const held = columnsOfAll(guess, known);
  if (held === null) return null;
  const surveys: SourceSurvey[] = [];
  const each: Learned[] = [];
  const fail = async () => {
    await dropScratches(surveys.filter((_, at) => !known[at]).map(({ early }) => early));
    return null;
  };
  let from = 0;
  for (const [at, source] of sources.entries()) {
    const file = known[at] ?? null;
    const one =
      file === null
        ? await surveyOne(reader, source, guess, from)
        : lateSurvey(reader, source, file, from);
    if (one === null) return fail();
    surveys.push(one.survey);
    each.push(one.learned);
    from += one.survey.survey.records;
  }
  const { columns, problems, notes } = columnsLearned(joinLearned(each), hints, dateFormat);
  const fresh = surveys.filter((_, at) => !known[at]);
  const isRight =
    problems.length === 0 &&
    signature(columns) === signature(guess.columns) &&
    fresh.every(({ survey, early }) => survey.odd.length === 0 && early?.rows === survey.records);
  const scratches = surveys.flatMap(({ early }) => early ?? []);
  if (!isRight || scratches.length < surveys.length) return fail();
  const own = fresh.flatMap(({ early }) => early ?? []);
  const counts = own.length === 0 ? new Map() : await countUnread(reader, own, guess.columns);
  if (unreadIn(counts).size > 0) return fail();
  const rows = { scratches, columns: guess.columns, counts: new Map(), unread: [], notes: [] };
  const footers = known.map((one) => one?.footer);
  const parts = await partsOfJson(surveys, scratches, guess.columns, new Map(), footers);
  const isLate = (at: number) => Boolean(known[at]);
  return {
    surveys,
    rows,
    notes,
    relation: lateRelation(reader, surveys, scratches, guess.columns, held, isLate),
    parts,
    held,
    fresh: surveys.flatMap((survey, at): SoundFile[] => {
      const learned = each[at];
      if (known[at] || learned === undefined) return [];
      return [{ ...survey, key: keys[at] ?? null, learned, part: parts?.list[at] }];
    }),
  };
}

/** Returns the columns as which files were read, with their types; null if they are not those of the guess. */
function columnsOfAll(
  { columns, isUnsure }: JsonGuess,
  known: readonly (KnownFile | null)[],
): readonly KeptColumn[] | null {
  const [first, ...others] = known.flatMap((file) => (file?.columns ? [file.columns] : []));
  if (first === undefined || isUnsure) return null;
  const text = JSON.stringify(first);
  if (others.some((one) => JSON.stringify(one) !== text)) return null;
  const types = first.map((column) => column[5]);
  return JSON.stringify(heldColumns(columns, types)) === text ? first : null;
}

/** Returns the survey of a file that is read if its rows are asked for. */
function lateSurvey(
  reader: Reader,
  source: JsonSource,
  { records, bytes, isEmpty, learned }: KnownFile,
  from: number,
): { readonly survey: SourceSurvey; readonly learned: Learned } {
  const early = { path: freshFile(reader), rows: records };
  return { survey: { source, survey: sound(records, bytes), from, isEmpty, early }, learned };
}
