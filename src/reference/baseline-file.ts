import { baselineFormat, baselineVersion } from './baseline-entry.ts';

/** The entries of a dataset by their ids, as JSON has them, each with its digest. */
export type DatasetEntries = Readonly<Record<string, unknown>>;

/** The content of a baseline file: the entries of each dataset of one contract, by the dataset's label. */
export interface BaselineFile {
  readonly contract: string;
  readonly datasets: Readonly<Record<string, DatasetEntries>>;
}

/**
 * Writes a baseline file as text: names in order, and each cell and category on a line of its own, so that a changed
 * count changes one line.
 */
export function printBaseline({ contract, datasets }: BaselineFile): string {
  const content = { format: baselineFormat, version: baselineVersion, contract, datasets };
  return `${escaped(print(content, '', isSorted))}\n`;
}

/** The objects whose names are sorted: those that are the data's or the contract's. */
const isSorted = (depth: number): boolean => depth === 1 || depth === 2;

/** Prints JSON with two spaces for each level, and lists without lists in them on one line. */
function print(value: unknown, indent: string, sorts: (depth: number) => boolean): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (!value.some((one) => Array.isArray(one)))
      return `[${value.map((one) => JSON.stringify(one)).join(', ')}]`;
    return `[\n${value.map((one) => `${inner}${print(one, inner, sorts)}`).join(',\n')}\n${indent}]`;
  }
  const depth = indent.length / 2;
  const names = Object.keys(value);
  if (names.length === 0) return '{}';
  const lines = (sorts(depth) ? names.sort() : names).map((name) => {
    const printed = print(Reflect.get(value, name), inner, sorts);
    return `${inner}${JSON.stringify(name)}: ${printed}`;
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

/** Escapes characters that a diff does not show, or shows in another order. */
const escaped = (text: string): string =>
  text.replaceAll(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, (characters) =>
    [...Array(characters.length).keys()]
      .map((at) => `\\u${characters.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
