import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { linesOf } from '../system/lines.ts';
import { type HistoryLine, printHistoryLine, readHistoryLine } from './history-line.ts';

/** A line that can't be read, and why. */
export interface UnreadableLine {
  /** The number of the line, from 1; null if the file itself can't be read. */
  readonly line: number | null;
  readonly fault: string;
}

/**
 * Reads a history. A file that is not there is one without lines. A single line that can't be read makes all of it
 * unreadable, since a history with a hole would give another verdict.
 */
export function readHistory(path: string): readonly HistoryLine[] | UnreadableLine {
  let found = readOnce(path);
  // Another process may be writing the last line at this moment.
  for (let tries = 0; tries < 3 && 'isCut' in found && found.isCut; tries += 1) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    found = readOnce(path);
  }
  return 'lines' in found ? found.lines : { line: found.line, fault: found.fault };
}

type Read =
  | { readonly lines: readonly HistoryLine[] }
  | (UnreadableLine & { readonly isCut: boolean });

function readOnce(path: string): Read {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { lines: [] };
    return { line: null, fault: `the system says ${code}`, isCut: false };
  }
  const texts = linesOf(text);
  const lines: HistoryLine[] = [];
  for (const [at, one] of texts.entries()) {
    if (one.trim() === '') continue;
    const read = readHistoryLine(one);
    if ('fault' in read) return { line: at + 1, fault: read.fault, isCut: at === texts.length - 1 };
    lines.push(read);
  }
  return { lines };
}

/**
 * Adds a line at the end of a history. It is one write at the end of the file, which other processes that do the same do
 * not part.
 */
export function appendHistory(path: string, line: HistoryLine): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'a+');
  try {
    const bytes = Buffer.from(`${endsInLine(file) ? '' : '\n'}${printHistoryLine(line)}\n`);
    const written = writeSync(file, bytes);
    if (written < bytes.length)
      throw new Error('the disk is full, and its last line is cut: remove that line');
  } finally {
    closeSync(file);
  }
}

/** True unless an editor has left the end of the last line out. */
function endsInLine(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last.toString('latin1') === '\n';
}
