import { linesOf } from '../../../system/lines.ts';

/** The reasons why a script has no result. */
export type ScriptFailure = 'failed' | 'refused' | 'timeout' | 'no result';

/** The error of a script that was run. */
export class ScriptError extends Error {
  readonly failure: ScriptFailure;
  /** The number of the statement, from 1; null where it is not known. */
  readonly statement: number | null;
  /** The line of the script; null where it is not known. */
  readonly line: number | null;

  constructor(
    failure: ScriptFailure,
    message: string,
    place: { readonly statement: number; readonly line: number } | null = null,
  ) {
    super(message);
    this.failure = failure;
    this.statement = place?.statement ?? null;
    this.line = place?.line ?? null;
  }
}

/** An error's words in one line, and the place in the SQL that it points at. */
export interface Pointed {
  readonly words: string;
  /** From 1; null where DuckDB shows no place. */
  readonly line: number | null;
  readonly column: number | null;
}

/** Reads DuckDB's message: its first line, and the excerpt of the SQL with a caret below it. */
export function readPointed(message: string, sql: string): Pointed {
  const words = (linesOf(message)[0] ?? '').replace(/^Failed to [a-z ]+: /, '');
  const excerpt = /\n\nLINE (\d+): (.*)\n( *)\^/.exec(message);
  if (excerpt === null) return { words, line: null, column: null };
  const [, number = '', shown = '', indent = ''] = excerpt;
  const line = Number(number);
  const offset = indent.length - `LINE ${number}: `.length;
  return { words, line, column: columnOf(linesOf(sql)[line - 1] ?? '', shown, offset) };
}

/** A long line is shown in part, with dots at its ends. */
function columnOf(line: string, shown: string, offset: number): number {
  const isCut = shown.startsWith('...') && !line.startsWith(shown);
  const inner = shown.replace(/^\.{3}/, '').replace(/\.{3}$/, '');
  return isCut ? line.indexOf(inner) + offset - 3 + 1 : offset + 1;
}
