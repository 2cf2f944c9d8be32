import type { Measured } from './scale-measure.ts';
import type { FormatName } from './text-formats.ts';

/** What is measured: one file, many files, many contracts over one file, peak memory over sizes, or the options of readers. */
export const parts = ['file', 'files', 'contracts', 'memory', 'options'] as const;

/** The name of a {@link parts | part}. */
export type Part = (typeof parts)[number];

/** Who takes part; what stands for it in a table is in text-report.ts. */
export type Name =
  | 'cold'
  | 'unchanged'
  | 'changed'
  | 'select'
  | 'pandera'
  | 'one'
  | 'bare'
  | 'plain';

/** Medians of one contestant: seconds, seconds of the processor, MiB at one time. */
export type Figures = Pick<Measured, 'seconds' | 'processor' | 'memory'>;

/** All that was measured in turns over some rows of a format. */
export interface TextLine {
  readonly part: Part;
  readonly format: FormatName;
  readonly rows: number;
  /** The options by which the file is read, of the part `options`. */
  readonly dialect?: string;
  /** The size of the files. */
  readonly bytes: number;
  readonly runs: number;
  /** When it was measured, as `2026-12-01`. */
  readonly date: string;
  readonly figures: Readonly<Partial<Record<Name, Figures>>>;
}
