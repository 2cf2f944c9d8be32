import type { Case, CaseClass } from '../../never-green/case.ts';
import { documented } from './documented.ts';
import type { Told, Tool } from './tools.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** What came out of a case in a tool. */
export interface Judged {
  readonly one: Case;
  readonly told: Told;
  readonly verdict: Verdict;
  /** Where the tool's documentation, or whoever maintains it, says that it is so. */
  readonly documented: string | null;
}

/** All that came out in a tool. */
export interface Row {
  readonly tool: Tool;
  readonly judged: readonly Judged[];
}

/** Hold what a tool told to what the cases must come to. */
export function rowOf(tool: Tool, cases: readonly Case[], found: ReadonlyMap<number, Told>): Row {
  const judged = [...found].map(([number, told]): Judged => {
    const one = cases[number];
    if (!one) throw new Error(`There is no case ${number}.`);
    const verdict = verdictOf(one.must, told.state);
    const isWrong = verdict === 'wrong green' || verdict === 'wrong red';
    return { one, told, verdict, documented: isWrong ? documented(tool.name, one, told) : null };
  });
  return { tool, judged };
}

/** How many came out so; of a class, if one is given. */
export const countOf = (
  { judged }: Row,
  verdict: Verdict,
  { of, says }: { readonly of?: CaseClass; readonly says?: boolean } = {},
): number =>
  judged.filter(
    (each) =>
      each.verdict === verdict &&
      (of === undefined || each.one.class === of) &&
      (says === undefined || (each.documented !== null) === says),
  ).length;
