import process from 'node:process';

import { addresses } from './documented.ts';
import { countOf, lineOf, type Row, type Which } from './judged.ts';
import { byClass, flawless, list, markdownTable, totals } from './page.ts';
import type { Verdict } from './verdict.ts';

/**
 * docs/benchmarks/honesty.md, from what came out, and when; and why some cases were asked of Assay alone. The section about
 * drift is written by evidently.ts.
 */
export function documentOf(
  rows: readonly Row[],
  days: readonly string[],
  unasked: ReadonlyMap<string, number>,
  drift: string,
): string {
  const asked = rows[0]?.judged.length ?? 0;
  const lines = new Set(rows[0]?.judged.map(({ one }) => lineOf(one))).size;
  return `${[
    '# Who is green where nothing was judged',
    `The [never-green corpus](../../test/never-green/README.md) holds small tables, each with one check and the state that must come out: ${asked.toLocaleString('en')} cases that are fair to ask any tool, in ${lines} lines, each of which is over up to five sources (Parquet, CSV, JSON, SQLite, rows in memory). Some must be red: empty data, NULL, NaN, a column that is not there, a check that can't be run. Others must be green, so that "all red" is no answer. Here it is, in Assay and in four tools that are written in Python; pandera is asked over pandas and over polars.`,
    caveat,
    measured(rows, days),
    markdownTable(totals(rows)),
    reading,
    '## Rules of fairness',
    fairness,
    '### Options that the contract needs',
    options,
    '### Corrections',
    corrections,
    '### Left out',
    leftOutWords(unasked),
    '## Green, and must be red',
    'Not documented, then after the plus sign documented, of the cases of the class that the tool can be asked.',
    markdownTable(byClass(rows, 'wrong green')),
    '## Told, and green all the same',
    'The exit code is 0, or one for warnings, and what is printed says that something was not evaluated, or was held to nothing.',
    markdownTable(byClass(rows, 'warned')),
    '## Red, and must be green',
    markdownTable(byClass(rows, 'wrong red')),
    "## Can't be said",
    markdownTable(byClass(rows, 'cannot say')),
    '## Who got nothing wrong',
    'Of each class, the tools without a wrong green, a warning in place of red, or a wrong red, and how many of its cases each could be asked.',
    flawless(rows),
    ...(drift === '' ? [] : [drift]),
    '## Each of them',
    "One line for a case over all sources where it came out alike: its class; its table and its check; why no other state is honest; what the tool said; where it is documented. `npm run bench:honesty -- --tool soda --only 'no rows | not null'` tells them again, one by one. Some of them are faults that their makers would want to know of: [drafts of reports](honesty-reports.md).",
    ...rows.flatMap((row) =>
      sections
        .map(([title, verdict, which]) => details(row, title, verdict, which))
        .filter((text) => text !== ''),
    ),
    addresses(),
  ].join('\n\n')}\n`;
}

const measured = (rows: readonly Row[], days: readonly string[]): string =>
  `Measured on ${days.join(', ')} with ${rows.map(({ tool }) => tool.label).join('; ')}; Node ${process.version}, Python 3.12:\n\n    npm run bench:peers && npm run bench:honesty -- --write`;

const caveat =
  "**Read this before the table.** The corpus was made by the people who make Assay, mostly from threads where these and other tools got something wrong, and Assay was fixed until it passed. That is what it is for, and why Assay's row is no mark that can be held beside the others: it is red or green as we think right, by construction. The others were asked what their makers never promised. What can be learned from here is in the lists: how each tool treats a case that you care for. Over SQLite Assay reads with an extension of DuckDB, which it downloads once: on a machine without network that has never had it, all that is over SQLite is red.";

const reading = `In brackets: how many lines of the corpus they are. **Green**: the tool passes, without a word, what must be red or warn. **Nothing to judge**: there is no row, no value but NULL, or no check that is run; that a rule holds over nothing is a choice, which SQL makes too. **Judged and wrong**: all other greens: something is there that breaks what the contract says, or what the check is about is not there at all. The one is a matter of taste and the other is not, and whoever quotes one of them should say which. **Documented**: so it is, and the documentation, or those who make the tool or what it stands on, say so; these are part of the greens, not beside them. **Told, yet green**: it passes, and what it prints says that something was not evaluated, or was held to no row, or only to missing values; such a word about good data is not counted. **Wrong red**: red over data that keeps the check. **Can't say**: the documentation has no way to ask this, or no reader for the source; that is counted nowhere else.`;

const fairness = `- Each case is written as the tool's own documentation would, in the newest version that is pinned in \`test/bench/peers/\`, with the options that are listed below and no others. The programs are in \`test/bench/honesty/\`, one a tool; they map a kind of check to an expression, and know no case.
- The check alone is asked. Every one of these tools can also be told to count rows, and its examples often do; a contract that says \`not null\` and no more is what is measured.
- Told by one rule for all: what is printed for a check that passed has a mark that it was not evaluated, or figures that say that it was held to nothing, which are no row tested (\`check_rows_tested: 0\`, \`element_count: 0\`) or as many values missing as there are. Soda and Great Expectations print such figures; pandera and datacontract-cli print none.
- Documented by kind, not by tool: all four say of a rule over rows that it is the rows that break it which are counted, or named, so wherever such a rule is green over nothing, that is documented. A statistic, a share or an age of nothing is not.
- What takes a function, SQL or an expression of one's own (all statistics of pandera; conditions in SQL of Soda, datacontract-cli and Great Expectations) is written by us so that it is red on nothing, in all tools: what it gets wrong there would be our doing.
- A limit on age has two ends in all tools that can say so: a date to come is not fresh. datacontract-cli has no such end. Bounds of points in time are written as such, not as texts.
- No bound is one that nothing can miss, such as at most 100% or at least 0.
- Before a verdict counts, each kind of check is proven on plain data that keeps and breaks it, over each source; a program that gets that wrong ends the benchmark. A contract that a tool refuses as badly written ends it too. A tool that ends its process, or whose program does, is red, which is in its favour.
- A condition on rows, a group, a sample, a situation of a test runner that the tool does not have is *can't say*, never wrong. pandera and Great Expectations are libraries: their command is the script of their documentation.
- 60 greens of the first edition, drawn by a seed, were written anew by hand by someone who had not written the programs: all came out as told. Those of pandera on polars that are new in kind were rebuilt as well, and the other kinds were read through with what each tool said. Where one is still wrong, it is our mistake, and an issue is welcome.`;

const options = `In the contract each column may be NULL, more columns may be there in any order, and integers, numbers, texts, booleans, days and points in time are told apart. Readers of text are told which columns are text, and where they can be, which are points in time.

| | set, and not the default | because |
| --- | --- | --- |
| pandera | \`dtype_backend="numpy_nullable"\` of pandas' readers, \`convert_dtypes()\` of rows | else a column of integers with a NULL is one of floats |
| | \`nullable=True\` | a column may be NULL |
| | \`coerce=True\` for days and points in time; outside of Parquet for numbers; over SQLite for booleans | pandas has no days; numbers that are all whole are read as integers; SQLite has no booleans |
| | \`lazy=True\` | all failures are told |
| pandera on polars | \`nullable=True\`, \`lazy=True\`; \`coerce=True\` outside of Parquet for numbers, over SQLite for booleans | as above |
| | \`str.to_datetime()\` over JSON and SQLite | they have no points in time |
| Soda | \`allow_extra_columns\`, \`allow_other_column_order\` of its schema check | more columns may be there in any order |
| | \`data_type\` of a column only where the types are asked, in CSV and JSON | what DuckDB takes a column for depends on its values |
| datacontract-cli | \`delimiter: array\` of a JSON file | the files are arrays |
| | no type of a point in time in JSON, unless types are asked | it takes one for invalid without an offset |
| Great Expectations | \`dtype_backend="numpy_nullable"\` of assets, \`convert_dtypes()\` of rows | else a column of integers with a NULL is one of floats |

datacontract-cli warns in each run that it can't check types in Parquet: that counts as a word about a case only where types are asked.`;

const corrections = `In its first edition (27 November 2026) this page was harder on the others than its rules allowed, and was corrected in their favour. It had 186 greens of pandera, 137 of Soda, 140 of datacontract-cli and 202 of Great Expectations, over much the same cases; what it called silent was not always so.

- Soda and Great Expectations print, beside most of what they pass over nothing, that no row was tested or that all values are missing. That is told, and was counted as silent.
- pandera was asked with conversions that its defaults do not have, and Great Expectations was allowed floats for integers; with the nullable types of pandas neither is needed, and there are fewer greens of the class *wrong type*.
- Conditions in SQL and functions were ours in part, and green on nothing where they could have been red: that counted against datacontract-cli, pandera and Soda. Soda's limit on age had one end where others had two.
- Documented was what somebody had written in a thread, which favoured Great Expectations.
- Bounds that nothing can miss are gone, and situations of a test runner are asked of nobody.`;

const leftOutWords = (unasked: ReadonlyMap<string, number>): string =>
  [
    'Not asked of the others, nor counted for Assay, is what is in its own terms only; whatever else a tool has no way to ask is counted as one that it can not say. In zod `z.number()` is finite and `z.int()` is safe in JavaScript; a column of doubles elsewhere has NaN among its values, and is not wrong to.',
    ...[...unasked].map(([reason, count]) => `- ${count}: ${reason}`),
  ].join('\n');

const sections: readonly (readonly [title: string, verdict: Verdict, which?: Which])[] = [
  ['green, with nothing to judge', 'wrong green', { isNothing: true }],
  ['green, judged and wrong', 'wrong green', { isNothing: false }],
  ['told, and green all the same', 'warned'],
  ['red, and must be green', 'wrong red'],
];

function details(row: Row, title: string, verdict: Verdict, which?: Which): string {
  const count = countOf(row, verdict, which);
  if (count === 0) return '';
  return `<details><summary>${row.tool.short}: ${title} (${count})</summary>\n\n${list(row, verdict, which)}\n\n</details>`;
}
