import { EngineError, type EngineErrorCode } from '../../engine.ts';

/** An error about a user's expression: its beginning, and the words that follow. */
export function expressionProblem(code: EngineErrorCode, text: string, words: string): EngineError {
  const shown = text.length > 120 ? `${text.slice(0, 119)}…` : text;
  const end = /[.?!]$/.test(words) ? '' : '.';
  return new EngineError(code, `The SQL expression \`${shown}\` ${words}${end}`);
}
