import type { Session } from '../../engine/engine.ts';
import { openDataset } from '../../engine/engines.ts';
import { numeric, printArgument } from '../../metric/subject.ts';
import { counted } from '../../outcome/printable-text.ts';
import type { ColumnProfile, Profile } from '../../profile/profile.ts';
import { dateForms } from '../../profile/text-formats.ts';
import { CodedError } from '../../value/coded-error.ts';
import type { ReadingFlags } from './reading-flags.ts';
import { sourceOf } from './source.ts';

/** Options that read more of a file than the plain reading does, and what they read, as sentences without a full stop. */
export interface FoundOptions {
  readonly flags: ReadingFlags;
  readonly said: readonly string[];
}

/** A way to read a column that is text as what it is. */
interface Choice {
  readonly column: string;
  readonly flags: ReadingFlags;
  readonly families: readonly string[];
}

/** The ways to read a column, of which one may be right, and a sentence for that. */
interface Question {
  readonly said: string;
  readonly choices: readonly Choice[];
}

const times = ['date', 'timestamp'];

/**
 * Finds the options by which columns of a CSV file are numbers or dates in all of their values, and tries them on the file. An option that
 * could be two, such as a date of which nothing says if its day or its month comes first, is left to the person who reads the contract.
 */
export async function foundOptions(
  file: string,
  given: ReadingFlags,
  profile: Profile,
): Promise<FoundOptions> {
  const questions = profile.columns.flatMap((one) => questionsOn(one, profile, given));
  const clear = questions.filter(({ choices }) => choices.length === 1);
  const together = clear.flatMap(({ choices }) => choices);
  // Most often all of them fit, and the file is read once to know it.
  if (clear.length > 1 && (await reads(file, given, together))) {
    const rest = questions.filter((question) => !clear.includes(question));
    const flags = together.reduce((all, choice) => merged(all, choice.flags), given);
    return foundOneByOne(file, { flags, said: clear.map(({ said }) => said) }, rest);
  }
  return foundOneByOne(file, { flags: given, said: [] }, questions);
}

/** Takes the ways that are the only ones of their columns, each with those that were taken before. */
async function foundOneByOne(
  file: string,
  before: FoundOptions,
  questions: readonly Question[],
): Promise<FoundOptions> {
  const found = { flags: before.flags, said: [...before.said] };
  for (const { said, choices } of questions) {
    const fitting: Choice[] = [];
    for (const choice of choices)
      if (await reads(file, found.flags, [choice])) fitting.push(choice);
    const [only, ...others] = fitting;
    if (only === undefined || others.length > 0) continue;
    found.flags = merged(found.flags, only.flags);
    found.said.push(said);
  }
  return found;
}

/** Returns the ways to read a column that is text, each kind of them with a sentence. */
function questionsOn(one: ColumnProfile, profile: Profile, given: ReadingFlags): Question[] {
  const column = printArgument(one.name);
  const words = given.null === undefined ? missingWords(one, profile) : [];
  const formats = given.dateFormat === undefined ? dateFormats(one) : [];
  const missing = words.map(([word, rows]) => `${counted(rows, 'row')} of ${printArgument(word)}`);
  return [
    {
      said: `${column} has numbers and ${missing.join(', ')}, read as NULL`,
      choices: [
        { column: one.name, flags: { null: words.map(([word]) => word) }, families: numeric },
      ].filter(() => words.length > 0),
    },
    {
      said: `${column} has dates in another form`,
      choices: formats.map((format) => ({
        column: one.name,
        flags: { dateFormat: [`${one.name}=${format}`] },
        families: times,
      })),
    },
  ].filter(({ choices }) => choices.length > 0);
}

/** Returns the words for a missing value that stand among numbers alone; none where they stand in another column as well. */
function missingWords(
  { name, type, filled, written, doubts }: ColumnProfile,
  { columns }: Profile,
): readonly (readonly [word: string, rows: number])[] {
  const missing = doubts.missing.reduce((sum, [, rows]) => sum + rows, 0);
  const values = written.point ?? 0;
  if (type !== 'VARCHAR' || missing === 0 || values === 0 || values + missing < filled) return [];
  const words = new Set(doubts.missing.map(([word]) => word));
  const isElsewhere = columns.some(
    (other) =>
      other.name !== name &&
      (other.written.point ?? 0) === 0 &&
      other.doubts.missing.some(([word]) => words.has(word)),
  );
  return isElsewhere ? [] : doubts.missing;
}

/** Returns the formats that may read all texts of a column; none where they have several forms, or the engine reads them as they are. */
function dateFormats({ name, type, filled, written }: ColumnProfile): readonly string[] {
  const [form] = Object.entries(dateForms).find(([one]) => written[one] === filled) ?? [];
  if (form === undefined || form === 'isoTime' || type !== 'VARCHAR' || filled === 0) return [];
  return name.includes('=') ? [] : (dateForms[form]?.read ?? []);
}

function merged(flags: ReadingFlags, more: ReadingFlags): ReadingFlags {
  const lists = (['null', 'dateFormat'] as const).flatMap((name) => {
    const list = [...new Set([...(flags[name] ?? []), ...(more[name] ?? [])])];
    return list.length > 0 ? [[name, list]] : [];
  });
  return { ...flags, ...Object.fromEntries(lists) };
}

/** True if the file is read in these ways as well, without a value that can't be read, and their columns are what they should be. */
async function reads(
  file: string,
  flags: ReadingFlags,
  choices: readonly Choice[],
): Promise<boolean> {
  const all = choices.reduce((before, choice) => merged(before, choice.flags), flags);
  const { dataset } = sourceOf(file, all);
  let session: Session | null = null;
  try {
    session = await openDataset(dataset, [], { root: process.cwd(), now: new Date() });
    const familyOf = new Map(session.columns.map(({ name, family }) => [name, family]));
    const areRead = choices.every(({ column, families }) =>
      families.includes(familyOf.get(column) ?? ''),
    );
    return session.problemCount === 0 && areRead;
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  } finally {
    await session?.close();
  }
}
