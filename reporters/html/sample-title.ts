import type { Sample } from '../../src/outcome/outcome.ts';
import { counted, grouped } from '../../src/outcome/printable-text.ts';

/** Returns the title of a sample: how many rows, groups or segments it shows, and of how many. */
export function sampleTitle(
  { shows, rows }: Sample,
  violations: number | null,
  noun: 'row' | 'element' = 'row',
): string {
  const shown = rows.length;
  const isAll = violations === null || violations <= shown;
  if (shows === 'groups') return `${counted(shown, 'group')} of equal ${noun}s`;
  if (shows === 'segments')
    return isAll
      ? `${counted(shown, 'segment')} outside`
      : `${grouped(shown)} of ${counted(violations, 'segment')} outside`;
  return isAll
    ? counted(shown, noun)
    : `${counted(shown, noun)} of ${counted(violations, 'violation')}`;
}
