import { type CaseClass, classes, sources } from '../../never-green/case.ts';
import { linkTo } from './documented.ts';
import { countOf, type Judged, lineOf, linesOf, type Row, those, type Which } from './judged.ts';
import type { Verdict } from './verdict.ts';

/** A table as text, each column as wide as its widest cell; all but the first to the right. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const rule = head.map((_, at) => (at === 0 ? '---' : '--:'));
  return [head, rule, ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** What each tool made of all cases; in brackets so many lines of the corpus. */
export const totals = (rows: readonly Row[]): readonly (readonly string[])[] => [
  [
    '',
    'asked',
    'right',
    'green, nothing to judge',
    'green, judged and wrong',
    'green in all',
    'of these documented',
    'told, yet green',
    'wrong red',
    "can't say",
  ],
  ...rows.map((row) => {
    const unsaid = countOf(row, 'cannot say');
    const both = (verdict: Verdict, which?: Which): string => {
      const count = countOf(row, verdict, which);
      return count === 0 ? '0' : `${count} (${linesOf(row, verdict, which)})`;
    };
    return [
      row.tool.short,
      String(row.judged.length - unsaid),
      String(countOf(row, 'right')),
      both('wrong green', { isNothing: true }),
      both('wrong green', { isNothing: false }),
      both('wrong green'),
      both('wrong green', { says: true }),
      both('warned'),
      both('wrong red'),
      String(unsaid),
    ];
  }),
];

/** A count for each class and tool; a class without any is left out. What is documented is told after a plus. */
export function byClass(rows: readonly Row[], verdict: Verdict): readonly (readonly string[])[] {
  const shown = classes.filter((of) => rows.some((row) => countOf(row, verdict, { of }) > 0));
  return [
    ['', ...rows.map(({ tool }) => tool.short)],
    ...shown.map((of) => [of, ...rows.map((row) => cell(row, verdict, of))]),
  ];
}

function cell(row: Row, verdict: Verdict, of: CaseClass): string {
  const asked = row.judged.filter((each) => each.one.class === of && each.verdict !== 'cannot say');
  if (verdict === 'cannot say') return String(countOf(row, verdict, { of }));
  if (asked.length === 0) return '-';
  const plain = countOf(row, verdict, { of, says: false });
  const said = countOf(row, verdict, { of, says: true });
  return `${plain}${said > 0 ? `+${said}` : ''}/${asked.length}`;
}

/** Each case with this verdict, one line for all sources that came out alike. */
export function list(row: Row, verdict: Verdict, which?: Which): string {
  const groups = Map.groupBy(those(row, verdict, which), ({ one, documented }) =>
    JSON.stringify([one.class, lineOf(one), documented]),
  );
  return [...groups.values()].map((group) => `- ${line(group)}`).join('\n');
}

function line(group: readonly Judged[]): string {
  const [first] = group;
  if (!first) return '';
  const { one, told, documented } = first;
  const [, ...words] = lineOf(one).split(' | ');
  const named = group.map((each) => each.one.source);
  const over = sources.filter((source) => named.includes(source)).join(', ');
  const said = told.detail.replaceAll('`', "'").slice(0, 110);
  const sentences = [
    `${one.class}: \`${words.join(' | ')}\` over ${over}.`,
    one.why,
    ...(said === '' ? [] : [`It said: \`${said}\`.`]),
    ...(documented === null ? [] : [`Documented: ${linkTo(documented)}.`]),
  ];
  return sentences.join(' ');
}

/** For each class the tools that got nothing of it wrong, with how many cases they could be asked. */
export function flawless(rows: readonly Row[]): string {
  return classes
    .flatMap((of) => {
      const named = rows.flatMap((row) => {
        const own = row.judged.filter(
          ({ one, verdict }) => one.class === of && verdict !== 'cannot say',
        );
        const isFlawless = own.length > 0 && own.every(({ verdict }) => verdict === 'right');
        return isFlawless ? [`${row.tool.short} (${own.length})`] : [];
      });
      return named.length > 0 ? [`- ${of}: ${named.join(', ')}`] : [];
    })
    .join('\n');
}
