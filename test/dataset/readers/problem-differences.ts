import type { Opened, ReadProblem } from '../../../src/dataset/dataset.ts';
import type { SlowOpened } from '../slow/slow-opened.ts';
import { unlike } from './unlike.ts';

const mostListed = 20;

/** True for a reader that leaves out a field that can't be read, and not its record. */
export const leavesOutFields = ({ unreadable, leftOut }: Opened): boolean =>
  unreadable !== undefined || leftOut !== undefined;

/**
 * Compares the problems of both ways. The slow way lists one for each record, and the fast way, if it tells unreadable
 * fields, one for each of them.
 */
export function problemDifferences(fast: Opened, told: SlowOpened): readonly string[] {
  const slow = fast.problems.some(isMiscount) ? told : withoutMiscount(told, fast.problemCount);
  if (!leavesOutFields(fast)) {
    return [
      ...unlike('problem count', fast.problemCount, slow.problemCount),
      ...unlike('problems', fast.problems.map(spelled), slow.problems.map(spelled)),
    ];
  }
  const counts = [...(fast.unreadable?.columns.values() ?? [])];
  const fields = counts.reduce((sum, { count }) => sum + count, 0);
  const structural = slow.problemCount - slow.misread.rows;
  return [
    ...unlike('problem count', fast.problemCount, structural + fields),
    ...unlike('records left out', fast.leftOut ?? 0, structural - headerProblems(slow)),
    // Of records that the engine lost, one problem says how many.
    ...(slow.problems.some(({ message }) => message.startsWith('DuckDB read '))
      ? []
      : unlike('listed problems', fast.problems.length, Math.min(mostListed, fast.problemCount))),
    ...listed(fast.problems, slow.problems),
  ];
}

/** Counts the problems of names in headers, which are of no record. */
export const headerProblems = ({ problems }: Pick<Opened, 'problems'>): number =>
  problems.filter(({ message }) => /^the names? of field/.test(message)).length;

/**
 * JSON values that follow each other without a space are one record to the slow way and several to the engine, of which it
 * tells. To one that counts as the engine does there is nothing to tell; its problems are compared one by one.
 */
function withoutMiscount(slow: SlowOpened, problemCount: number): SlowOpened {
  const miscount = slow.problems.find(isMiscount);
  const [, read = 0, there = 0] = miscounted.exec(miscount?.message ?? '') ?? [];
  if (Number(read) <= Number(there)) return slow;
  const problems = slow.problems.filter((problem) => problem !== miscount);
  return { ...slow, problems, problemCount };
}

const miscounted = /^DuckDB read (\d+) records where the file has (\d+)$/;
const isMiscount = ({ message }: ReadProblem) => miscounted.test(message);

const spelled = ({ file, line, column, message }: ReadProblem) =>
  `${file}:${line} ${JSON.stringify(column)}: ${message.replace(escapeHint, '').replace(ofNumber, 'the value is not a number').replace(ofRecord, 'a number has').replace(ofLine, '')}`;

/** The slow reader proposes no option for a quote behind a backslash. */
const escapeHint = /, and has a backslash before a quote that closes a field: .*$/;

/** The slow reader does not set apart the numbers with marks between thousands that would be rounded. */
const ofNumber =
  /^the value is not (?:a whole number that \w+ holds without rounding|a number with [^:]*)(?=:)/;

/** The slow reader does not say where in a record the number is. */
const ofRecord = /^a number in ".*" has(?= decimal places)/s;

/** The slow reader does not say why a line is no JSON. */
const ofLine = /(?<=^the line is not valid JSON): .*$/s;

const inexact = /^the number is (?:beyond|not a whole number)/;

const isOfField = ({ message }: ReadProblem) =>
  message.startsWith('the value is not ') || inexact.test(message);

function listed(fast: readonly ReadProblem[], slow: readonly ReadProblem[]): readonly string[] {
  const places = slow
    .filter(isOfField)
    .map(({ file, line }) => (line === null ? null : `${file}:${line}`));
  const isByLine = !places.includes(null) && new Set(places).size === places.length;
  const isCut = fast.length >= mostListed;
  const firsts = isByLine ? firstOfEachLine(fast, slow) : matched(fast, slow);
  const expected = isCut ? slow.slice(0, firsts.length) : slow;
  return unlike(
    isByLine ? 'problems (the first of each line)' : 'problems (those of the slow way)',
    firsts.map(spelled),
    expected.map(spelled),
  );
}

/**
 * Keeps one of those fields that follow each other and are of one record: the first, or a number that DOUBLE does not hold, for which
 * the slow way leaves out the record before it reads its texts.
 */
function firstOfEachLine(
  problems: readonly ReadProblem[],
  slow: readonly ReadProblem[],
): readonly ReadProblem[] {
  const groups: ReadProblem[][] = [];
  for (const problem of problems) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    const isSame = before?.line === problem.line && before.file === problem.file;
    if (before && isSame && isOfField(problem) && isOfField(before)) group?.push(problem);
    else groups.push([problem]);
  }
  return groups.flatMap((group, at) => {
    const wanted = slow[at];
    const isInexact = inexact.test(wanted?.message ?? '');
    const found = group.find((one) => isInexact && wanted && spelled(one) === spelled(wanted));
    return found ?? group.slice(0, 1);
  });
}

/** Keeps those problems that the slow way lists too, in its order. */
function matched(
  fast: readonly ReadProblem[],
  slow: readonly ReadProblem[],
): readonly ReadProblem[] {
  const kept: ReadProblem[] = [];
  for (const problem of fast) {
    const next = slow[kept.length];
    if (next !== undefined && spelled(problem) === spelled(next)) kept.push(problem);
  }
  return kept;
}
