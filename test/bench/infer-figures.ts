/** The verdict of a contract on data: `green`, the state of its worst outcome, or why there is none. */
export interface Verdict {
  readonly state: string;
  readonly said: readonly string[];
}

/** The figures of a data file, as a line of infer.ndjson. */
export interface InferredFigures {
  readonly id: string;
  /** Why the file was left out, `'refused'`, `'short'` or `'wide'`; null if it was not. */
  readonly left: string | null;
  /** On the file that the contract was inferred from. */
  readonly own: Verdict | null;
  /** On the second half of the file, by a contract of the first. */
  readonly ordered: Verdict | null;
  /** On half of the rows by chance, by a contract of the others. */
  readonly shuffled: Verdict | null;
  /** The faults that were made in a copy, and those that turned the contract red; warnings don't count. */
  readonly planted: number;
  readonly caught: number;
  readonly byFault: Readonly<Record<string, readonly [caught: number, planted: number]>>;
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)}% (${part} of ${whole})`;

/** Writes the figures of all files as Markdown. */
export function inferTables(figures: readonly InferredFigures[]): string {
  const green = (of: (one: InferredFigures) => Verdict | null): string => {
    const verdicts = figures.flatMap((one) => of(one) ?? []);
    return percent(verdicts.filter(({ state }) => state === 'green').length, verdicts.length);
  };
  const sum = (of: (one: InferredFigures) => number): number =>
    figures.reduce((total, one) => total + of(one), 0);
  const faults = [...new Set(figures.flatMap(({ byFault }) => Object.keys(byFault)))].sort();
  const left = Object.entries(Object.groupBy(figures, ({ left }) => left ?? 'measured'));
  return [
    '| | reached | asked |',
    '| --- | --: | --: |',
    `| green on their own file | ${green(({ own }) => own)} | 100% |`,
    `| green on the other half, rows by chance | ${green(({ shuffled }) => shuffled)} | 95% |`,
    `| green on the second half, in the file's order | ${green(({ ordered }) => ordered)} | 95% |`,
    `| faults that turn the contract red | ${percent(
      sum((one) => one.caught),
      sum((one) => one.planted),
    )} | 80% |`,
    '',
    `Of ${figures.length} files: ${left.map(([why, those = []]) => `${those.length} ${why}`).join(', ')}.`,
    '',
    '| fault | red |',
    '| --- | --: |',
    ...faults.map((fault) => {
      const of = (at: 0 | 1) => sum(({ byFault }) => byFault[fault]?.[at] ?? 0);
      return `| ${fault} | ${percent(of(0), of(1))} |`;
    }),
  ].join('\n');
}
