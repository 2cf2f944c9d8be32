import { countOf, type Row } from './judged.ts';

const grouped = (count: number): string => count.toLocaleString('en');

/** The README with the counts of its sentence about the corpus: all cases, those asked of others, and of each. */
export function withCounts(readme: string, rows: readonly Row[], all: number): string {
  const asked = rows.slice(1).map((row) => row.judged.length - countOf(row, 'cannot say'));
  const fair = rows[0]?.judged.length ?? 0;
  const range = `${grouped(Math.min(...asked))} to ${grouped(Math.max(...asked))}`;
  return [
    [/[\d,]+( cases of\s+data\s+and\s+checks)/, grouped(all)],
    [/[\d,]+( of\s+them\s+are\s+fair\s+to\s+ask\s+others)/, grouped(fair)],
    [/[\d,]+ to [\d,]+( could\s+be\s+asked)/, range],
  ].reduce<string>((text, [pattern, count]) => {
    if (!text.match(pattern ?? '')) throw new Error(`The README has no ${pattern}.`);
    return text.replace(pattern ?? '', `${count}$1`);
  }, readme);
}
