import type { DialectCase, Verdict } from './dialects.ts';

const readers = ['Assay', 'pandas', 'polars', 'DuckDB'] as const;

/** A case, with what Assay made of it. */
export interface JudgedCase extends DialectCase {
  readonly assay: Verdict;
}

/** Returns who reads what, as a table in Markdown: a line for each kind of file, a column for each reader. */
export function dialectTable(cases: readonly JudgedCase[]): string {
  const lines = [...Map.groupBy(cases, ({ kind }) => kind)].map(([kind, those]) => {
    const cells = readers.map((reader) =>
      cell(those.map(({ assay, read }) => (reader === 'Assay' ? assay : read[reader]))),
    );
    const isKnown = those.every(({ rows }) => rows !== null);
    return `| ${kind}${isKnown ? '' : ' *'} | ${cells.join(' | ')} |`;
  });
  return [
    `| file | ${readers.join(' | ')} |`,
    `|---|${'---|'.repeat(readers.length)}`,
    ...lines,
  ].join('\n');
}

/** Returns one word where all files were read alike, else how many were read how. */
function cell(verdicts: readonly Verdict[]): string {
  const counts = [...Map.groupBy(verdicts, (verdict) => verdict)].map(
    ([verdict, those]) => [shown[verdict], those.length] as const,
  );
  const [[only = ''] = [], ...more] = counts;
  return more.length === 0 ? only : counts.map(([word, count]) => `${count} ${word}`).join(', ');
}

const shown: Readonly<Record<Verdict, string>> = {
  right: 'yes',
  wrong: '**wrong**',
  refused: 'refuses',
};
