import process from 'node:process';

import { addresses } from './documented.ts';
import type { Row } from './judged.ts';
import { countOf } from './judged.ts';
import { byClass, flawless, list, markdownTable, totals } from './page.ts';
import type { Verdict } from './verdict.ts';

/** docs/benchmarks/honesty.md, from what came out. */
export function documentOf(rows: readonly Row[], now: Date, isGathered: boolean): string {
  const asked = rows[0]?.judged.length ?? 0;
  return `${[
    '# Who is green where nothing was judged',
    `The [never-green corpus](../../test/never-green/README.md) holds small tables, each with one check and the state that must come out: ${asked.toLocaleString('en')} cases that are fair to ask any tool. Some must be red: empty data, NULL, NaN, a column that is not there, a check that can't be run. Others must be green, so that "all red" is no answer. Here it is, in Assay and in four tools that are written in Python.`,
    measured(rows, now),
    ...(isGathered ? [gathered] : []),
    markdownTable(totals(rows)),
    reading,
    '## Rules of fairness',
    fairness,
    '## Green, and must be red',
    'Not documented, then after the plus sign documented, of the cases of the class that the tool can be asked.',
    markdownTable(byClass(rows, 'wrong green')),
    '## Told, and green all the same',
    'The exit code is 0, or one for warnings, and the output says that something was not evaluated.',
    markdownTable(byClass(rows, 'warned')),
    '## Red, and must be green',
    markdownTable(byClass(rows, 'wrong red')),
    "## Can't be said",
    markdownTable(byClass(rows, 'cannot say')),
    '## Who got nothing wrong',
    'Of each class, the tools without a wrong green, a warning in place of red, or a wrong red, and how many of its cases each could be asked.',
    flawless(rows),
    '## Each of them',
    "One line for a case over all sources where it came out alike: its class; its table and its check; why no other state is honest; what the tool said; where it is documented. `npm run bench:honesty -- --tool soda --only 'no rows | not null'` tells them again, one by one.",
    ...rows.flatMap((row) =>
      sections
        .map(([verdict, title]) => details(row, verdict, title))
        .filter((text) => text !== ''),
    ),
    addresses(),
  ].join('\n\n')}\n`;
}

const measured = (rows: readonly Row[], now: Date): string =>
  `Measured on ${now.toISOString().slice(0, 10)} with ${rows.map(({ tool }) => tool.label).join('; ')}; Node ${process.version}, Python 3.12:\n\n    npm run bench:peers && npm run bench:honesty -- --write`;

const gathered =
  'Each tool was run by itself (`--tool`), cases that were new since in another run of it, and the page written from what was kept of them (`--last`).';

const reading = `**Wrong green**: the tool is green, without a word, where it must be red or warn. **Documented**: so it is, and its documentation, or those who make it, say so. **Warned**: it passes, and its output has a word about it; such a word about good data is not counted. **Wrong red**: red over data that keeps the check. **Can't say**: its documentation has no way to ask this, or no reader for the source; that is counted nowhere else. A line of the corpus is over up to five sources (Parquet, CSV, JSON, SQLite, rows in memory), and each counts.`;

const fairness = `- Each case is written as the tool's own documentation would, with default options and the newest version that is pinned in \`test/bench/peers/\`. The programs are in \`test/bench/honesty/\`, one a tool; they map a kind of check to an expression, and know no case.
- That a rule over no rows holds, or over NULLs alone, is a choice that SQL makes too, and that some of these tools make on purpose. The corpus takes the other side: a check that judged nothing has to say so. Whoever disagrees can leave out the classes *empty data* and *null*.
- The check alone is asked. Every one of these tools can also be told to count rows, and its examples often do; a contract that says \`not null\` and no more is what is measured.
- Where a tool has no such check but takes a function or SQL of one's own, that is written so that it is red on nothing, as far as that can be done: what it then gets wrong is not counted against the tool. A rule over rows is the SQL that the documentation shows, a count of rows that break it.
- Before a verdict counts, each kind of check is proven on plain data that keeps and breaks it, over each source; a program that gets that wrong ends the benchmark. A contract that a tool refuses as badly written ends it too.
- A condition on rows, a group, a sample, a situation of a test runner that the tool does not have is *can't say*, never wrong. pandera and Great Expectations are libraries: their command is the script of their documentation.
- Types: pandera coerces where pandas has no type for it, as its documentation says; readers of text are told which columns are text and which are points in time. datacontract-cli warns in each run that it can't check types in Parquet: that counts as a word about it only where the whole contract is asked.
- Left out: what is in Assay's terms only. \`z.number()\` is finite and \`z.int()\` is safe in JavaScript; a column of doubles elsewhere has NaN among its values, and is not wrong to.
- The corpus was made by the people who make Assay, from threads where these and other tools got it wrong, and Assay was mended until it passed. That is what it is for, and why its row can't be compared with the others as a mark: read the lists. In some classes others got nothing wrong either (below).
- Each distinct kind of wrong green was looked at by hand, whether it is the tool or the program; where that is still wrong, it is our mistake, and an issue is welcome.`;

const sections: readonly (readonly [Verdict, string])[] = [
  ['wrong green', 'green, and must not be'],
  ['warned', 'told, and green all the same'],
  ['wrong red', 'red, and must be green'],
];

function details(row: Row, verdict: Verdict, title: string): string {
  const count = countOf(row, verdict);
  if (count === 0) return '';
  return `<details><summary>${row.tool.short}: ${title} (${count})</summary>\n\n${list(row, verdict)}\n\n</details>`;
}
