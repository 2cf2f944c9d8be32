import type { Outcome } from './outcome.ts';
import { counted, grouped, inert, visible, wrap } from './printable-text.ts';
import { printTable } from './table.ts';

const columns = 80;
const indent = '  ';
const labelled = 10;
const rowsShown = 10;

/**
 * What a person reads when an expectation was missed: one line that tells all, then over what it
 * was measured, why the bound is what it is, some of the rows, and the SQL that shows the same.
 * There is no data in it beyond the outcome's own (masked) sample.
 *
 * @example
 * failureMessage(outcome) // "column('delay').mean() is 23.1, expected between 0 and 15\n\n  dataset ..."
 */
export function failureMessage(outcome: Outcome): string {
  const parts = [[headline(outcome)], facts(outcome), sampleRows(outcome), reproduction(outcome)];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(inert).join('\n'))
    .join('\n\n');
}

/** The first line of it: what is expected, and what was found. */
export function headline(outcome: Outcome): string {
  const { title, metric, state, problem } = outcome;
  const subject = visible(title.startsWith(metric) ? metric : `${title}: ${metric}`);
  if (state === 'errored') return `${subject} could not be judged: ${sentence(problem?.message)}`;
  if (state === 'notRun') return `${subject} was not run: ${sentence(problem?.message)}`;
  return `${subject}${finding(outcome)}`;
}

const sentence = (message: string | undefined): string => visible(message ?? 'nobody said why.');

function finding(outcome: Outcome): string {
  const { observed, violations } = outcome;
  const expected = expectation(outcome);
  const segments = segmentsOutside(outcome);
  if (segments !== null) return ` is outside in ${segments}, expected ${expected}`;
  const reason = soleReason(outcome);
  if (reason !== null && violations !== null) return `: ${visible(reason)}`;
  if (reason !== null) return ` is expected ${expected}, but ${visible(reason)}`;
  if (observed === null) return ` has no value, expected ${expected}`;
  if (violations === null) return ` is ${visible(observed)}, expected ${expected}`;
  return ` is violated by ${inRows(observed)}, expected ${expected}`;
}

const expectation = ({ expected, violations }: Outcome): string =>
  violations !== null && expected === 'at most 0' ? 'none' : visible(expected);

/** `'3 of 50 segments'`, where each segment is held to the bound. */
const segmentsOutside = ({ observed }: Outcome): string | null =>
  /^(.+ segments) outside$/.exec(observed ?? '')?.[1] ?? null;

/** The note that says all where no count of rows does: no row to judge, a column of another type. */
export function soleReason({ observed, of, violations, evidence }: Outcome): string | null {
  const countsRows = / of /.test(observed ?? '');
  const isNothing = observed === null || (countsRows && of === 0);
  const isStructure = violations !== null && !countsRows;
  return isNothing || isStructure ? (evidence?.notes[0] ?? null) : null;
}

/** `'12 of 2,000 (0.6%)'` counts rows. */
const inRows = (observed: string): string =>
  visible(observed).replace(/ of ([\d,]+)/, ' of $1 rows');

const facts = (outcome: Outcome): readonly string[] =>
  factsOf(outcome).flatMap(([label, text]) => fact(label, text));

/** What else is to be known of it, each with a label; nothing in it moves a cursor. */
export function factsOf(outcome: Outcome): readonly (readonly [label: string, text: string])[] {
  const { dataset, because, sample } = outcome;
  const over = measuredOver(outcome);
  const written = quarantined(outcome);
  const masked = sample && sample.rows.length > 0 ? sample.masked.map(visible).join(', ') : '';
  return [
    ['dataset', visible(dataset)] as const,
    ...(over === null ? [] : [['over', over] as const]),
    ...(because === null ? [] : [['because', visible(because)] as const]),
    ...furtherNotes(outcome).map((note) => ['note', visible(note)] as const),
    ...(written === null ? [] : [['written', written] as const]),
    ...(masked === '' ? [] : [['masked', masked] as const]),
  ];
}

const quarantined = ({ quarantine }: Outcome): string | null =>
  quarantine && `${counted(quarantine.rows, 'row')} in ${visible(quarantine.file)}`;

/** The notes that the headline does not say already. */
function furtherNotes(outcome: Outcome): readonly string[] {
  const said =
    outcome.state === 'failed' || outcome.state === 'warned' ? soleReason(outcome) : null;
  return (outcome.evidence?.notes ?? []).filter((note) => note !== said);
}

function measuredOver(outcome: Outcome): string | null {
  const { of, rows, evidence } = outcome;
  if (rows === null) return null;
  const all = counted(rows, 'row');
  if (of !== null && segmentsOutside(outcome) !== null)
    return `${counted(of, 'segment')} of ${all}`;
  const judged = of === null || of === rows ? all : `${counted(of, 'value')} judged, of ${all}`;
  return evidence?.exactness === 'sampled' ? `${judged}, a sample of them` : judged;
}

const fact = (label: string, text: string): readonly string[] =>
  wrap(text, columns - indent.length - labelled).map(
    (line, at) => `${indent}${(at === 0 ? label : '').padEnd(labelled)}${line}`,
  );

/** Some of the rows as an indented table, below a line that says of how many. */
export function sampleRows(outcome: Outcome): readonly string[] {
  const { sample } = outcome;
  if (!sample || sample.rows.length === 0 || sample.columns.length === 0) return [];
  const rows = sample.rows.slice(0, rowsShown);
  const table = printTable({ ...sample, rows }, columns - 2 * indent.length);
  return [
    `${indent}${sampleTitle(outcome, rows.length)}:`,
    ...table.map((line) => indent + indent + line),
  ];
}

/** Metrics of which a sample shows groups of rows, each with its size. */
const countsEqualRows = /\.(?:key|unique|duplicates)\([^)]*\)$/;

function sampleTitle(outcome: Outcome, shown: number): string {
  const { violations, metric } = outcome;
  if (countsEqualRows.test(metric)) return 'some groups of equal rows';
  if (violations === null || violations < shown) return 'for example';
  const what =
    segmentsOutside(outcome) === null
      ? counted(violations, 'violating row')
      : `${counted(violations, 'segment')} outside`;
  return violations === shown ? what : `${grouped(shown)} of ${what}`;
}

/** The SQL that shows the same, indented, below a line that says so. */
export function reproduction({ sql }: Outcome): readonly string[] {
  if (sql === null) return [];
  // A name in it may hold anything; tabs are how somebody wrote it.
  const lines = sql.split('\n').map((line) => visible(line.replaceAll('\t', indent)));
  return [`${indent}the same in SQL:`, ...lines.map((line) => indent + indent + line)];
}
