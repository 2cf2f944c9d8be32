import type { VNode } from 'preact';
import { printedTerms } from '../../src/contract/terms.ts';
import { counted, grouped } from '../../src/outcome/printable-text.ts';
import type { ReportedContract, ReportedPass } from '../../src/outcome/report.ts';
import { columnViews } from './columns.ts';
import { driftColumns } from './drift-columns.ts';
import { type Child, el, html } from './element.ts';
import { badge, headRow, link, sqlBlock } from './parts.ts';
import type { Places } from './places.ts';
import type { ShownContract } from './shown.ts';
import { countsText, printBytes, printElapsed } from './words.ts';

/** Renders a contract with its dataset: its terms, what needs attention, what passed, and how it was measured. */
export function contractView(shown: ShownContract, places: Places): VNode {
  const { contract, anchor } = shown;
  const pack = places.pack(shown);
  const isQuiet = contract.state === 'passed';
  return el(
    'details',
    { class: 'c', id: anchor, open: !isQuiet, 'data-o': contract.terms.owner ?? undefined },
    el(
      'summary',
      {},
      badge(contract.state),
      el('h3', {}, contract.contract),
      el('span', { class: 'ow' }, contract.terms.owner ?? 'no owner'),
      el('span', { class: 'ds' }, contract.dataset),
      el('span', { class: 'ct' }, countsText(contract.outcomes)),
    ),
    terms(contract),
    driftColumns(shown),
    columnViews(shown, places),
    measuring(contract),
    pack === null ? null : el('script', { type: 'text/plain', class: 'pk', ...html(pack) }),
  );
}

const shownApart = ['owner', 'description'];

function terms(contract: ReportedContract): VNode {
  const { rows, files, snapshot, file } = contract;
  const { description } = contract.terms;
  // The owner is named above, and the description stands as a text of its own.
  const others = printedTerms(contract.terms).filter(({ name }) => !shownApart.includes(name));
  const facts: readonly (readonly [string, Child])[] = [
    ['Contract file', el('code', {}, file)],
    ['Rows', rows === null ? null : grouped(rows)],
    ['Files', files === null ? null : grouped(files)],
    ...others.filter(({ isLink }) => !isLink).map(({ label, text }) => [label, text] as const),
    ['Snapshot', snapshot === null ? null : el('code', { title: snapshot }, snapshot.slice(0, 12))],
    ...others.filter(({ isLink }) => isLink).map(({ label, text }) => [label, link(text)] as const),
  ];
  return el(
    'div',
    { class: 'terms' },
    description === null ? null : el('p', {}, description),
    el(
      'dl',
      {},
      facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
    ),
  );
}

/** Renders the passes of the plan, with their time and size. */
function measuring({ passes, engineMs }: ReportedContract): Child {
  if (passes.length === 0) return null;
  const queries = passes.reduce((sum, { sql }) => sum + sql.length, 0);
  const cost = [
    counted(passes.length, 'pass', 'passes'),
    counted(queries, 'query', 'queries'),
    ...(engineMs === null ? [] : [`${printElapsed(engineMs)} in the engine`]),
  ].join(', ');
  const head = ['Pass', 'Expectations', 'Queries', 'Bytes', 'Engine'];
  return el(
    'details',
    { class: 'plan' },
    el('summary', {}, `How it was measured: ${cost}`),
    el('table', {}, el('thead', {}, headRow(head)), el('tbody', {}, passes.map(passRow))),
    passes.filter(({ sql }) => sql.length > 0).map(passSql),
  );
}

const passRow = ({ name, metrics, sql, bytes, engineMs }: ReportedPass): VNode =>
  el(
    'tr',
    {},
    el('th', { scope: 'row' }, name),
    [
      grouped(metrics.length),
      grouped(sql.length),
      bytes === null ? 'not known' : printBytes(bytes),
      printElapsed(engineMs),
    ].map((text) => el('td', { class: 'n' }, text)),
  );

/** The number of characters shown of a pass. One that measures thousands of expectations at once lists them all. */
const sqlShown = 2000;

function passSql({ name, sql }: ReportedPass): VNode {
  const all = sql.join(';\n\n');
  const more = all.length - sqlShown;
  return el(
    'details',
    {},
    el('summary', {}, `SQL of the pass ${name}`),
    sqlBlock(all.slice(0, sqlShown)),
    more > 0
      ? el('p', { class: 'dim' }, `${counted(more, 'more character')} are in the JSON report.`)
      : null,
  );
}
