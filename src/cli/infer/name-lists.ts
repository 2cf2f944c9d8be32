import { printArgument } from '../../metric/subject.ts';

/** Columns that a contract lists once, in a constant. */
export interface NameList {
  /** The name of the constant. */
  readonly constant: string;
  readonly names: readonly string[];
}

/** The longest line of names. */
const widest = 100;

/** Returns a line that says something about columns, as a loop over their names where there are several. */
export function aboutColumns(
  names: readonly string[],
  lists: readonly NameList[],
  expectation: (column: string) => string,
): readonly string[] {
  const [only, ...others] = names;
  if (only === undefined) return [];
  if (others.length === 0) return [`${expectation(`column(${printArgument(only)})`)},`];
  const mapped = `.map((name) => ${expectation('column(name)')}),`;
  const items = itemsOf(names, lists);
  const [first] = items;
  if (first?.startsWith('...') && items.length === 1) return [`${first}${mapped}`];
  return asLines('...([', items, `] as const)${mapped}`);
}

/** Returns the items of an array of names: constants where all their names are among them, and the other names. */
function itemsOf(names: readonly string[], lists: readonly NameList[]): readonly string[] {
  const wanted = new Set(names);
  const whole = lists.filter((list) => list.names.every((name) => wanted.has(name)));
  const listed = new Set(whole.flatMap((list) => list.names));
  return [
    ...whole.map(({ constant }) => `...${constant}`),
    ...names.filter((name) => !listed.has(name)).map((name) => printArgument(name)),
  ];
}

/** Puts the items of a list on one line, or on lines of their own between its begin and its end. */
export function asLines(begin: string, items: readonly string[], end: string): readonly string[] {
  const line = `${begin}${items.join(', ')}${end}`;
  return line.length <= widest ? [line] : [begin, ...wrapped(items), end];
}

function wrapped(items: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length + 2 <= widest)
      lines[lines.length - 1] = `${last} ${item},`;
    else lines.push(`  ${item},`);
  }
  return lines;
}
