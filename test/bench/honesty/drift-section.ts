import { type Answer, cannotSay, driftList, driftTable } from './drift-table.ts';
import { markdownTable } from './page.ts';

const title = '## Drift, asked of Evidently';
const next = '## Each of them';

/** The section of honesty.md about drift, from Evidently's answers, its versions and the day. */
export function driftSection(
  answers: readonly Answer[],
  versions: Readonly<Record<string, string>>,
  day: string,
): string {
  const lines = new Set(answers.map(({ one }) => one.id)).size;
  const named = Object.entries(versions).map((each) => each.join(' '));
  return [
    title,
    `The class *reference* of the corpus compares data with other data: ${lines} lines. None of it is in the tables above, and none of the tools above is asked. Soda 4 has no drift in its open version (Soda 3 had, in a package of its own), nor has datacontract-cli. Great Expectations holds a column to a partition that the caller writes down, and pandera tests groups within one frame: neither compares two datasets. Evidently does, so it was asked on ${day}, with ${named.join(', ')}:`,
    '    npm run bench:honesty:drift -- --python <python> --write',
    markdownTable(driftTable(answers)),
    fairness,
    `**Can't say**, with the case's bound: ${cannotSay(answers)}.`,
    reading,
    ...(['wrong green', 'wrong red'] as const).map(
      (verdict) =>
        `<details><summary>Evidently: ${verdict}</summary>\n\n${driftList(answers, verdict)}\n\n</details>`,
    ),
  ].join('\n\n');
}

const fairness = `Each line is asked once, over the first source that it has, for Evidently compares frames of pandas and reads no source. **The case's bound as a test** is \`ValueDrift(column, method, tests=[lte(bound)])\`, or \`DriftedColumnsCount(tests=[lte(count)])\`, where its method has the same definition: psi, wasserstein (normed), jensenshannon, hellinger, kl_div, and the p-values of ks and chisquare. Its bins are others than ours; no wrong verdict here comes from that. **The method's own test** is \`ValueDrift(column, method)\` with its default: drift at 0.1 or more for distances, at a p-value below 0.05 for ks and chisquare, below 0.1 for TVD. **Evidently's own choice** is \`ValueDrift(column)\`. Types are *inferred* from the frames, or *declared* in a \`DataDefinition\`. An error is red, which is right wherever nothing can be compared; eight of those errors are of pandas, over files that are missing or broken. Lines that are about a limit of Assay's own are not asked, nor is one again that differs only in being run as a command.`;

const reading = `**Wrong green** is mostly one thing. Evidently leaves out NULL, NaN and infinite values before it compares, so a column of which half of the values are gone has not drifted. [Its documentation of 0.6](https://docs-old.evidentlyai.com/reference/data-drift-algorithm) says so, and advises a test of missing values beside; these are the ones that are documented. The others: two columns of different types are compared as categories, and their distance, 0.83, is the largest there is, so that its own test is red and a bound of 1 is not; and with types inferred, numbers that became words count as one drifted column. A column that is missing on one side is always an error, never dropped. **Wrong red**: the p-value of chisquare over one category is not a number, which keeps no bound; its own test passes it.`;

/** The page with this section in the place of its last one, before the lists of cases. */
export function withDriftSection(page: string, section: string): string {
  const end = page.indexOf(next);
  if (end < 0) throw new Error(`The page has no '${next}'.`);
  const before = page.indexOf(title);
  return `${page.slice(0, before < 0 ? end : before)}${section}\n\n${page.slice(end)}`;
}

/** The section that the page has, so that it stays when the rest is written anew; none yet if empty. */
export function driftSectionOf(page: string): string {
  const start = page.indexOf(title);
  return start < 0 ? '' : page.slice(start, page.indexOf(next)).trimEnd();
}
