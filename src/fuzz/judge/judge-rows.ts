import type { EngineRow } from '../../engine/engine.ts';
import { Pending, verdictLimit, verdicts } from '../../metric/row-judge.ts';
import { eachWithin } from '../../metric/time-limit.ts';
import { judgeFailure } from '../../plan/passes/streamed-rows.ts';
import { valueKey } from '../value-key.ts';
import type { Compiled, Found } from './find-violations.ts';
import { isLong } from './may-hang.ts';

type EachRow = Extract<Compiled, { kind: 'each' }>;

/** Finds the rows, among some, that violate a rule about single rows; a sentence where there is no verdict. */
export function judgeEach(
  each: EachRow,
  ...given: [readonly EngineRow[], readonly number[], readonly string[]]
): Found | string | Promise<Found | string> {
  const found = findEach(each, ...given);
  const doubted = (one: Found | string) => {
    // All are asked, so that none remembers the rows of this output.
    const [doubt] = each.doubts.flatMap((why) => why() ?? []);
    return doubt ?? one;
  };
  return found instanceof Promise ? found.then(doubted) : doubted(found);
}

function findEach(
  each: EachRow,
  rows: readonly EngineRow[],
  among: readonly number[],
  risky: readonly string[],
): Found | string | Promise<Found | string> {
  const violating: number[] = [];
  let of = 0;
  const judge = (at: number) => {
    const row = rows[at];
    if (row === undefined || !each.judged(row)) return;
    const holds = each.holds(row);
    of += 1;
    if (!holds) violating.push(at);
  };
  try {
    if (risky.length > 0 && rows.some((row) => isLong(row, risky)))
      eachWithin(verdictLimit, among, judge);
    else for (const at of among) judge(at);
  } catch (error) {
    return error instanceof Pending
      ? judgeWaiting(each, rows, among)
      : judgeFailure(each.predicate, error);
  }
  return { rows: violating, count: violating.length, of };
}

/** Judges by code that has to be waited for. */
async function judgeWaiting(
  { judged, holds, predicate }: EachRow,
  rows: readonly EngineRow[],
  among: readonly number[],
): Promise<Found | string> {
  const given = among.flatMap((at) => rows.slice(at, at + 1));
  try {
    const areJudged = await verdicts(given, judged);
    const hold = await verdicts(given, (row) => holds(row));
    const isViolating = (_: number, at: number) => areJudged[at] === true && hold[at] !== true;
    const violating = among.filter(isViolating);
    return { rows: violating, count: violating.length, of: areJudged.filter(Boolean).length };
  } catch (error) {
    return judgeFailure(predicate, error);
  }
}

/** Cuts rows into segments by the values of columns; NULL is a segment of its own. */
export function segmentsOf(
  rows: readonly EngineRow[],
  among: readonly number[],
  per: readonly string[],
): readonly (readonly number[])[] {
  if (per.length === 0) return [among];
  const keyOf = (at: number) => per.map((name) => valueKey(rows[at]?.[name])).join(' ');
  return [...Map.groupBy(among, keyOf).values()];
}

/** Adds up what was found in segments. */
export const together = (found: readonly Found[]): Found => ({
  rows: found.flatMap(({ rows }) => rows).sort((one, other) => one - other),
  count: found.reduce((sum, { count }) => sum + count, 0),
  of: found.reduce((sum, { of }) => sum + of, 0),
});
