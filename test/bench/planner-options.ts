import { parseArgs } from 'node:util';

export interface Options {
  readonly rows: number;
  readonly runs: number;
  readonly files: number;
  readonly shuffled: boolean;
  /** The contestants by name; all that are there unless given. */
  readonly only?: readonly string[] | undefined;
  readonly memory?: string | undefined;
}

// From here on the table is about memory that does not hold the data.
const large = 1e8;

export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '1e5' },
      runs: { type: 'string', default: '3' },
      files: { type: 'string', default: '1' },
      shuffled: { type: 'boolean', default: false },
      only: { type: 'string' },
      memory: { type: 'string' },
    },
  });
  const [rows, runs, files] = [Number(values.rows), Number(values.runs), Number(values.files)];
  if (!Number.isInteger(Math.log10(rows)) || rows < 1e3) {
    throw new Error(`--rows ${values.rows}: give a power of ten from 1e3 on, such as 1e7.`);
  }
  if (![runs, files].every((count) => Number.isInteger(count) && count >= 1)) {
    throw new Error('--runs and --files take a whole number, 1 or more.');
  }
  return {
    rows,
    runs,
    files,
    shuffled: values.shuffled,
    only: values.only?.split(',') ?? (rows >= large ? ['assay', 'fused'] : undefined),
    memory: values.memory ?? (rows >= large ? '2GiB' : undefined),
  };
}
