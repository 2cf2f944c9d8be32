import { counted } from '../../../src/outcome/printable-text.ts';
import type { ProfileDocument } from '../../../src/outcome/profile/profile-document.ts';
import { differenceText } from '../../../src/outcome/profile/profile-words.ts';
import { type Child, el } from '../element.ts';

/** Renders how the files of a dataset differ from each other; nothing for one file. */
export function fileSection({ files }: ProfileDocument): Child {
  if (files === null) return null;
  const { count, differences, more, reason } = files;
  return el(
    'section',
    { 'aria-labelledby': 'files' },
    el('h2', { id: 'files' }, counted(count, 'file')),
    differences.length === 0
      ? el('p', { class: 'dim' }, reason ?? 'No file differs strongly from the others.')
      : el(
          'ul',
          { class: 'sus' },
          differences.map((one) => el('li', {}, differenceText(one))),
        ),
    more > 0 ? el('p', { class: 'dim' }, `${counted(more, 'more difference')} not listed.`) : null,
  );
}
