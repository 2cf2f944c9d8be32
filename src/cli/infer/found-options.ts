import type { Session } from '../../engine/engine.ts';
import { openDataset } from '../../engine/engines.ts';
import { numeric, printArgument } from '../../metric/subject.ts';
import { counted } from '../../outcome/printable-text.ts';
import type { ColumnProfile, Profile } from '../../profile/profile.ts';
import { dateForms } from '../../profile/text-formats.ts';
import { CodedError } from '../../value/coded-error.ts';
import type { ReadingFlags } from '../reading-flags.ts';
import { sourceOf } from '../source.ts';

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
  const found: { flags: ReadingFlags; said: string[] } = { flags: given, said: [] };
  const take = async (said: (column: string) => string, ...choices: readonly Choice[]) => {
    const fitting: Choice[] = [];
    for (const choice of choices) if (await reads(file, found.flags, choice)) fitting.push(choice);
    const [only, ...others] = fitting;
    if (only === undefined || others.length > 0) return;
    found.flags = merged(found.flags, only.flags);
    found.said.push(said(only.column));
  };
  for (const one of profile.columns) {
    const words = missingWords(one, profile);
    if (words.length > 0 && given.null === undefined)
      await take(
        (column) =>
          `${printArgument(column)} has numbers and ${words.map(([word, rows]) => `${counted(rows, 'row')} of ${printArgument(word)}`).join(', ')}, read as NULL`,
        { column: one.name, flags: { null: words.map(([word]) => word) }, families: numeric },
      );
    const formats = given.dateFormat === undefined ? dateFormats(one) : [];
    if (formats.length > 0)
      await take(
        (column) => `${printArgument(column)} has dates in another form`,
        ...formats.map((format) => ({
          column: one.name,
          flags: { dateFormat: [`${one.name}=${format}`] },
          families: times,
        })),
      );
  }
  return found;
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

/** True if the file is read by these flags as well, without a value that they can't read, and the column is what it should be. */
async function reads(file: string, flags: ReadingFlags, choice: Choice): Promise<boolean> {
  const { dataset } = sourceOf(file, merged(flags, choice.flags));
  let session: Session | null = null;
  try {
    session = await openDataset(dataset, [], { root: process.cwd(), now: new Date() });
    const family = session.columns.find(({ name }) => name === choice.column)?.family ?? '';
    return session.problemCount === 0 && choice.families.includes(family);
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  } finally {
    await session?.close();
  }
}
