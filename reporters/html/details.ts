import type { VNode } from 'preact';
import { headline } from '../../src/outcome/failure.ts';
import type { Outcome, Sample } from '../../src/outcome/outcome.ts';
import { asSentence, counted } from '../../src/outcome/printable-text.ts';
import { judgedNoun } from '../../src/outcome/words/judged-noun.ts';
import { saysText } from '../../src/outcome/words/says-text.ts';
import { type BarRow, barTable } from './bars.ts';
import { withBlanks } from './blanks.ts';
import { distributionView } from './distribution.ts';
import { driftView } from './drift-view.ts';
import { type Child, el } from './element.ts';
import { filesView } from './files.ts';
import { headRow, sinceText, sqlBlock } from './parts.ts';
import { pastView } from './past.ts';
import { sampleTitle } from './sample-title.ts';
import { largeScale } from './scale-drawing.ts';
import type { ShownOutcome } from './shown.ts';
import { printElapsed } from './words.ts';

/** Renders the details of an expectation but for its SQL, in the order in which a reader asks for them. */
export function details(one: ShownOutcome): readonly Child[] {
  const { outcome, scale } = one;
  const { state, observed, expected, because, distribution, byFile } = outcome;
  const says = saysText(outcome);
  const words = `Observed ${observed}, expected ${expected}`;
  return [
    state === 'passed' ? named(outcome) : el('p', { class: 'head' }, headline(outcome)),
    says === null ? null : el('p', { class: 'why' }, `Message: ${says}`),
    because === null ? null : el('p', { class: 'why' }, because),
    scale === null ? null : largeScale(scale, words),
    driftView(outcome),
    violatingValues(outcome),
    sampleTable(outcome),
    distribution === null ? null : distributionView(distribution),
    byFile === null ? null : filesView(byFile),
    pastView(one),
    how(one),
  ];
}

/** Renders SQL that shows the same again; null if there is none. */
export const sqlDetail = ({ outcome: { sql } }: ShownOutcome): Child =>
  sql === null ? null : sqlBlock(sql);

/** Renders the metric and bound of an expectation that has a name of its own. Otherwise its title says them. */
const named = ({ name, metric, expected }: Outcome): Child =>
  name === null ? null : el('p', {}, el('code', {}, metric), ` is ${expected}`);

/** Renders one paragraph with what was judged, how sure the value is, who found it, and where it is declared. */
function how({ outcome, past, streak }: ShownOutcome): VNode {
  const { evidence, location, problem, tags, state, severity, durationMs } = outcome;
  const isBad = state === 'failed' || state === 'errored';
  const facts: readonly Child[] = [
    judgedOver(outcome),
    evidence === null ? null : found(evidence),
    ...(evidence?.notes ?? []).map(asSentence),
    problem === null ? null : `Code ${problem.code}.`,
    isBad ? `Red since: ${sinceText(past, streak)}.` : null,
    severity === 'warn' ? 'A miss is a warning.' : null,
    tags.length === 0 ? null : `Tags: ${tags.join(', ')}.`,
    durationMs < 1 ? null : `${printElapsed(durationMs)}.`,
    location === null ? null : el('code', {}, `${location.file}:${location.line}`),
  ];
  const known = facts.filter((fact) => fact !== null);
  return el(
    'p',
    { class: 'how' },
    known.flatMap((fact, at) => (at === 0 ? [fact] : [' ', fact])),
  );
}

function judgedOver(outcome: Outcome): string | null {
  const { of, rows, segments, drift } = outcome;
  // A drift says itself which rows were compared.
  if (rows === null || drift !== null) return null;
  const all = counted(rows, judgedNoun(outcome));
  if (segments !== null) return `Over ${counted(segments.count, 'segment')} of ${all}.`;
  return of === null || of === rows ? `Over ${all}.` : `Over ${counted(of, 'value')} of ${all}.`;
}

function found({ exactness, by, pass, interval }: NonNullable<Outcome['evidence']>): string {
  const between = interval === null ? '' : ` (${interval.low} to ${interval.high})`;
  const who = pass === null ? `by ${by}` : `by ${by} in the pass ${pass}`;
  return `${exactnessWords[exactness]}${between} ${who}.`;
}

const exactnessWords = {
  exact: 'Exact,',
  proof: 'Proven,',
  bounded: 'Known as an interval that decides',
  sampled: 'Of a sample,',
} as const;

function sampleTable(outcome: Outcome): Child {
  const { sample } = outcome;
  if (sample === null || sample.rows.length === 0) return null;
  const { columns, rows, masked } = sample;
  const title = sampleTitle(sample, outcome.violations, judgedNoun(outcome));
  const caption = masked.length === 0 ? title : `${title}, masked: ${masked.join(', ')}`;
  return el(
    'figure',
    {},
    el('figcaption', {}, caption),
    el(
      'div',
      { class: 'tb', tabindex: 0, role: 'group', 'aria-label': 'Failing rows' },
      el(
        'table',
        {},
        el('thead', {}, headRow(columns)),
        el(
          'tbody',
          {},
          rows.map((row) => sampleRow(row, sample)),
        ),
      ),
    ),
  );
}

const sampleRow = (row: Sample['rows'][number], { columns }: Sample): VNode =>
  el(
    'tr',
    {},
    columns.map((_, at) => el('td', {}, cell(row[at] ?? null))),
  );

/** Renders the values of the violating rows, each once with the number of its rows; null if they are not known. */
function violatingValues({ sample }: Outcome): Child {
  const values = sample?.values;
  if (values === undefined || values.counts.length === 0) return null;
  const { column, counts, others, areShapes } = values;
  const of = counts.reduce((sum, [, rows]) => sum + rows, others);
  const rows = counts.map(([value, count]): BarRow => ({ name: cell(value), value: count, of }));
  const rest: readonly BarRow[] =
    others === 0 ? [] : [{ name: el('i', {}, 'all others'), value: others, of }];
  return el(
    'figure',
    {},
    el(
      'figcaption',
      {},
      `Violating values of ${column}${areShapes ? ', by what they are written like' : ''}`,
    ),
    barTable('Value', [...rows, ...rest]),
  );
}

/** Distinguishes NULL from the text 'NULL', and makes an empty text and blanks at the ends of others visible. */
function cell(value: string | null): Child {
  if (value === null) return el('i', {}, 'NULL');
  if (value === '') return el('i', {}, 'empty');
  return withBlanks(value);
}
