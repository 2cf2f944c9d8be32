import type { EngineRow } from '../../engine/engine.ts';
import type { Requirement } from '../../metric/requirement.ts';
import { columnsIn, nodesIn } from '../../metric/walk.ts';

/** A text of at most so many characters makes a pattern take at most some milliseconds, however it backtracks. */
const short = 24;

/** Columns whose long texts may make a requirement take for ever: code of the user judges it, or a pattern in which a group is repeated. */
export const riskyColumns = (requirement: Requirement): readonly string[] => {
  const isKnown = requirement.kind === 'each' && requirement.formats.length > 0;
  const isRisky = nodesIn(requirement).some(
    (node) => node.kind === 'judged' || (node.kind === 'matches' && /\)[*+{]/.test(node.source)),
  );
  return isRisky && !isKnown ? [...columnsIn(requirement)] : [];
};

/** True if a row has a long text, in one of the columns. */
export const isLong = (row: EngineRow, columns: readonly string[]): boolean =>
  columns.some((name) => {
    const value = row[name];
    return typeof value === 'string' && value.length > short;
  });
