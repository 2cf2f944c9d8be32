import { StoreError } from '../store-error.ts';
import type { Subject } from './ledger.ts';

/**
 * Reads subjects such as `passenger=4711`. Where the value is `-`, the values are the lines that `readLines` returns, so
 * that they do not stand in the history of a shell; `@` and the path of a file does the same with a file.
 *
 * @throws {StoreError} `STORE_USAGE` without the text, which may hold a person's name.
 */
export async function parseSubjects(
  texts: readonly string[],
  readLines: (file: string | null) => Promise<string>,
): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  for (const [at, text] of texts.entries()) {
    const split = text.indexOf('=');
    const [column, value] = [text.slice(0, Math.max(split, 0)), text.slice(split + 1)];
    if (column === '') throw unreadable(at, 'names no column');
    const isRead = value === '-' || value.startsWith('@');
    const values = isRead
      ? linesOf(await readLines(value === '-' ? null : value.slice(1)))
      : [value];
    if (values.length === 0 || values.includes('')) throw unreadable(at, 'has no value');
    subjects.push(...values.map((one) => ({ column, value: one })));
  }
  if (subjects.length === 0)
    throw new StoreError('STORE_USAGE', 'No subject is given: write --subject passenger=-');
  return subjects;
}

const linesOf = (text: string): readonly string[] =>
  text.split(/\r?\n/).filter((line) => line !== '');

const unreadable = (at: number, why: string) =>
  new StoreError(
    'STORE_USAGE',
    `The ${at === 0 ? '' : `${at + 1}. `}--subject ${why}: write COLUMN=VALUE, or COLUMN=- and give the values as lines on the standard input, or COLUMN=@FILE.`,
  );
