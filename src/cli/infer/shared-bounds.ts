import { printArgument } from '../../metric/subject.ts';
import { type ColumnBound, printBound } from './bounds-text.ts';
import { aboutColumns, asLines, type NameList } from './name-lists.ts';

/** An expectation of a column of a name. */
export interface NamedBound {
  readonly name: string;
  readonly bound: ColumnBound;
}

/** The columns from which expectations by one rule are written as a table. */
const fewest = 8;

/**
 * Returns the lines of the expectations of all columns. In a wide file those by one rule stand together: as a loop where they have the
 * same limits, else as a table of columns and limits.
 */
export function boundLines(
  bounds: readonly NamedBound[],
  lists: readonly NameList[],
  isWide: boolean,
  date: string,
): readonly string[] {
  const byRule = Map.groupBy(bounds, ({ bound }) => ruleOf(bound));
  const tables = [...byRule].filter(
    ([rule, some]) => isWide && rule !== null && some.length >= fewest,
  );
  const shared = new Set(tables.flatMap(([, some]) => some));
  return [
    ...bounds.filter((one) => !shared.has(one)).map(lineOf),
    ...tables.flatMap(([, some]) => together(some, lists, date)),
  ];
}

const lineOf = ({ name, bound }: NamedBound) =>
  `${printBound(`column(${printArgument(name)})`, bound)},`;

/** Returns the rule that an expectation has in common with others; null if it has more than limits and a reason. */
const ruleOf = ({ rule, end }: ColumnBound): string | null =>
  end === '' || end.startsWith('.because(') ? rule : null;

function together(
  some: readonly NamedBound[],
  lists: readonly NameList[],
  date: string,
): readonly string[] {
  const [first] = some;
  if (first === undefined) return [];
  const { rule, limits, end } = first.bound;
  const isSame = some.every(({ bound }) => bound.limits.join() === limits.join());
  const names = some.map(({ name }) => name);
  const isAlike = isSame && some.every(({ bound }) => bound.end === end);
  if (isAlike) return aboutColumns(names, lists, (column) => printBound(column, first.bound));
  const why = `.because(${printArgument(`as on ${date}, with room`)})`;
  if (isSame)
    return aboutColumns(names, lists, (column) => printBound(column, { rule, limits, end: why }));
  const called = limits.length === 1 ? ['limit'] : ['from', 'to'];
  const rows = some.map(
    ({ name, bound }) => `[${[printArgument(name), ...bound.limits].join(', ')}]`,
  );
  const expectation = printBound('column(name)', { rule, limits: called, end: why });
  return asLines(
    '...([',
    rows,
    `] as const).map(([name, ${called.join(', ')}]) => ${expectation}),`,
  );
}
