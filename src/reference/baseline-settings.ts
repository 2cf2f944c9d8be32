import { pathWithin } from '../system/paths.ts';

/**
 * The way in which a run treats baselines: it only reads them (`none`), records those that are missing (`new`), or all
 * anew (`all`). `refused` stands for recording in CI, which nobody would see.
 */
export type BaselineMode = 'none' | 'new' | 'all' | 'refused';

/** The baseline file of a contract, and how a run treats it. */
export interface BaselineSettings {
  readonly mode: BaselineMode;
  /** The absolute path of the file; null if nobody knows which file declares the contract. */
  readonly path: string | null;
  /** The folder that paths in messages start from. */
  readonly root: string;
}

/** Returns a path as messages show it. */
export const shownPath = (path: string, root: string): string => pathWithin(root, path) ?? path;
