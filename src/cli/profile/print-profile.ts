import type { ChalkInstance } from 'chalk';
import { counted, truncate, visible, width, wrap } from '../../outcome/printable-text.ts';
import { profileBlocks } from '../../outcome/profile/profile-blocks.ts';
import type {
  ProfileColumn,
  ProfileDocument,
  ProfileSuspicion,
} from '../../outcome/profile/profile-document.ts';
import {
  correlatedText,
  differenceText,
  distinctText,
  shortShare,
  shortType,
  unreadWarning,
  valuesText,
} from '../../outcome/profile/profile-words.ts';
import { flagsInMessage } from '../reading/flags-in-message.ts';

const terminal = 80;
/** The characters of a histogram, and the most of a name and of a type. */
const [drawn, longestName, longestType] = [8, 16, 11] as const;

/** The most columns and suspicions that have a line of their own. */
const [mostColumns, mostSuspicions] = [60, 12] as const;

/** The fewest columns that a short screen shows, however much is suspected. */
const fewestColumns = 5;

/**
 * Prints a profile for a terminal of 80 columns: what is suspected, one line for each column, and what holds between them. Where `lines` are
 * given, each suspicion has one of them, and what has no room is left out with a line that says so.
 */
export function printProfile(
  document: ProfileDocument,
  color: ChalkInstance,
  lines: number | null = null,
): string {
  const profile = inFlags(document);
  const head = [
    ...wrap(subject(profile), terminal).map((line) => color.bold(line)),
    ...warnings(profile)
      .flatMap((text) => wrap(text, terminal))
      .map((line) => color.red(line)),
  ];
  const fits = (shown: Shown) => printed(profile, color, head, shown);
  const all: Shown = { suspicions: mostSuspicions, columns: mostColumns, isShort: lines !== null };
  if (lines === null) return fits(all).join('\n').trimEnd();
  let shown = all;
  const { length: columns } = profile.columns;
  const size = () => fits(shown).join('\n').trimEnd().split('\n').length;
  while (size() > lines && (shown.columns > fewestColumns || shown.suspicions > 1))
    shown =
      shown.columns > fewestColumns
        ? { ...shown, columns: Math.min(shown.columns, columns) - 1 }
        : { ...shown, suspicions: Math.min(shown.suspicions, profile.suspicions.length) - 1 };
  return fits(shown).join('\n').trimEnd();
}

/** Returns a profile whose sentences name flags in place of options: whoever typed the command has no call to write them in. */
const inFlags = (profile: ProfileDocument): ProfileDocument => ({
  ...profile,
  unread: {
    ...profile.unread,
    first: profile.unread.first && flagsInMessage(profile.unread.first),
  },
  suspicions: profile.suspicions.map((one) => ({ ...one, message: flagsInMessage(one.message) })),
  notes: profile.notes.map(flagsInMessage),
});

/** The part of a profile that is printed. */
interface Shown {
  readonly suspicions: number;
  readonly columns: number;
  /** True if each suspicion has one line, and nothing is said between columns. */
  readonly isShort: boolean;
}

function printed(
  profile: ProfileDocument,
  color: ChalkInstance,
  head: readonly string[],
  { suspicions, columns, isShort }: Shown,
): readonly string[] {
  const shown = profile.columns.slice(0, columns);
  const more = profile.columns.length - shown.length;
  const all = isShort ? 'assay profile FILE' : '--html FILE or --json';
  return [
    ...head,
    ...suspicionLines(profile.suspicions, suspicions, isShort).map((line) => color.yellow(line)),
    '',
    ...table(shown, profile.rows, color),
    ...(more > 0 ? [`(${counted(more, 'more column')}: ${all} shows all)`] : []),
    '',
    ...(isShort ? notesOf(profile) : closing(profile)).flatMap((text) => wrap(text, terminal)),
  ];
}

function subject({ dataset, rows, columns, keys, duplicateRows }: ProfileDocument): string {
  const [key] = keys;
  const facts = [
    counted(rows, 'row'),
    counted(columns.length, 'column'),
    ...(duplicateRows.count === null || duplicateRows.count === 0
      ? []
      : [counted(duplicateRows.count, 'duplicate row')]),
    ...(rows < 2 ? [] : [key === undefined ? 'no key' : `key ${visible(key)}`]),
  ];
  return `${visible(dataset)}: ${facts.join(', ')}`;
}

/** Returns what the figures leave out, and so is said before them. */
const warnings = (profile: ProfileDocument): readonly string[] => [
  ...unreadWarning(profile),
  ...(profile.rows === 0 ? ['There are no rows: nothing can be said about the values.'] : []),
];

function suspicionLines(
  suspicions: readonly ProfileSuspicion[],
  most: number,
  isShort: boolean,
): readonly string[] {
  const more = suspicions.length - most;
  const lines = suspicions.slice(0, most).flatMap(({ column, message }) => {
    const text = `? ${column === null ? '' : `${visible(column)}: `}${visible(message)}`;
    return isShort ? [truncate(text, terminal)] : hanging(text);
  });
  return more > 0 ? [...lines, `? ${counted(more, 'more suspicion')}`] : lines;
}

/** Breaks a text at blanks into lines, all but the first of them indented. A blank within a value stays as it is. */
function hanging(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of text.split(/(?<=\S)(?= )/u)) {
    const isFull =
      lines.length === 0 ? width(line + part) > terminal : width(`  ${line}${part}`) > terminal;
    if (line !== '' && isFull) {
      lines.push(line);
      line = part.slice(1);
    } else line += part;
  }
  return [...lines, line].map((one, at) => truncate(at === 0 ? one : `  ${one}`, terminal));
}

const heads = ['column', 'type', 'NULL', 'distinct', 'values', 'shape'] as const;

function table(
  columns: readonly ProfileColumn[],
  rows: number,
  color: ChalkInstance,
): readonly string[] {
  if (columns.length === 0) return [];
  const cells = columns.map((column) => [
    truncate(visible(column.name), longestName),
    truncate(shortType(column.type), longestType),
    shortShare(column.nulls, rows),
    distinctText(column),
    valuesText(column, rows),
    profileBlocks(column, drawn),
  ]);
  const natural = heads.map((head, at) =>
    Math.max(width(head), ...cells.map((row) => width(row[at] ?? ''))),
  );
  const others = natural.reduce((sum, one, at) => (at === 4 ? sum : sum + one), 0);
  const widths = natural.map((one, at) =>
    at === 4 ? Math.min(one, terminal - others - 2 * (heads.length - 1)) : one,
  );
  const line = (row: readonly string[]) =>
    row
      .map((text, at) => {
        const cut = truncate(text, widths[at] ?? 0);
        const blank = ' '.repeat(Math.max(0, (widths[at] ?? 0) - width(cut)));
        return at === 2 || at === 3 ? blank + cut : cut + blank;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((one) => '─'.repeat(one)).join('  ');
  return [color.bold(line(heads)), color.dim(rule), ...cells.map(line)];
}

const notesOf = ({ notes }: ProfileDocument) => notes.map((note) => visible(note));

/** The most differences between files that have a line. */
const mostDifferences = 5;

function differencesOf({ files }: ProfileDocument): readonly string[] {
  if (files === null) return [];
  const { count, differences, more, reason } = files;
  if (reason !== null) return [`${counted(count, 'file')}. ${visible(reason)}`];
  if (differences.length === 0) return [`${counted(count, 'file')}, without a strong difference`];
  const left = differences.length + more - Math.min(mostDifferences, differences.length);
  return [
    `${counted(count, 'file')}, of which some differ:`,
    ...differences.slice(0, mostDifferences).map((one) => `- ${differenceText(one)}`),
    ...(left > 0 ? [`- ${counted(left, 'more difference')}: --html FILE or --json`] : []),
  ];
}

/** Returns what holds between columns, and what could not be counted. */
function closing(profile: ProfileDocument): readonly string[] {
  const { columns, duplicateRows, keys, correlations } = profile;
  const [, ...otherKeys] = keys;
  const correlated = correlatedText(correlations, 3);
  const masked = columns.flatMap(({ name, masked }) =>
    masked === null ? [] : [`${visible(name)} (${masked})`],
  );
  return [
    ...differencesOf(profile),
    ...(masked.length === 0 ? [] : [`masked: ${masked.join(', ')}`]),
    ...(correlated === null ? [] : [`correlated: ${correlated}`]),
    ...(otherKeys.length === 0 ? [] : [`also unique: ${otherKeys.map(visible).join(', ')}`]),
    ...(duplicateRows.reason === null
      ? []
      : [`Duplicate rows were not counted: ${duplicateRows.reason}.`]),
    ...notesOf(profile),
  ];
}
