import { driftPicture } from './drift/drift-picture.ts';
import { comparedText, driftFacts, driftInShort } from './drift/drift-words.ts';
import type { Outcome, ReportedBound, Sample } from './outcome.ts';
import { counted, grouped, inert, visible, wrap } from './printable-text.ts';
import { printTable, type TitledTable } from './table.ts';
import { judgedNoun } from './words/judged-noun.ts';
import { partOf, shareLimits } from './words/part-of.ts';
import { saysText } from './words/says-text.ts';

const columns = 80;
const indent = '  ';
const labelled = 10;
const rowsShown = 10;

/**
 * Describes a missed expectation to a person. The first line says it all; then follow what was measured, the reason for
 * the bound, some of the rows, and SQL that shows the same. It contains no data beyond the outcome's own (masked)
 * sample.
 *
 * @example
 * failureMessage(outcome) // "column('delay').mean() is 23.1, expected between 0 and 15\n\n  dataset ..."
 */
export function failureMessage(outcome: Outcome): string {
  const parts = [
    [headline(outcome)],
    facts(outcome),
    driftRows(outcome),
    sampleRows(outcome),
    reproduction(outcome),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(inert).join('\n'))
    .join('\n\n');
}

/** Returns the first line: the expectation and what was found. */
export function headline(outcome: Outcome): string {
  const { name, title, metric, state, problem } = outcome;
  const subject = headlineSubject(name, title, metric);
  if (state === 'errored') return `${subject} could not be judged: ${sentence(problem?.message)}`;
  if (state === 'notRun') return `${subject} was not run: ${sentence(problem?.message)}`;
  return `${subject}${finding(outcome)}`;
}

/** Returns why a value that keeps its bound failed, to stand behind the bound; empty where the value says it. */
export const despiteOf = ({ evidence }: Pick<Outcome, 'evidence'>): string =>
  evidence?.despite === undefined ? '' : `, but ${visible(evidence.despite)}`;

/** Returns the subject of a first line: the metric as it is written, after the user's own name for the expectation. */
export const headlineSubject = (name: string | null, title: string, metric: string): string =>
  visible(name === null ? metric : `${title}: ${metric}`);

const sentence = (message: string | undefined): string => visible(message ?? 'nobody said why.');

function finding(outcome: Outcome): string {
  const { observed, violations, segments } = outcome;
  const expected = `${expectedText(outcome)}${despiteOf(outcome)}`;
  if (segments !== null)
    return ` is outside in ${grouped(segments.outside)} of ${counted(segments.count, 'segment')}, expected ${expected}`;
  const reason = soleReason(outcome);
  if (reason !== null && violations !== null) return `: ${visible(reason)}`;
  if (reason !== null) return ` is expected ${expected}, but ${visible(reason)}`;
  if (observed === null) return ` has no value, expected ${expected}`;
  // The words of a score are a sentence of their own.
  if (outcome.reference?.kind === 'history') return `: ${visible(observed)}, expected ${expected}`;
  if (violations === null) return ` is ${visible(observed)}, expected ${expected}${moved(outcome)}`;
  return ` is violated by ${violating(outcome, observed)}, expected ${expected}`;
}

/** Returns what moved most, if the outcome is a drift. */
function moved({ drift }: Outcome): string {
  const most = drift === null ? null : driftInShort(drift);
  return most === null ? '' : `; ${visible(most)}`;
}

/** Returns the bound in words; `'none'` for a condition that no row may violate. */
export const expectedText = ({ expected, violations, bound }: Outcome): string =>
  violations !== null && allowsNone(bound) ? 'none' : visible(expected);

const allowsNone = ({ kind, not, limits: [limit] }: ReportedBound): boolean =>
  kind === 'atMost' && !not && limit?.kind === 'number' && Number(limit.value) === 0;

/** Returns the violating rows, `'12 of 2,000 rows (0.6%)'`, or the observed value if it is no part of the rows. */
function violating(outcome: Outcome, observed: string): string {
  const { violations, of, share, bound } = outcome;
  const noun = judgedNoun(outcome);
  return share === null || violations === null || of === null
    ? visible(observed)
    : partOf(violations, of, { limits: shareLimits(bound.limits), noun, isNamed: true });
}

/**
 * Returns the note that explains an outcome without a count of rows: there was no row to judge, or the column has
 * another type.
 */
export function soleReason({ observed, of, share, kind, evidence }: Outcome): string | null {
  const isNothing = observed === null || (share !== null && of === 0);
  return isNothing || kind === 'structure' ? (evidence?.notes[0] ?? null) : null;
}

const facts = (outcome: Outcome): readonly string[] =>
  factsOf(outcome).flatMap(([label, text]) => fact(label, text));

/** Returns the further facts about an outcome, each with a label. No text in them can move a terminal's cursor. */
export function factsOf(outcome: Outcome): readonly (readonly [label: string, text: string])[] {
  const { dataset, because, sample } = outcome;
  const over = measuredOver(outcome);
  const written = writtenText(outcome);
  const compared = comparedText(outcome);
  const says = saysText(outcome);
  const masked = sample && sample.rows.length > 0 ? sample.masked.map(visible).join(', ') : '';
  return [
    ['dataset', visible(dataset)] as const,
    ...(over === null ? [] : [['over', over] as const]),
    ...(compared === null ? [] : [['reference', visible(compared)] as const]),
    ...driftFacts(outcome).map(([label, text]) => [label, visible(text)] as const),
    ...(says === null ? [] : [['message', visible(says)] as const]),
    ...(because === null ? [] : [['because', visible(because)] as const]),
    ...furtherNotes(outcome).map((note) => ['note', visible(note)] as const),
    ...(written === null ? [] : [['written', written] as const]),
    ...(masked === '' ? [] : [['masked', masked] as const]),
  ];
}

/** Returns where the violating rows were written; null if they were not. */
export const writtenText = ({ quarantine }: Outcome): string | null =>
  quarantine && `${counted(quarantine.rows, 'row')} in ${visible(quarantine.file)}`;

/** Returns the notes that neither the first line nor the facts of a drift contain. */
export function furtherNotes(outcome: Outcome): readonly string[] {
  const { state, drift, evidence } = outcome;
  const said = state === 'failed' || state === 'warned' ? soleReason(outcome) : null;
  const picked = drift === null ? null : `${drift.method} was picked, for ${drift.picked}`;
  return (evidence?.notes ?? []).filter((note) => note !== said && note !== picked);
}

function measuredOver(outcome: Outcome): string | null {
  const { of, rows, segments, evidence, drift } = outcome;
  if (rows === null) return null;
  const all = counted(rows, judgedNoun(outcome));
  if (drift !== null) return all;
  if (segments !== null) return `${counted(segments.count, 'segment')} of ${all}`;
  const judged = of === null || of === rows ? all : `${counted(of, 'value')} judged, of ${all}`;
  return evidence?.exactness === 'sampled' ? `${judged}, a sample of them` : judged;
}

const fact = (label: string, text: string): readonly string[] =>
  wrap(text, columns - indent.length - labelled).map(
    (line, at) => `${indent}${(at === 0 ? label : '').padEnd(labelled)}${line}`,
  );

/** Returns some of the rows as a table, with the number of all of them; null if there are none to show. */
export function sampleTable(outcome: Outcome): TitledTable | null {
  const { sample } = outcome;
  if (!sample || sample.rows.length === 0 || sample.columns.length === 0) return null;
  const rows = sample.rows.slice(0, rowsShown);
  return {
    title: `${sampleTitle(outcome, sample.shows, rows.length)}:`,
    lines: printTable({ ...sample, rows }, columns - 2 * indent.length),
  };
}

/** Returns the sample as indented lines. */
export const sampleRows = (outcome: Outcome): readonly string[] => indented(sampleTable(outcome));

/** Returns the drawing of the drift as indented lines. */
const driftRows = ({ drift }: Outcome): readonly string[] =>
  indented(driftPicture(drift, columns - 2 * indent.length));

function indented(table: TitledTable | null): readonly string[] {
  if (table === null) return [];
  const title = wrap(table.title, columns - indent.length).map((line) => indent + line);
  return [...title, ...table.lines.map((line) => indent + indent + line)];
}

function sampleTitle(outcome: Outcome, shows: Sample['shows'], shown: number): string {
  const { violations } = outcome;
  const noun = judgedNoun(outcome);
  if (shows === 'groups') return `some groups of equal ${noun}s`;
  if (violations === null || violations < shown) return 'for example';
  const what =
    shows === 'rows'
      ? counted(violations, `violating ${noun}`)
      : `${counted(violations, 'segment')} outside`;
  return violations === shown ? what : `${grouped(shown)} of ${what}`;
}

/** Returns the SQL that shows the same, indented, below a line that introduces it. */
export function reproduction({ sql }: Outcome): readonly string[] {
  if (sql === null) return [];
  // A name in it may hold anything; tabs are how somebody wrote it.
  const lines = sql.split('\n').map((line) => visible(line.replaceAll('\t', indent)));
  return [`${indent}the same in SQL:`, ...lines.map((line) => indent + indent + line)];
}
