import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { code, codeInCell, linked } from '../../reporters/markdown/code.ts';
import { renderMarkdown } from '../../reporters/markdown/render.ts';
import { fullReport } from '../../reporters/markdown/where.ts';
import { visible } from '../../src/outcome/printable-text.ts';
import { allColumns, fare } from './drift-example.ts';
import { contractOf, largeReport, outcomeOf, outcomesOfEachState, reportOf } from './example.ts';
import { hostile } from './hostile.ts';
import { hostileReport, hostileReports } from './hostile-report.ts';
import { rendered, tagged, textOf, within } from './rendered.ts';

const elsewhere = fullReport({});
const run = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/data',
  GITHUB_RUN_ID: '42',
};

test('what failed comes first, then what was lost, what warned, and the counts', () => {
  const text = renderMarkdown(reportOf(), elsewhere);
  expect(text).toMatchInlineSnapshot(`
    "## ❌ Data contracts failed: 1 expectation failed, 1 could not be judged, 1 did not run

    ### \`flights\` on \`data/flights/*.parquet\`

    owner \`ops-analytics\` · version \`1.2.0\` · classification \`internal\` · 3,000,000 rows · \`contracts/flights.contract.ts\`

    \`Departures and arrivals, as the airports report them.\`

    \`runbook\` [\`https://example.com/runbooks/flights\`](<https://example.com/runbooks/flights>)

    |  | Expectation | Observed | Expected |
    | --- | --- | --- | --- |
    | ❌ failed | \`column('origin').matches(/^[A-Z]{3}$/)\`<br>\`contracts/flights.contract.ts:9\` | \`12 of 2,000 (0.6%)\` | \`none\` |
    | 🚫 could not be judged | \`rows.satisfy('origin <> destination')\`<br>\`contracts/flights.contract.ts:14\` | \`There is no column 'destination'.\` | \`at most 0\` |

    <details>
    <summary>Failing rows and SQL of <code>column('origin').matches(/^[A-Z]{3}$/)</code></summary>

    2 of 12 violating rows:

    \`\`\`text
    origin  delay  email
    ──────  ─────  ─────
    sfo         5  •••
    NULL     NULL  •••
    \`\`\`

    The same in SQL:

    \`\`\`sql
    select avg("delay")
    from 'data/flights/*.parquet'
    \`\`\`

    </details>

    ### Not run

    | Contract | Expectation | Why |
    | --- | --- | --- |
    | \`flights\` on \`data/flights/*.parquet\` | \`column('date').newest() is at least 2001-06-30\` | \`Its test has not answered.\` |

    ### Warnings

    | Contract | Expectation | Observed | Expected | Owner |
    | --- | --- | --- | --- | --- |
    | \`flights\` on \`data/flights/*.parquet\` | \`rows.duplicates('date', 'origin') is at most 1%\`<br>because \`the feed is known to send some rows twice\`<br>\`contracts/flights.contract.ts:15\` | \`63,000 of 3,000,000 (2.1%)\` | \`at most 1%\` | \`ops-analytics\` |

    ### Contracts

    |  | Contract | Owner | Rows | Expectations that hold |
    | --- | --- | --- | --- | --- |
    | could not be judged | \`flights\` on \`data/flights/*.parquet\` | \`ops-analytics\` | 3,000,000 | 1 of 5 |

    ### Counts

    | failed | could not be judged | not run | warned | passed |
    | --- | --- | --- | --- | --- |
    | 1 | 1 | 1 | 1 | 1 |

    1 contract, 1.2 s
    "
  `);
});

test('a drift that was missed is drawn, with what moved in words', () => {
  const text = renderMarkdown(reportOf([contractOf([fare, allColumns])]), elsewhere);
  expect(
    text.slice(text.indexOf("`column('fare')"), text.indexOf('### Contracts')),
  ).toMatchInlineSnapshot(`
    "\`column('fare').drift('psi') is at most 0.2\`<br>\`contracts/flights.contract.ts:17\` | \`0.44169\` | \`at most 0.2\` |
    | ❌ failed | \`rows.drift() is at most 20%\`<br>\`contracts/flights.contract.ts:17\` | \`3 of 11 (27.27%)\` | \`at most 20%\` |

    \`column('fare').drift('psi') is at most 0.2\`

    \`\`\`text
    method     psi
    reference  the dataset 2019-03.csv: 7,832,545 rows, compared with 237,993
    interval   0.437 to 0.447 with 95% confidence, by a formula
    detects    drifts of 0.00021 and more, with so many rows
    moved      from 26 on: 10% → 24%, 28% of the drift
               NULL: 0% → 2%, 24% of the drift
               below 4.5: 10.2% → 3.1%, 19% of the drift

    reference  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄··
    current    ▂▂▂▂▂▂▃▃▃▃▄▄▄▄▅▅▅▅██▁▁
    moved      ▼                 ▲ ▲
    \`\`\`

    \`rows.drift() is at most 20%\`

    \`\`\`text
    reference  the dataset 2019-03.csv: 7,832,545 rows, compared with 237,993
    columns    3 of 11 columns drifted, 1 not compared

             column        method     drift  at most  shape
    ───────  ────────────  ─────────  ─────  ───────  ───────────
    drifted  email_domain  hellinger  0.483     0.15  ▇▄▃
             category 1: 50% → 20%                    ▃█▃
    drifted  payment       cramersV   0.258      0.1  █▄▁▁▁▁▁
             Cash: 26.8% → 47.1%                      ▆▆▁▁·▁▁
    drifted  fare          psi        0.442      0.2  ▄▄▄▄▄▄▄▄▄▄·
             from 26 on: 10% → 24%, NULL: 0% → 2%     ▂▂▂▃▃▄▄▅▅█▁
    \`\`\`

    "
  `);
});

test('a run in which nothing failed says so, and a red one never does', () => {
  const green = renderMarkdown(reportOf([contractOf([outcomeOf()])]), elsewhere);
  expect(green).toMatch(/^## ✅ Data contracts passed\n/);
  const lost = reportOf([contractOf([outcomeOf()])], [{ file: null, message: 'A worker ended.' }]);
  expect(renderMarkdown(lost, elsewhere)).toMatch(
    /^## ❌ Data contracts failed\n\n### Problems of the run\n\n- `A worker ended\.`\n/,
  );
  expect(renderMarkdown(reportOf([]), elsewhere)).toContain('- `No expectation was judged.`');
});

test('what the same problem kept from being judged is told once', () => {
  const problem = { code: 'DATASET_NOT_FOUND', message: 'There is no file.' };
  const outcomes = ['a', 'b', 'c'].map((title) => outcomeOf({ title, state: 'errored', problem }));
  const text = renderMarkdown(reportOf([contractOf(outcomes)]), elsewhere);
  expect(text).toContain('`a`<br>and 2 more expectations<br>');
  expect(text).not.toContain('`b`');
  expect(text).toContain('3 could not be judged');
});

describe('a comment takes less than 65,536 characters', () => {
  test.each([100, 3_000, 30_000])('of %i expectations', (count) => {
    const text = renderMarkdown(largeReport(count), fullReport(run));
    expect(text.length).toBeLessThan(65_536);
    const rows = text.match(/^\| ❌ failed \|/gm)?.length ?? 0;
    const blocks = text.match(/^<details>$/gm)?.length ?? 0;
    const leftOut = (what: RegExp) => Number(what.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
    expect(rows + leftOut(/([\d,]+) expectations that failed/)).toBe(count / 10);
    expect(blocks + leftOut(/([\d,]+) blocks of failing rows and SQL/)).toBe(count / 10);
    expect(text.match(/^<\/details>$/gm)?.length ?? 0).toBe(blocks);
    expect(text).toContain(`| ${(count / 10).toLocaleString('en-US')} | 0 | 0 | 0 |`);
    if (blocks < count / 10)
      expect(text).toContain(
        'is in [the log and the reports of this run](https://github.com/acme/data/actions/runs/42).',
      );
  });

  test('whatever stands in it', () => {
    const long = '<|`\\'.repeat(30_000);
    const outcomes = outcomesOfEachState.map((one, at) => ({
      ...one,
      title: `${at}${long}`,
      sql: long,
      because: long,
    }));
    const report = reportOf(
      [contractOf(outcomes, { owner: long })],
      Array.from({ length: 2_000 }, (_, at) => ({ file: `${at}${long}`, message: long })),
    );
    const text = renderMarkdown(report, elsewhere);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/Left out here for want of room: [\d,]+ problems of the run/);
  });
});

test('a link to the run is made of what GitHub says only where that is an address', () => {
  expect(fullReport(run).address).toBe('https://github.com/acme/data/actions/runs/42');
  expect(fullReport({ ...run, GITHUB_REPOSITORY: 'a/b)[x](javascript:0' }).address).toBeNull();
  expect(fullReport({ ...run, GITHUB_SERVER_URL: 'javascript:0//' }).address).toBeNull();
});

/** All that a report may be made of. */
const ours = new Set(
  'h2 h3 p ul li code table thead tbody tr th td br details summary pre strong'.split(' '),
);

test('a text is shown as it is, within a table and outside of one', () => {
  fc.assert(
    fc.property(hostile, hostile, (one, other) => {
      const shown = [one, other].map((text) => visible(text) || "''");
      const [first, second] = tagged(rendered(`${code(one)} and ${code(other)}`), 'code');
      expect([first, second].map((element) => element && textOf(element))).toEqual(shown);
      const cells = tagged(
        rendered(`| a | b |\n|---|---|\n| ${codeInCell(one)} | ${codeInCell(other)} |`),
        'td',
      );
      expect(cells.map(textOf)).toEqual(shown);
    }),
    { numRuns: 2_000 },
  );
}, 60_000);

test('no text makes markup, and every table keeps its columns', () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      const elements = rendered(renderMarkdown(report, elsewhere));
      // The links of a contract are its author's, and each shows where it leads.
      const links = tagged(elements, 'a');
      expect(links.map(textOf)).toEqual(links.map(() => expect.stringMatching(/^https?:/)));
      const others = elements.filter((one) => !links.includes(one));
      expect(others.map(({ tagName }) => tagName).filter((tag) => !ours.has(tag))).toEqual([]);
      expect(others.flatMap(({ attrs }) => attrs).filter(({ name }) => name !== 'class')).toEqual(
        [],
      );
      const tables = tagged(elements, 'table').map((table) => {
        const [head, ...body] = within(table, 'tr');
        const columns = head ? within(head, 'th').length : 0;
        return [columns, body.map((row) => within(row, 'td').length)];
      });
      expect(tables).toEqual([
        [4, [4, 4, 4, 4]],
        [3, [3, 3, 3]],
        [3, [3, 3, 3]],
        [3, [3]],
        [5, [5]],
        [5, [5]],
        [6, [6, 6]],
        [5, [5]],
      ]);
      expect(tagged(elements, 'h3').slice(-5).map(textOf)).toEqual([
        'Not run',
        'Warnings',
        'Contracts',
        'Steps under fuzzing',
        'Counts',
      ]);
    }),
    { numRuns: hostileReports },
  );
}, 60_000);

test('the notes on what could not be read are folded, and a name stands above its rule', () => {
  const evidence = {
    exactness: 'exact',
    by: 'duckdb',
    pass: 'structure',
    interval: null,
    notes: ["2 records can't be read", 'a.csv:302: the record has 3 fields in place of 6'],
  } as const;
  const unread = outcomeOf({
    state: 'failed',
    kind: 'structure',
    observed: '2 records',
    evidence,
    sql: null,
  });
  const named = outcomeOf({ state: 'failed', name: 'short delays', title: 'short delays' });
  const text = renderMarkdown(reportOf([contractOf([unread, named])]), elsewhere);
  expect(text).toContain("| `2 records can't be read` |  |");
  expect(text).toContain('<summary>Notes of <code>');
  expect(text).toContain('a.csv:302: the record has 3 fields in place of 6');
  expect(text).toContain("| `short delays`<br>`column('delay').mean()`<br>");
});

test.each([
  [
    'https://example.com/a(b)?c=<d>|e',
    '[`https://example.com/a(b)?c=<d>|e`](<https://example.com/a%28b%29?c=%3Cd%3E%7Ce>)',
  ],
  ['javascript:alert(1)', '`javascript:alert(1)`'],
  ['wiki/runbook', '`wiki/runbook`'],
])('an address of the web is a link, and nothing else: %s', (address, markdown) => {
  expect(linked(address)).toBe(markdown);
});
