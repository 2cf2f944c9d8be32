import type { FileCount } from '../../src/outcome/outcome.ts';
import { counted } from '../../src/outcome/printable-text.ts';
import { barTable } from './bars.ts';
import { type Child, el } from './element.ts';

/** The number of files shown of a dataset. Those with the largest share come first. */
const shownFiles = 50;

const share = ({ value, of }: FileCount) => (of === 0 ? 0 : value / of);

/** Renders the count in each file of the dataset. */
export function filesView(files: readonly FileCount[]): Child {
  const sorted = [...files].sort((one, other) => share(other) - share(one));
  const shown = sorted.slice(0, shownFiles);
  const more = files.length - shown.length;
  return el(
    'figure',
    {},
    el('figcaption', {}, `By file, of ${counted(files.length, 'file')}`),
    barTable(
      'File',
      shown.map(({ file, value, of }) => ({ name: file, value, of })),
    ),
    more > 0 ? el('p', { class: 'dim' }, `${counted(more, 'file')} with smaller shares.`) : null,
  );
}
