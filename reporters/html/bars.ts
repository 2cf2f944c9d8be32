import type { VNode } from 'preact';
import { grouped } from '../../src/outcome/printable-text.ts';
import { printShare } from '../../src/value/quantity.ts';
import { type Child, el } from './element.ts';

/** A count and the total that it is a part of. */
export interface BarRow {
  readonly name: Child;
  readonly value: number;
  readonly of: number;
}

/** Returns a table of counts, each with its share as a bar. The longest bar is the largest share. */
export function barTable(title: string, rows: readonly BarRow[]): VNode {
  const share = ({ value, of }: BarRow) => (of === 0 ? 0 : value / of);
  const largest = Math.max(...rows.map(share)) || 1;
  const body = rows.map((row) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, row.name),
      el('td', { class: 'n' }, grouped(row.value)),
      el('td', { class: 'n' }, printShare(row.value, row.of)),
      el(
        'td',
        {},
        el(
          'svg',
          { class: 'bar', 'aria-hidden': 'true' },
          el('rect', { width: `${Math.round((share(row) / largest) * 1000) / 10}%`, height: 8 }),
        ),
      ),
    ),
  );
  const head = [title, 'Count', 'Share'].map((name) => el('th', { scope: 'col' }, name));
  return el(
    'table',
    { class: 'bars' },
    el('thead', {}, el('tr', {}, head, el('td', {}))),
    el('tbody', {}, body),
  );
}
