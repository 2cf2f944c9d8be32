import { driftFacts } from './drift/drift-words.ts';
import { despiteOf, furtherNotes, headline, soleReason, writtenText } from './failure.ts';
import type { Outcome, Sample, ViolatingValues } from './outcome.ts';
import { counted, grouped, inert, truncate, visible, wrap } from './printable-text.ts';
import { printCell } from './table.ts';
import { judgedNoun } from './words/judged-noun.ts';
import { partOf, shareLimits } from './words/part-of.ts';
import { saysText } from './words/says-text.ts';

const columns = 80;
const indent = '  ';
const labelled = 10;

/** The most characters of a value, a remark, and a sentence of the user's. */
const longest = { value: 24, note: 400 } as const;

/** The most examples, and the most facts of a kind. */
const most = { values: 4, examples: 3, notes: 2, cells: 3 } as const;

/** The variable that asks for the rows, the SQL and the places of what failed. */
export const detailsVariable = 'ASSAY_DETAILS';

/** True if the environment asks for all details of what failed. */
export const wantsDetails = (env: Readonly<Record<string, string | undefined>>): boolean =>
  !['', '0', 'false'].includes(env[detailsVariable] ?? '');

/**
 * Describes a missed expectation in a few lines of 80 columns: what was found, the values that violate it, and why it matters. The
 * rows and the SQL are left to `failureMessage` and the reports.
 */
export function shortFailure(outcome: Outcome): string {
  const facts = [['dataset', visible(outcome.dataset)] as const, ...shortFacts(outcome)];
  const lines = facts.flatMap(([label, text]) =>
    wrap(text, columns - indent.length - labelled).map(
      (line, at) => `${indent}${(at === 0 ? label : '').padEnd(labelled)}${line}`,
    ),
  );
  return [headline(outcome), '', ...lines].map(inert).join('\n');
}

/** Returns what a short text says of an outcome beside its first line, each fact with a label; of the notes, those to show. */
export function shortFacts(
  outcome: Outcome,
  isShown: (note: string) => boolean = () => true,
): readonly (readonly [label: string, text: string])[] {
  const { because } = outcome;
  const examples = examplesText(outcome);
  const written = writtenText(outcome);
  const says = saysText(outcome);
  const notes = furtherNotes(outcome).filter(isShown);
  const more = notes.length - most.notes;
  return [
    ...(examples === null ? [] : [examples]),
    ...driftFacts(outcome)
      .slice(0, most.notes)
      .map(([label, text]) => [label, visible(text)] as const),
    ...(says === null ? [] : [['message', truncate(visible(says), longest.note)] as const]),
    ...(because === null ? [] : [['because', visible(because)] as const]),
    ...notes
      .slice(0, most.notes)
      .map((note) => ['note', truncate(visible(note), longest.note)] as const),
    ...(more > 0 ? [['note', `${grouped(more)} more in the reports`] as const] : []),
    ...(written === null ? [] : [['written', written] as const]),
  ];
}

/** Returns what was found in few words, to follow the title: `'449 of 3,040 rows (14.77%)'`. */
export const foundText = (outcome: Outcome): string =>
  `${found(outcome)}${outcome.state === 'errored' ? '' : despiteOf(outcome)}`;

function found(outcome: Outcome): string {
  const { state, title, problem, observed, expected, violations, of, share, segments, bound } =
    outcome;
  if (state === 'errored') return visible(problem?.message ?? 'nobody said why.');
  const reason = soleReason(outcome);
  if (reason !== null) return visible(reason);
  if (segments !== null)
    return `outside in ${grouped(segments.outside)} of ${counted(segments.count, 'segment')}`;
  if (violations !== null && of !== null && share !== null)
    return partOf(violations, of, {
      limits: shareLimits(bound.limits),
      noun: judgedNoun(outcome),
      isNamed: true,
    });
  const value = visible(observed ?? 'no value');
  return title.includes(expected) ? value : `${value}, expected ${visible(expected)}`;
}

/** Returns the values that violate an expectation, or some rows, groups or segments; null if none may be shown. */
export function examplesText({
  sample,
}: Pick<Outcome, 'sample'>): readonly [label: string, text: string] | null {
  if (sample === null || sample.rows.length === 0) return null;
  if (sample.values !== undefined) return ['values', valuesText(sample.values)];
  switch (sample.shows) {
    case 'groups':
      return listed('groups', sample, ([...cells]) => {
        const size = cells.pop();
        const rows = printCell(size ?? null);
        return `${cells.map(cell).join(', ')} (${rows} ${rows === '1' ? 'row' : 'rows'})`;
      });
    case 'segments':
      return listed('segments', sample, ([...cells]) => {
        const value = cells.pop();
        return `${cells.map(cell).join(', ')}: ${printCell(value ?? null)}`;
      });
    case 'rows':
      return rowText(sample);
  }
}

function valuesText({ counts: all, others: unlisted, areShapes }: ViolatingValues): string {
  const counts = all.slice(0, most.values);
  const others = all.slice(most.values).reduce((sum, [, rows]) => sum + rows, unlisted);
  const isEachOnce = counts.every(([, rows]) => rows === 1);
  const texts = counts.map(([value, rows]) =>
    isEachOnce ? cell(value) : `${cell(value)} (${grouped(rows)})`,
  );
  const more =
    others > 0 ? `, and ${grouped(others)} ${others === 1 ? 'row' : 'rows'} with others` : '';
  return `${areShapes ? 'written like ' : ''}${texts.join(', ')}${more}`;
}

const cell = (value: string | null): string => truncate(printCell(value), longest.value);

function listed(
  label: string,
  { rows, columns: names }: Sample,
  textOf: (row: Sample['rows'][number]) => string,
): readonly [string, string] {
  const some = rows.slice(0, most.examples).map(textOf).join(', ');
  const by = names.slice(0, -1).map(visible).join(', ');
  return [label, `${by === '' ? '' : `${by} `}${some}${rows.length > most.examples ? ', …' : ''}`];
}

/** Returns the cells of the first row that may be shown, `'delay 5, origin NULL'`. */
function rowText({ columns: names, rows, masked }: Sample): readonly [string, string] | null {
  const [first] = rows;
  const shown = names
    .flatMap((name, at) =>
      masked.includes(name) ? [] : [`${visible(name)} ${cell(first?.[at] ?? null)}`],
    )
    .slice(0, most.cells);
  return shown.length === 0 ? null : ['such as', shown.join(', ')];
}
