import type { VNode } from 'preact';
import type { DeclaredColumn } from '../../src/outcome/declared-columns.ts';
import { counted } from '../../src/outcome/printable-text.ts';
import { factsOf } from './column-facts.ts';
import { type ColumnGroup, columnGroups } from './column-groups.ts';
import { smallDistribution } from './distribution.ts';
import { type Child, el } from './element.ts';
import { expectation } from './expectation.ts';
import { badge } from './parts.ts';
import type { Places } from './places.ts';
import type { ShownContract } from './shown.ts';
import { countsText } from './words.ts';

/**
 * Renders the expectations of a contract by their column: what the column is, what the run has seen of it, and each expectation with
 * its verdict. A column in which all passed is closed.
 */
export const columnViews = (shown: ShownContract, places: Places): readonly VNode[] =>
  columnGroups(shown).map((group) =>
    el(
      'details',
      { class: 'k', open: group.state !== 'passed' },
      heading(group, shown),
      group.outcomes.map((one) => expectation(one, places.of(one))),
      group.outcomes.length === 0 ? el('p', { class: 'no' }, 'Nothing is expected of it.') : null,
    ),
  );

function heading(group: ColumnGroup, { contract: { rows, terms } }: ShownContract): VNode {
  const { label, column, state, outcomes } = group;
  const { facts, distribution } = factsOf(group);
  return el(
    'summary',
    {},
    // What nothing is expected of has not passed.
    outcomes.length === 0 ? el('span', { class: 'dim' }, 'no rule') : badge(state),
    el(
      'div',
      { class: 'kn' },
      label === null ? el('b', {}, 'Rows') : el('code', {}, column?.name ?? label),
      column === null
        ? null
        : [' ', el('span', { class: 'dim' }, typeText(column, terms.classification))],
      described(column),
    ),
    el(
      'div',
      { class: 'kf' },
      label === null && rows !== null ? counted(rows, 'row') : null,
      facts.map(([name, text]) => el('span', {}, el('span', { class: 'dim' }, name), ` ${text}`)),
    ),
    el('div', { class: 'kd' }, distribution === null ? null : smallDistribution(distribution)),
    el('span', { class: 'ct' }, countsText(group.outcomes.map(({ outcome }) => outcome))),
  );
}

/** Returns the type of a column, and its classification where it is not that of all rows. */
const typeText = (
  { type, isNullable, classification }: DeclaredColumn,
  ofRows: string | null,
): string =>
  [
    type,
    ...(isNullable === true ? ['or NULL'] : []),
    ...(classification === null || classification === ofRows ? [] : [`(${classification})`]),
  ].join(' ');

function described(column: ColumnGroup['column']): Child {
  const texts = [column?.title ?? null, column?.description ?? null].filter((one) => one !== null);
  return texts.length === 0 ? null : el('p', {}, texts.join(': '));
}
