import { FuzzError } from '../../fuzz-error.ts';

/** A part in quotes, or characters up to white space. */
const part = /"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"']+)/y;

/**
 * Splits a command into its program and arguments. Quotes group words as in a shell; there are no variables, pipes or
 * wildcards, since no shell runs.
 *
 * @throws {FuzzError} `OPTION_INVALID` for an empty command or a quote that is not closed.
 */
export function splitCommand(command: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < command.length; ) {
    if (/\s/.test(command[at] ?? '')) {
      if (word !== null) words.push(word);
      word = null;
      at += 1;
      continue;
    }
    part.lastIndex = at;
    const found = part.exec(command);
    if (found === null) throw invalid(command, 'has a quote that is not closed');
    word = (word ?? '') + textOf(found);
    at = part.lastIndex;
  }
  if (word !== null) words.push(word);
  if (words.length === 0) throw invalid(command, 'names no program');
  return words;
}

const textOf = ([, double, single, bare]: RegExpExecArray) =>
  double?.replaceAll(/\\(["\\])/g, '$1') ?? single ?? bare ?? '';

const invalid = (command: string, what: string) =>
  new FuzzError(
    'OPTION_INVALID',
    `The command ${JSON.stringify(command)} ${what}: write it like 'python steps/clean.py {input} {output}'.`,
  );
