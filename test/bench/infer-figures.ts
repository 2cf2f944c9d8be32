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
  readonly faults: readonly PlantedFigures[];
}

/** A fault that was made in a copy of a file, and the verdict of the contract; a warning is not red. */
export interface PlantedFigures {
  readonly kind: string;
  readonly column: string | null;
  readonly isRed: boolean;
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)}% (${part} of ${whole})`;

/** The figures of a tool, by which the others are compared on the same files. */
export interface ToolFigures {
  readonly label: string;
  readonly figures: readonly InferredFigures[];
}

/** Writes the figures of all files as Markdown, Assay's first. Other tools are given the files that Assay measured. */
export function inferTables(
  figures: readonly InferredFigures[],
  peers: readonly ToolFigures[],
): string {
  const measured = figures.filter(({ left }) => left === null);
  const left = Object.entries(Object.groupBy(figures, (one) => one.left ?? 'measured'));
  const ids = new Set(measured.map(({ id }) => id));
  const tools = [
    { label: 'Assay', figures: measured },
    ...peers.map((one) => ({ ...one, figures: one.figures.filter(({ id }) => ids.has(id)) })),
  ];
  const line = (name: string, of: (figures: readonly InferredFigures[]) => string, asked = '') =>
    `| ${[name, ...tools.map((one) => of(one.figures)), asked].join(' | ')} |`;
  const red = (those: readonly InferredFigures[], kind?: string) => {
    const faults = those
      .flatMap((one) => one.faults)
      .filter((one) => one.kind === (kind ?? one.kind));
    return percent(faults.filter(({ isRed }) => isRed).length, faults.length);
  };
  const kinds = [...new Set(measured.flatMap(({ faults }) => faults.map(({ kind }) => kind)))];
  const rule = `| --- | ${[...tools, ''].map(() => '--:').join(' | ')} |`;
  return [
    `Of ${figures.length} files: ${left.map(([why, those = []]) => `${those.length} ${why}`).join(', ')}.`,
    '',
    `| | ${tools.map(({ label }) => label).join(' | ')} | asked |`,
    rule,
    line('files', (those) => String(those.length)),
    line('green on their own file', (those) => green(those, ({ own }) => own), '100%'),
    line(
      'green on the other half, rows by chance',
      (those) => green(those, ({ shuffled }) => shuffled),
      '95%',
    ),
    line(
      "green on the second half, in the file's order",
      (those) => green(those, ({ ordered }) => ordered),
      '95%',
    ),
    line('faults that turn it red', (those) => red(those), '80%'),
    ...kinds.map((kind) => line(`- ${kind}`, (those) => red(those, kind))),
  ].join('\n');
}

function green(
  figures: readonly InferredFigures[],
  of: (one: InferredFigures) => Verdict | null,
): string {
  const verdicts = figures.flatMap((one) => of(one) ?? []);
  return percent(verdicts.filter(({ state }) => state === 'green').length, verdicts.length);
}
