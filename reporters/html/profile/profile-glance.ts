import type { VNode } from 'preact';
import { counted } from '../../../src/outcome/printable-text.ts';
import type {
  ProfileColumn,
  ProfileDocument,
} from '../../../src/outcome/profile/profile-document.ts';
import {
  distinctText,
  shortShare,
  shortType,
  valuesText,
} from '../../../src/outcome/profile/profile-words.ts';
import { type Child, el } from '../element.ts';
import { headRow } from '../parts.ts';
import { drawn } from './profile-columns.ts';
import { sparkline } from './profile-histogram.ts';

/** The most columns of the table. A page of all of a very wide file would be too large to send. */
const most = 120;

/** Renders all columns in a table, with a line for each. */
export function glance({ columns, rows }: ProfileDocument): VNode {
  const more = columns.length - most;
  return el(
    'section',
    { 'aria-labelledby': 'columns' },
    el('h2', { id: 'columns', tabindex: -1 }, 'Columns'),
    el(
      'table',
      { class: 'gl' },
      el('thead', {}, headRow(['Column', 'Type', 'NULL', 'Distinct', 'Values', 'Shape'])),
      el(
        'tbody',
        {},
        columns.slice(0, most).map((column, at) => line(column, at, rows)),
      ),
    ),
    more > 0
      ? el('p', { class: 'dim' }, `${counted(more, 'more column')}: --json prints all figures.`)
      : null,
  );
}

function line(column: ProfileColumn, at: number, rows: number): VNode {
  const name = column.name;
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, at < drawn ? el('a', { href: `#c${at}` }, name) : name),
    el('td', { class: 'dim' }, shortType(column.type)),
    el('td', { class: 'n', 'data-h': 'NULL' }, nullShare(column, rows)),
    el('td', { class: 'n', 'data-h': 'distinct' }, distinctText(column)),
    el('td', { class: 'vl' }, valuesText(column, rows)),
    el('td', {}, sparkline(column)),
  );
}

const nullShare = ({ nulls }: ProfileColumn, rows: number): Child =>
  nulls === 0 ? el('span', { class: 'dim' }, '0') : shortShare(nulls, rows);
