import type { ProfileDocument } from '../../../src/outcome/profile/profile-document.ts';
import { type Child, el } from '../element.ts';
import { headRow } from '../parts.ts';

/** Renders Pearson's coefficients of all columns of numbers as a table, the stronger the more coloured. */
export function correlationTable({ correlations, columns }: ProfileDocument): Child {
  if (correlations.length === 0) return null;
  const found = new Map(
    correlations.flatMap(({ columns: [one, other], coefficient }) => [
      [JSON.stringify([one, other]), coefficient],
      [JSON.stringify([other, one]), coefficient],
    ]),
  );
  const named = new Set(correlations.flatMap((one) => one.columns));
  const names = columns.map(({ name }) => name).filter((name) => named.has(name));
  return el(
    'section',
    { 'aria-labelledby': 'correlations' },
    el('h2', { id: 'correlations' }, 'Correlations'),
    el(
      'div',
      { class: 'tb' },
      el(
        'table',
        { class: 'cor' },
        el('thead', {}, headRow(['Column', ...names])),
        el(
          'tbody',
          {},
          names.map((one) =>
            el(
              'tr',
              {},
              el('th', { scope: 'row' }, one),
              names.map((other) => cell(found.get(JSON.stringify([one, other])), one === other)),
            ),
          ),
        ),
      ),
    ),
  );
}

function cell(coefficient: number | undefined, isSame: boolean): Child {
  if (coefficient === undefined) return el('td', { class: 'dim' }, isSame ? '' : '–');
  const step = Math.round(Math.abs(coefficient) * 5);
  return el(
    'td',
    { class: `${coefficient < 0 ? 'neg' : 'pos'} k${step}` },
    coefficient.toFixed(2).replace('-', '−'),
  );
}
