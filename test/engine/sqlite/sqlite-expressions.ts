import { EngineError } from 'assay/engine';

/** Words of what is no expression over one row, or differs from run to run. */
const refused = /;|\b(?:select|with|values|random|randomblob|current_\w+|over)\b/i;

/** Refuses what is no expression over the columns; SQLite itself knows columns, functions and aggregates. */
export function checkExpression(
  text: string,
  prepare: (sql: string) => void,
  relation: string,
): void {
  if (refused.test(text) || !isBalanced(text))
    throw new EngineError('EXPRESSION_REFUSED', `The expression is none over one row: ${text}`);
  try {
    prepare(`select 1 from ${relation} where (${text}\n)`);
  } catch {
    throw new EngineError('EXPRESSION_INVALID', `The expression can't be read: ${text}`);
  }
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text.replaceAll(/'(?:[^']|'')*'/g, '')) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
