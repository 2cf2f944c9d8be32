import type { VNode } from 'preact';
import type { ColumnDrift } from '../../src/metric/drift/finding.ts';
import { columnsText, printDrift, printDriftBeside } from '../../src/outcome/drift/drift-words.ts';
import { movedMost, movedText } from '../../src/outcome/drift/moved.ts';
import { comparisonOf, ranked } from '../../src/outcome/drift/ranked.ts';
import { despiteOf } from '../../src/outcome/failure.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { grouped } from '../../src/outcome/printable-text.ts';
import { smallSteps } from './drift-steps.ts';
import { type Child, el } from './element.ts';
import { headRow } from './parts.ts';
import { driftAnchor, type ShownContract, type ShownOutcome } from './shown.ts';

/** The number of columns without a drift that stand open in the table. */
const quiet = 25;

/** A row of the table: a column of several, or that of one expectation. */
interface Row extends ColumnDrift {
  readonly anchor: string;
  readonly tone: string;
  readonly expected: string;
}

/** Renders the table of everything that was compared with a reference: each expectation of a drift, and each column. */
export function driftColumns({ contract, outcomes }: ShownContract): Child {
  const rows = ranked(outcomes.flatMap(rowsOf));
  if (rows.length === 0) return null;
  const told = rows.filter((row) => comparisonOf(row) === 'drifted').length + quiet;
  const more = rows.slice(told);
  return el(
    'section',
    { class: 'drt', id: driftAnchor(contract) },
    el('h4', {}, 'Drift ', el('span', { class: 'dim' }, columnsText(rows, nounOf(outcomes)))),
    table(rows.slice(0, told)),
    more.length === 0
      ? null
      : el(
          'details',
          {},
          el('summary', {}, `${grouped(more.length)} more that did not drift`),
          table(more),
        ),
  );
}

/** A column may be compared by several expectations. */
const nounOf = (outcomes: readonly ShownOutcome[]) =>
  outcomes.some(({ outcome: { drift } }) => drift?.columns === null) ? 'comparison' : 'column';

function rowsOf({ outcome, anchor }: ShownOutcome): readonly Row[] {
  const { drift } = outcome;
  if (drift === null) return [];
  if (drift.columns === null) return [ownRow(outcome, drift, anchor)];
  const tone = outcome.state === 'failed' ? 'failed' : 'warned';
  return drift.columns.map((column) => ({
    ...column,
    anchor,
    expected: column.problem === null ? `at most ${printDrift(column.threshold)}` : '',
    tone: { drifted: tone, 'not compared': 'notRun', 'no drift': 'passed' }[comparisonOf(column)],
  }));
}

const ownRow = (outcome: Outcome, drift: NonNullable<Outcome['drift']>, anchor: string): Row => ({
  column: outcome.name ?? outcome.metric,
  method: drift.method,
  value: outcome.value === null ? null : Number(outcome.value),
  threshold: Number(outcome.bound.limits[0]?.value ?? 0),
  isDrifted: outcome.state === 'failed' || outcome.state === 'warned',
  problem: outcome.problem?.message ?? null,
  bins: drift.bins,
  kind: drift.kind,
  isMasked: drift.isMasked,
  anchor,
  expected: `${outcome.expected}${despiteOf(outcome)}`,
  tone: outcome.state,
});

const columns = ['State', 'Column', 'Reference, current', 'Drift', 'Expected', 'Moved most'];

const table = (rows: readonly Row[]): VNode =>
  el('table', {}, el('thead', {}, headRow(columns)), el('tbody', {}, rows.map(tableRow)));

function tableRow(row: Row): VNode {
  const { column, method, value, expected, problem, anchor, tone } = row;
  const moved = comparisonOf(row) === 'no drift' ? [] : movedMost(row);
  const [most] = moved;
  return el(
    'tr',
    {},
    el('td', {}, el('b', { class: `st ${tone}` }, comparisonOf(row))),
    el('th', { scope: 'row' }, el('a', { href: `#${anchor}` }, column)),
    el('td', {}, row.bins.length === 0 ? null : smallSteps(row, moved)),
    el(
      'td',
      { class: 'ex' },
      value === null
        ? null
        : [printDriftBeside(value, [row.threshold]), ' ', el('span', { class: 'dim' }, method)],
    ),
    el('td', { class: 'ex' }, expected),
    el(
      'td',
      {},
      problem ?? (most === undefined ? '' : `${most.isUp ? '▲' : '▼'} ${movedText(most)}`),
    ),
  );
}
