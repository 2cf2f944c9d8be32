import { DatasetError } from '../dataset.ts';

/** Refuses column names that SQL can't express or can't tell apart. */
export function checkColumnNames(source: string, names: readonly string[]): void {
  const known = new Map<string, string>();
  for (const name of names) {
    if (name === '' || name.includes('\0') || !name.isWellFormed()) {
      const what = name === '' ? 'an empty name' : 'a name that is no text for SQL';
      throw invalid(`${source} has a column with ${what}: give it another name.`);
    }
    const before = known.get(name.toLowerCase());
    if (before !== undefined) {
      throw invalid(
        `${source} has the columns '${before}' and '${name}', which SQL takes for one: rename one of them.`,
      );
    }
    known.set(name.toLowerCase(), name);
  }
}

/** Returns the error for columns of two files whose names differ only by case. */
export const caseClash = (
  [file, name]: readonly [file: string, name: string],
  [other, spelled]: readonly [file: string, name: string],
): DatasetError =>
  invalid(
    `${file} has "${name}" and ${other} "${spelled}", which SQL takes for one column: spell them alike.`,
  );

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
