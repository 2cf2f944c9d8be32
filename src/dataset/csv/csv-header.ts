/** A form of writing by which a field of the first line is known as data. */
export interface Written {
  readonly kind: string;
  readonly pattern: RegExp;
}

/** The forms of numbers and dates, which are seldom the names of columns. */
export const writtenData: readonly [number: Written, time: Written] = [
  { kind: 'a number', pattern: /^[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?$/i },
  {
    kind: 'a date or a time',
    pattern: /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ].*)?$|^\d{1,2}:\d{2}(?::\d{2})?$/,
  },
];

const kindOf = (field: string): Written | undefined =>
  writtenData.find(({ pattern }) => pattern.test(field.trim()));

/**
 * Returns why the first record seems to be data and no header, as the words that follow "looks like data: "; null if it does not.
 * Some numbers beside words may be names, as years are.
 */
export function headerLikeData(
  header: readonly string[],
  below: readonly (readonly string[])[],
): string | null {
  const filled = header.flatMap((field, at) => (field.trim() === '' ? [] : [{ field, at }]));
  const written = filled.filter(({ field }) => kindOf(field) !== undefined);
  if (written.length === 0) return null;
  if (written.length === filled.length)
    return `${filled.length === 1 ? 'its field is' : 'all its fields are'} written like numbers or dates`;
  const words = filled.filter(({ field }) => kindOf(field) === undefined);
  const columnOf = (at: number) =>
    below.map((record) => record[at] ?? '').filter((one) => one !== '');
  const areTyped = written.every(({ field, at }) =>
    columnOf(at).every((value) => kindOf(value) === kindOf(field)),
  );
  const recur = words.every(({ field, at }) => columnOf(at).includes(field));
  return areTyped && recur && below.length > 1
    ? 'its numbers are of columns of numbers, and its words occur again below'
    : null;
}

/** True for words, each another one, above records of which a column has numbers or dates alone: they can be nothing but names. */
export function isHeaderAbove(
  header: readonly string[],
  below: readonly (readonly string[])[],
): boolean {
  const names = header.map((field) => field.trim());
  const areNames = names.every((name) => name !== '' && kindOf(name) === undefined);
  if (!areNames || new Set(names).size < names.length || below.length < 3) return false;
  return names.some((_, at) => below.every((record) => kindOf(record[at] ?? '') !== undefined));
}
