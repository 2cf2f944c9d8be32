import type { ProfileDocument } from '../../../src/outcome/profile/profile-document.ts';
import { shownValue } from '../../../src/outcome/profile/profile-words.ts';
import { type Child, el } from '../element.ts';
import { headRow } from '../parts.ts';

/** The most columns of the first rows that are shown. */
const most = 40;

/** Renders the first rows. */
export function sampleTable({ sample, columns }: ProfileDocument): Child {
  if (sample.rows.length === 0) return null;
  const names = columns.slice(0, most).map(({ name }) => name);
  return el(
    'section',
    { 'aria-labelledby': 'sample' },
    el('h2', { id: 'sample' }, 'The first rows'),
    el(
      'div',
      { class: 'tb' },
      el(
        'table',
        {},
        el('thead', {}, headRow(names)),
        el(
          'tbody',
          {},
          sample.rows.map((row) =>
            el(
              'tr',
              {},
              row
                .slice(0, most)
                .map((value) =>
                  el('td', {}, value === null ? el('i', {}, 'NULL') : shownValue(value)),
                ),
            ),
          ),
        ),
      ),
    ),
  );
}
