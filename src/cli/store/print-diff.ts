import type { ChalkInstance } from 'chalk';
import type { Sample } from '../../outcome/outcome.ts';
import { counted, grouped, truncate, visible, width, wrap } from '../../outcome/printable-text.ts';
import type {
  ColumnMetrics,
  Diff,
  KeyedRows,
  SchemaDiff,
  SideMetrics,
  WholeRows,
} from '../../store/diff/diff.ts';
import { printNumeric } from '../../value/numeric.ts';
import { driftLines } from '../drift/print-drift.ts';

const limit = 80;

/** Prints the difference of two datasets for a terminal of 80 columns. */
export function printDiff(diff: Diff, color: ChalkInstance): string {
  const { before, after, schema, rows, isDifferent } = diff;
  const subject = `${visible(after.label)} (${counted(after.rows, 'row')}) against ${visible(before.label)} (${grouped(before.rows)})`;
  const sections = [
    ['columns', schemaLines(schema)],
    [rowsTitle(rows), rows.by === 'key' ? keyedLines(rows) : wholeLines(rows)],
    ['numbers', metricLines(diff)],
    ['drift', driftOf(diff, color)],
  ] as const;
  return [
    '',
    ...wrap(subject, limit).map((line) => color.bold(line)),
    ...sections.flatMap(([title, lines]) =>
      lines.length === 0 ? [] : ['', color.bold(title), ...lines],
    ),
    '',
    isDifferent ? 'They differ.' : 'They have the same columns and rows.',
  ].join('\n');
}

const rowsTitle = (rows: KeyedRows | WholeRows): string =>
  rows.by === 'key'
    ? truncate(`rows by ${rows.key.map(visible).join(', ')}`, limit)
    : `whole rows, by ${counted(rows.columns.length, 'column')} (--key matches rows)`;

function schemaLines({ added, removed, changed, isReordered }: SchemaDiff): readonly string[] {
  return [
    ...added.map(({ column, type }) => ['added', column, type]),
    ...removed.map(({ column, type }) => ['removed', column, type]),
    ...changed.map(({ column, before, after }) => ['changed', column, `${before} → ${after}`]),
  ]
    .map(([is = '', column = '', type = '']) => entry(is, `${visible(column)}  ${visible(type)}`))
    .concat(
      isReordered ? [entry('moved', 'the columns that both have come in another order')] : [],
    );
}

const entry = (word: string, text: string): string =>
  truncate(`  ${word.padEnd(9)}  ${text}`, limit);

function wholeLines({ added, removed, unchanged }: WholeRows): readonly string[] {
  return countLines([
    ['added', added, ''],
    ['removed', removed, ''],
    ['unchanged', unchanged, ''],
  ]);
}

function keyedLines({ added, removed, changed, unchanged, samples }: KeyedRows): readonly string[] {
  return countLines([
    ['added', added, keysText(samples.added, added)],
    ['removed', removed, keysText(samples.removed, removed)],
    ['changed', changed, keysText(samples.changed, changed)],
    ['unchanged', unchanged, ''],
  ]);
}

type Count = readonly [word: string, count: number, keys: string];

function countLines(counts: readonly Count[]): readonly string[] {
  const room = Math.max(...counts.map(([, count]) => grouped(count).length));
  return counts.map(([word, count, keys]) =>
    entry(word, `${grouped(count).padStart(room)}  ${keys}`).trimEnd(),
  );
}

/** Returns the first keys, each of several columns in parentheses. */
function keysText({ rows }: Sample, count: number): string {
  const texts = rows.map((row) => {
    const cells = row.map((cell) => visible(cell ?? 'NULL'));
    return cells.length === 1 ? (cells[0] ?? '') : `(${cells.join(', ')})`;
  });
  return [...new Set(texts), ...(count > rows.length && rows.length > 0 ? ['…'] : [])].join(', ');
}

/** One entry for each column in which something changed: its changed rows, and its numbers before and after. */
function metricLines({ rows, metrics }: Diff): readonly string[] {
  const changed = new Map(
    rows.by === 'key' ? rows.columns.map((one) => [one.column, one.changed]) : [],
  );
  const entries = metrics.flatMap((one): readonly (readonly [string, string])[] => {
    const count = changed.get(one.column) ?? 0;
    const facts = [...(count > 0 ? [`changed in ${counted(count, 'row')}`] : []), ...moved(one)];
    return facts.length === 0 ? [] : [[visible(one.column), facts.join('; ')]];
  });
  const room = Math.min(24, Math.max(0, ...entries.map(([column]) => width(column))));
  const indent = ' '.repeat(room + 4);
  return entries.flatMap(([column, facts]) =>
    wrap(facts, limit - indent.length).map((line, at) =>
      at === 0
        ? `  ${padded(truncate(column, room), room)}  ${line}`
        : `${indent}${truncate(line, limit - indent.length)}`,
    ),
  );
}

const padded = (text: string, room: number): string =>
  text + ' '.repeat(Math.max(0, room - width(text)));

function moved({ before, after }: ColumnMetrics): readonly string[] {
  if (before === null || after === null) return [];
  return facts.flatMap(([label, textOf]) => {
    const [was, is] = [textOf(before), textOf(after)];
    return was === is ? [] : [`${label} ${was ?? 'none'} → ${is ?? 'none'}`];
  });
}

const facts: readonly (readonly [label: string, textOf: (side: SideMetrics) => string | null])[] = [
  ['nulls', ({ nulls }) => grouped(nulls)],
  ['mean', ({ mean }) => (mean === null ? null : numberText(mean))],
  ['min', ({ min }) => min],
  ['max', ({ max }) => max],
  [
    'distinct',
    ({ distinctApproximately: about }) => (about === null ? null : `≈ ${grouped(about)}`),
  ],
];

/** Returns a mean for people; one that is masked stays so. */
const numberText = (text: string): string =>
  Number.isFinite(Number(text)) ? printNumeric(Number(text)) : text;

function driftOf({ drift }: Diff, color: ChalkInstance): readonly string[] {
  if (drift === null) return [];
  const { found, problem, uncompared } = drift;
  if (found === null) return wrap(visible(problem ?? ''), limit - 2).map((line) => `  ${line}`);
  return driftLines(found, uncompared, color);
}
