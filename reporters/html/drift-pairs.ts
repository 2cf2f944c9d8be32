import type { VNode } from 'preact';
import { type Binned, binNames } from '../../src/outcome/drift/bin-name.ts';
import { type Moved, printPart } from '../../src/outcome/drift/moved.ts';
import { counted } from '../../src/outcome/printable-text.ts';
import { stepHeight, tallestOf } from './drift-steps.ts';
import { el } from './element.ts';
import { headRow } from './parts.ts';

/** The number of categories in a table, beside those that moved most. */
const shown = 15;

/** Draws two bars for each category: the reference's as an outline, the current data's filled. */
export function pairs(of: Binned, moved: readonly Moved[]): readonly VNode[] {
  const names = binNames(of);
  const tallest = tallestOf(of);
  const marks = new Map(moved.map(({ at, isUp }) => [at, isUp ? '▲' : '▼']));
  const rows = of.bins.map((_, at) => at).filter((at) => at < shown || marks.has(at));
  const left = of.bins.filter((_, at) => !rows.includes(at));
  const table = el(
    'table',
    { class: 'bars prs' },
    el('thead', {}, headRow(['Category', 'Reference', 'Current', 'Drawn'])),
    el(
      'tbody',
      {},
      rows.map((at) => pairRow(of.bins[at], names[at] ?? '', marks.get(at), tallest)),
    ),
  );
  if (left.length === 0) return [table];
  const sum = (of: 'reference' | 'current') =>
    printPart(left.reduce((all, bin) => all + bin[of], 0));
  return [
    table,
    el(
      'p',
      { class: 'dim' },
      `${counted(left.length, 'more bin')}: ${sum('reference')} → ${sum('current')}`,
    ),
  ];
}

function pairRow(
  bin: Binned['bins'][number] | undefined,
  name: string,
  mark: string | undefined,
  tallest: number,
): VNode | null {
  if (bin === undefined) return null;
  const isText = bin.kind === 'category';
  return el(
    'tr',
    mark === undefined ? {} : { class: 'mvd' },
    el('th', { scope: 'row' }, isText ? name : el('i', {}, name)),
    el('td', { class: 'n' }, printPart(bin.reference)),
    el('td', { class: 'n' }, printPart(bin.current), ' ', el('span', { class: 'mk' }, mark ?? '')),
    el(
      'td',
      {},
      el(
        'svg',
        { class: 'pr', 'aria-hidden': 'true' },
        el('rect', {
          class: mark === undefined ? 'cur' : 'mv',
          width: `${stepHeight(bin.current, tallest)}%`,
          y: 9,
          height: 8,
        }),
        el('rect', {
          class: 'ref',
          width: `${stepHeight(bin.reference, tallest)}%`,
          y: 1,
          height: 7,
        }),
      ),
    ),
  );
}
