import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { withoutKeys } from '../../privacy/personal.ts';
import { withoutCredentials } from '../../privacy/secrets.ts';
import { linesOf } from '../../system/lines.ts';
import { pathFrom } from '../../system/paths.ts';

/** An error as Vitest stores and prints it. */
export interface PrintedError {
  message?: unknown;
  stack?: unknown;
  readonly stacks?: readonly Place[];
  /** The frame to print in place of the stack and the source around it. */
  frame?: unknown;
  codeFrame?: unknown;
  readonly __vitest_rollup_error__?: unknown;
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Masks credentials in an error's own words, such as those of a file that can't be loaded, which quote its source. */
export function maskSource(error: PrintedError): void {
  for (const key of ['message', 'stack'] as const)
    if (typeof error[key] === 'string') error[key] = withoutLineSecrets(error[key]);
}

/** The lines shown around the failing one; Vitest shows two. */
const around = 3;

/**
 * Replaces the code frame of an error if one of its lines contains a password or a token. Vitest prints the source
 * around an error, and an address in a contract may contain one.
 */
export function maskFrame(error: PrintedError, root: string): void {
  for (const key of ['frame', 'codeFrame'] as const) {
    if (typeof error[key] === 'string') error[key] = withoutLineSecrets(error[key]);
  }
  const bundled = error.__vitest_rollup_error__;
  if (typeof bundled === 'object' && bundled !== null && 'frame' in bundled)
    bundled.frame = withoutLineSecrets(String(bundled.frame ?? ''));
  if (error.frame !== undefined) return;
  for (const place of error.stacks ?? []) {
    const lines = linesAround(place);
    if (lines.every(({ text }) => text === withoutLineSecrets(text))) continue;
    error.frame = frameOf(error.stacks ?? [], place, lines, root);
    return;
  }
}

/** Masks secrets in a line with colours, which hide where a word begins. */
function withoutLineSecrets(text: string): string {
  const plain = stripVTControlCharacters(text);
  const masked = withoutKeys(withoutCredentials(plain), '…');
  return masked === plain ? text : masked;
}

interface Line {
  readonly number: number;
  readonly text: string;
}

function linesAround({ file, line }: Place): readonly Line[] {
  const from = Math.max(0, line - 1 - around);
  return linesOf(sourceOf(file))
    .slice(from, line + around)
    .map((text, at) => ({ number: from + at + 1, text }));
}

function sourceOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function frameOf(
  stacks: readonly Place[],
  place: Place,
  lines: readonly Line[],
  root: string,
): string {
  const width = String(lines.at(-1)?.number ?? 0).length;
  const shown = lines.map(({ number, text }) => {
    const mark = number === place.line ? '>' : ' ';
    return `   ${mark} ${String(number).padStart(width)}| ${withoutLineSecrets(text)}`;
  });
  const at = ({ file, line, column }: Place) => ` ❯ ${pathFrom(root, file)}:${line}:${column}`;
  const until = stacks.indexOf(place) + 1;
  const below = stacks.slice(until).map(at);
  return [...stacks.slice(0, until).map(at), ...shown, ...below, ''].join('\n');
}
