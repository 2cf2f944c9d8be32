import type { Case } from '../../never-green/case.ts';
import type { State } from './tools.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** What Evidently made of a case, asked in one way. */
export interface Answer {
  readonly one: Case;
  readonly by: 'bound' | 'test' | 'choice';
  readonly types: 'inferred' | 'declared';
  readonly state: State;
  /** It raised an error, which is red. */
  readonly raised: boolean;
  readonly detail: string;
}

const verdictOfAnswer = ({ one, state }: Answer): Verdict => verdictOf(one.must, state);

/** Cases whose outcome the documentation of 0.6 describes: missing and infinite values are left out of a comparison. */
const isDocumented = ({ one }: Answer): boolean =>
  /^(half null|half nan|some infinite)$/.test(one.data);

const ways: Readonly<Record<Answer['by'], string>> = {
  bound: "the case's bound as a test",
  test: "the method's own test",
  choice: "Evidently's own choice of method",
};

/** The counts of lines, for each way of asking, as rows of cells. */
export function driftTable(answers: readonly Answer[]): readonly (readonly string[])[] {
  const head = [
    'asked with',
    'types',
    'asked',
    'right',
    'of these by an error',
    'wrong green',
    'of these documented',
    'wrong red',
    "can't say",
  ];
  const groups = Map.groupBy(answers, ({ by, types }) => `${ways[by]}|${types}`);
  return [
    head,
    ...[...groups].map(([way, all]) => {
      const of = (verdict: Verdict) => all.filter((each) => verdictOfAnswer(each) === verdict);
      const counts = [
        all.length - of('cannot say').length,
        of('right').length,
        of('right').filter(({ raised }) => raised).length,
        of('wrong green').length,
        of('wrong green').filter(isDocumented).length,
        of('wrong red').length,
        of('cannot say').length,
      ];
      return [...way.split('|'), ...counts.map(String)];
    }),
  ];
}

/** One line for each case with this verdict, with the ways in which it was asked. */
export function driftList(answers: readonly Answer[], verdict: Verdict): string {
  const found = answers.filter((each) => verdictOfAnswer(each) === verdict);
  return [...Map.groupBy(found, ({ one }) => one.id)]
    .flatMap(([id, [first, ...more]]) => {
      if (!first) return [];
      const asked = [first, ...more].map(({ by, types }) => `${by}, ${types}`).join('; ');
      const line = id.split(' | ').slice(1, -1).join(': ');
      return [`- ${line}. ${first.one.why} It said: "${first.detail}" (${asked})`];
    })
    .join('\n');
}

/** Why cases could not be asked with their bound, most frequent first, each with its count. */
export function cannotSay(answers: readonly Answer[]): string {
  const left = answers.filter(
    ({ by, types, state }) => by === 'bound' && types === 'inferred' && state === 'cannot say',
  );
  return [...Map.groupBy(left, ({ detail }) => detail)]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([detail, all]) => `${all.length}: ${detail}`)
    .join('; ');
}
