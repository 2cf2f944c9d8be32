import { type Written, writtenData } from '../../dataset/csv/csv-header.ts';
import { looksPersonal } from '../../privacy/personal.ts';

/**
 * Returns the reason why a file's column names look like values, without the names; null if they do not. A file without
 * a header gives its first record as names, and a contract with data values would be committed.
 */
export function namesLikeData(names: readonly string[], source: string): string | null {
  const personal = names.findIndex(looksPersonal);
  if (personal >= 0) return `the name of column ${personal + 1} looks personal or secret`;
  if (source !== 'csv') return null;
  const hasWord = !names.every((name) => written.some(({ pattern }) => pattern.test(name.trim())));
  for (const { kind, pattern, isHeader } of written) {
    const found = names.flatMap((name, at) => (pattern.test(name.trim()) ? [at] : []));
    const [first] = found;
    if (first === undefined) continue;
    if (hasWord && isHeader(found.map((at) => (names[at] ?? '').trim()))) continue;
    return `the name of column ${first + 1} is ${kind}`;
  }
  return null;
}

/** A form of data, with those of its names that may be real headers beside a word: in tables with a column for each year or day. */
interface WrittenName extends Written {
  readonly isHeader: (names: readonly string[]) => boolean;
}

const [number, time] = writtenData;

const written: readonly WrittenName[] = [
  { ...number, isHeader: (names) => names.every(isYear) || areInSteps(names.map(Number)) },
  { ...time, isHeader: (names) => new Set(names).size === names.length && names.length > 1 },
];

const isYear = (name: string) => /^[12]\d{3}$/.test(name);

/** True for numbers in equal steps, as programs name columns (`0, 1, 2`). */
const areInSteps = (numbers: readonly number[]) => {
  const [first = 0, second = 0] = numbers;
  const step = second - first;
  return (
    numbers.length > 1 &&
    step > 0 &&
    numbers.every((number, at) => Math.abs(number - first - at * step) < step / 1000)
  );
};
