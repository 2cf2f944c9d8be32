import type { Engine } from '../engine.ts';
import { closeEngines, openSession } from './open-session.ts';

/** DuckDB in this process: a locked instance, or a connection of the user's. */
export const duckdbEngine: Engine = Object.freeze({
  name: 'duckdb',
  open: openSession,
  close: closeEngines,
});
