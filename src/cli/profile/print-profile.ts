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
  distinctText,
  shortShare,
  shortType,
  unreadWarning,
  valuesText,
} from '../../outcome/profile/profile-words.ts';

const terminal = 80;
/** The characters of a histogram, and the most of a name and of a type. */
const [drawn, longestName, longestType] = [8, 16, 11] as const;

/** The most columns and suspicions that have a line of their own. */
const [mostColumns, mostSuspicions] = [60, 12] as const;

/** Prints a profile for a terminal of 80 columns: what is suspected, one line for each column, and what holds between them. */
export function printProfile(profile: ProfileDocument, color: ChalkInstance): string {
  const { columns } = profile;
  const shown = columns.slice(0, mostColumns);
  const more = columns.length - shown.length;
  return [
    ...wrap(subject(profile), terminal).map((line) => color.bold(line)),
    ...warnings(profile)
      .flatMap((text) => wrap(text, terminal))
      .map((line) => color.red(line)),
    ...suspicionLines(profile.suspicions).map((line) => color.yellow(line)),
    '',
    ...table(shown, profile.rows, color),
    ...(more > 0 ? [`(${counted(more, 'more column')}: --html FILE or --json shows all)`] : []),
    '',
    ...closing(profile).flatMap((text) => wrap(text, terminal)),
  ]
    .join('\n')
    .trimEnd();
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

function suspicionLines(suspicions: readonly ProfileSuspicion[]): readonly string[] {
  const more = suspicions.length - mostSuspicions;
  const lines = suspicions
    .slice(0, mostSuspicions)
    .map(({ column, message }) =>
      truncate(`? ${column === null ? '' : `${visible(column)}: `}${visible(message)}`, terminal),
    );
  return more > 0 ? [...lines, `? ${counted(more, 'more suspicion')}`] : lines;
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

/** Returns what holds between columns, and what could not be counted. */
function closing(profile: ProfileDocument): readonly string[] {
  const { columns, duplicateRows, keys, correlations } = profile;
  const [, ...otherKeys] = keys;
  const correlated = correlatedText(correlations, 3);
  const masked = columns.flatMap(({ name, masked }) =>
    masked === null ? [] : [`${visible(name)} (${masked})`],
  );
  return [
    ...(masked.length === 0 ? [] : [`masked: ${masked.join(', ')}`]),
    ...(correlated === null ? [] : [`correlated: ${correlated}`]),
    ...(otherKeys.length === 0 ? [] : [`also unique: ${otherKeys.map(visible).join(', ')}`]),
    ...(duplicateRows.reason === null
      ? []
      : [`Duplicate rows were not counted: ${duplicateRows.reason}.`]),
    ...profile.notes.map((note) => visible(note)),
  ];
}
