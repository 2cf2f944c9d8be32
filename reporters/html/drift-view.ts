import type { Binned } from '../../src/outcome/drift/bin-name.ts';
import { binNames } from '../../src/outcome/drift/bin-name.ts';
import { driftFacts, printDrift, printDriftBeside } from '../../src/outcome/drift/drift-words.ts';
import {
  type Moved,
  movedMost,
  movedPart,
  movedText,
  printPart,
} from '../../src/outcome/drift/moved.ts';
import { comparisonOf, ranked } from '../../src/outcome/drift/ranked.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { counted } from '../../src/outcome/printable-text.ts';
import { pairs } from './drift-pairs.ts';
import { largeSteps } from './drift-steps.ts';
import { type Child, el } from './element.ts';
import { headRow } from './parts.ts';
import { driftAnchor } from './shown.ts';

/** The number of drifted columns that are drawn large. */
const drawn = 6;

/** Renders the drift of an outcome: the reference drawn over the current data, what moved most, and the facts in words. */
export function driftView(outcome: Outcome): Child {
  const { drift } = outcome;
  if (drift === null) return null;
  const facts = driftFacts(outcome).filter(([label]) => label !== 'moved' && label !== '');
  return [
    drift.columns === null ? driftFigure(drift, '') : columnFigures(outcome, drift.columns),
    el(
      'dl',
      { class: 'fcts' },
      facts.map(([label, text]) => el('div', {}, el('dt', {}, label), el('dd', {}, text))),
    ),
  ];
}

function columnFigures(
  outcome: Outcome,
  columns: NonNullable<NonNullable<Outcome['drift']>['columns']>,
): Child {
  const drifted = ranked(columns).filter((column) => comparisonOf(column) === 'drifted');
  const more = drifted.length - drawn;
  return [
    ...drifted.slice(0, drawn).map((column) => {
      const value =
        column.value === null ? '' : ` ${printDriftBeside(column.value, [column.threshold])}`;
      const words = `: ${column.method}${value}, at most ${printDrift(column.threshold)}`;
      return driftFigure(column, [el('b', {}, column.column), words, '. ']);
    }),
    el(
      'p',
      {},
      more > 0 ? `${counted(more, 'more column')} drifted. ` : null,
      el(
        'a',
        { href: `#${driftAnchor(outcome)}` },
        `All ${counted(columns.length, 'column')} in a table`,
      ),
    ),
  ];
}

/** Draws both distributions of a column. */
function driftFigure(of: Binned, title: Child): Child {
  const moved = movedMost(of);
  if (of.bins.length === 0) return null;
  const isSteps = of.kind !== 'categories';
  const words = `The shares of ${counted(of.bins.length, 'bin')} in the current data and in the reference; the figures follow`;
  return el(
    'figure',
    { class: 'dr' },
    el(
      'figcaption',
      {},
      title,
      [key('cur'), ' current data '],
      [key('ref'), ' reference '],
      moved.length === 0 ? null : [key('mv'), ' moved most'],
    ),
    movedList(moved),
    isSteps ? largeSteps(of, moved, words) : pairs(of, moved),
    isSteps ? el('details', {}, el('summary', {}, 'Figures'), figures(of)) : null,
  );
}

/** Returns a swatch of the key. */
const key = (name: 'cur' | 'ref' | 'mv') =>
  el(
    'svg',
    { class: 'key', 'aria-hidden': 'true' },
    el('rect', { class: name, x: 1, y: 1, width: 14, height: 9 }),
  );

const movedList = (moved: readonly Moved[]): Child =>
  moved.length === 0
    ? el('p', { class: 'dim' }, 'No share has moved.')
    : el(
        'ul',
        { class: 'mvl' },
        moved.map((one) =>
          el(
            'li',
            {},
            el('span', { class: 'mk' }, one.isUp ? '▲' : '▼'),
            ' ',
            el('b', {}, movedText(one)),
            el('span', { class: 'dim' }, `, ${movedPart(one)}`),
          ),
        ),
      );

const figures = (of: Binned): Child =>
  el(
    'table',
    { class: 'bars' },
    el('thead', {}, headRow(['Bin', 'Reference', 'Current', 'Contribution'])),
    el(
      'tbody',
      {},
      of.bins.map(({ reference, current, contribution }, at) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, binNames(of)[at] ?? ''),
          [
            printPart(reference),
            printPart(current),
            contribution === null ? '–' : printDrift(contribution),
          ].map((text) => el('td', { class: 'n' }, text)),
        ),
      ),
    ),
  );
