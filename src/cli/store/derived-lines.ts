import { counted } from '../../outcome/printable-text.ts';
import type { DerivedSnapshot } from '../../store/erase/derived-from.ts';
import { shortRef, shownRef } from './words.ts';

/** Returns a line for each snapshot that a tag names and that was made from erased rows; the others are counted. */
export function derivedLines(derived: readonly DerivedSnapshot[]): readonly string[] {
  const live = derived.filter(({ tags }) => tags.length > 0);
  const others = derived.length - live.length;
  return [
    ...live.map(
      ({ name, snapshot, step, tags, from }) =>
        `  ! ${shownRef(name, snapshot)} (${tags.join(', ')}) was made from ${shortRef(from)}${step === null ? '' : ` by ${step}`}: make it again`,
    ),
    ...(others > 0
      ? [`  ${counted(others, 'other snapshot')} made from them, which no tag names`]
      : []),
  ];
}
