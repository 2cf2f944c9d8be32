import { printArgument } from '../../metric/subject.ts';
import { blankAtEnds } from '../../metric/text.ts';
import { counted } from '../../outcome/printable-text.ts';
import type { MeasuredColumn } from '../profile.ts';
import type { Suspect, Suspicion } from './suspicion.ts';

/** A value, and the more frequent one that reads the same but for case, blanks or the form of its letters. */
interface Variant {
  readonly value: string;
  readonly rows: number;
  readonly usual: string;
  readonly usualRows: number;
}

/** Suspects values that differ from a more frequent one by case alone, and values with blanks at their ends. */
export const suspectSpellings: Suspect = (one) => [
  ...variantsIn(one).flatMap((variant) => suspicionOf(one.name, variant)),
  ...blanks(one),
];

function variantsIn({ counts, isPersonal }: MeasuredColumn): readonly Variant[] {
  if (counts === null || isPersonal) return [];
  const texts = counts.flatMap(([value, rows]) =>
    typeof value === 'string' ? [{ value, rows }] : [],
  );
  return [...Map.groupBy(texts, ({ value }) => plain(value)).values()].flatMap(
    ([usual, ...others]) =>
      usual === undefined
        ? []
        : others.map(({ value, rows }) => ({
            value,
            rows,
            usual: usual.value,
            usualRows: usual.rows,
          })),
  );
}

const plain = (text: string) => text.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();

/** A single letter may mean another thing in capitals; a word does not. Blanks at the ends have a rule of their own. */
function suspicionOf(
  name: string,
  { value, rows, usual, usualRows }: Variant,
): readonly Suspicion[] {
  if (value.trim().length < 2 || value.trim() === usual.trim()) return [];
  return [
    {
      kind: 'case',
      column: name,
      rows,
      said: `${counted(rows, 'row')} ${rows === 1 ? 'has' : 'have'} ${printArgument(value)}, which ${counted(usualRows, 'row')} ${usualRows === 1 ? 'writes' : 'write'} ${printArgument(usual)}`,
      rule: `column(${printArgument(name)}).notIn([${printArgument(value)}])`,
      values: [value],
    },
  ];
}

function blanks({
  name,
  counts,
  isPersonal,
  untrimmed,
  filled,
}: MeasuredColumn): readonly Suspicion[] {
  const found = (counts ?? []).flatMap(([value, rows]) =>
    typeof value === 'string' && blankAtEnds.test(value) ? [{ value, rows }] : [],
  );
  const rows = counts === null ? untrimmed : found.reduce((sum, one) => sum + one.rows, 0);
  if (rows === 0 || rows === filled) return [];
  const which = found.slice(0, 3).map(({ value }) => printArgument(value));
  const shown =
    isPersonal || which.length === 0
      ? ''
      : `: ${which.join(', ')}${found.length > which.length ? ` and ${found.length - which.length} more` : ''}`;
  return [
    {
      kind: 'blanks',
      column: name,
      rows,
      said: `${counted(rows, 'value')} ${rows === 1 ? 'begins or ends' : 'begin or end'} with a blank${shown}`,
      rule: `column(${printArgument(name)}).untrimmed().equals(0)`,
      values: found.map(({ value }) => value),
    },
  ];
}
