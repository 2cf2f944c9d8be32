import type { ColumnDescription, Session } from '../../engine/engine.ts';
import { column } from '../../metric/expression.ts';
import type { TextPatterns } from '../../outcome/profile/profile-document.ts';
import type { FirstValues } from '../first-rows.ts';
import { type Frequent, frequentValues } from './frequent-values.ts';
import { frequent } from './value-counts.ts';

/** The patterns that are listed, and the rows that are looked at: patterns cost more than all else. */
const [most, looked] = [5, 10_000] as const;

/** The longest start of a text of which the pattern is taken. */
const longest = 40;

/** Counts the ways in which the texts of some columns are written. Those that are all among the first values are not read again. */
export async function textPatterns(
  session: Session,
  columns: readonly ColumnDescription[],
  first: ReadonlyMap<ColumnDescription, FirstValues>,
): Promise<ReadonlyMap<ColumnDescription, TextPatterns>> {
  const { dialect, relation } = session;
  const seen = columns.flatMap((one) => {
    const values = first.get(one);
    return values?.isWhole ? [[one, patternsOf(values)] as const] : [];
  });
  const known = new Map(seen);
  const others = columns.filter((one) => !known.has(one));
  const patterns = new Map(
    others.map((one) => {
      const item = { kind: 'pattern', of: column(one.name) } as const;
      return [one, dialect.profile(item, session)] as const;
    }),
  );
  const list = others.map(({ name }) => dialect.identifier(name)).join(', ');
  const from = `(select ${list} from ${relation} limit ${looked}) as texts`;
  const found = await frequentValues(session, patterns, from, most);
  return new Map(
    [...seen, ...found].map(([one, { values, kinds, held }]) => [
      one,
      { patterns: values.slice(0, most), kinds, of: held },
    ]),
  );
}

function patternsOf({ counts }: FirstValues): Frequent {
  const patterns = new Map<string, number>();
  for (const [value, count] of counts) {
    const pattern = patternOf(value);
    patterns.set(pattern, (patterns.get(pattern) ?? 0) + count);
  }
  return frequent([...patterns]);
}

/** Returns the pattern of a text, as an engine makes it. */
export const patternOf = (text: string): string =>
  Array.from(text)
    .slice(0, longest)
    .join('')
    .replaceAll(/\p{Lu}+/gu, 'A')
    .replaceAll(/[\p{Ll}\p{Lo}]+/gu, 'a')
    .replaceAll(/\p{Nd}/gu, '9');
