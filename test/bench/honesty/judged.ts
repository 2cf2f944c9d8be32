import type { Case, CaseClass } from '../../never-green/case.ts';
import { documented } from './documented.ts';
import { isOfNothing } from './nothing.ts';
import type { Told, Tool } from './tools.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** What came out of a case in a tool. */
export interface Judged {
  readonly one: Case;
  readonly told: Told;
  readonly verdict: Verdict;
  /** There was no row, no value, no check: nothing that could be wrong. */
  readonly isNothing: boolean;
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
    return {
      one,
      told,
      verdict,
      isNothing: isOfNothing(one),
      documented: isWrong ? documented(tool.name, one) : null,
    };
  });
  return { tool, judged };
}

/** Some of what came out: of a class, with or without something to judge, documented or not. */
export interface Which {
  readonly of?: CaseClass;
  readonly isNothing?: boolean;
  readonly says?: boolean;
}

/** Those with a verdict. */
export const those = (
  { judged }: Row,
  verdict: Verdict,
  { of, isNothing, says }: Which = {},
): readonly Judged[] =>
  judged.filter(
    (each) =>
      each.verdict === verdict &&
      (of === undefined || each.one.class === of) &&
      (isNothing === undefined || each.isNothing === isNothing) &&
      (says === undefined || (each.documented !== null) === says),
  );

export const countOf = (row: Row, verdict: Verdict, which?: Which): number =>
  those(row, verdict, which).length;

/** How many lines of the corpus they are: a line is over up to five sources. */
export const linesOf = (row: Row, verdict: Verdict, which?: Which): number =>
  new Set(those(row, verdict, which).map(({ one }) => lineOf(one))).size;

/** A line of the corpus, by the id of a case without its source. */
export const lineOf = ({ id }: Case): string => id.slice(0, id.lastIndexOf(' | '));
