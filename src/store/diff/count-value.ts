import { EngineError, type EngineRow } from '../../engine/engine.ts';

/** Reads a count of a row. */
export function countValue(row: EngineRow | undefined, name: string): number {
  const value = row?.[name];
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  throw new EngineError('ENGINE_FAILED', `The engine answered without the count ${name}.`);
}
