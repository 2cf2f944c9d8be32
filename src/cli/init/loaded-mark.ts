/** The result of loading a config. */
export interface LoadedProjects {
  /** The names of the projects that run contracts. */
  readonly contracts: readonly string[];
  /** The globs of those projects; `files` are the absolute paths that match them. */
  readonly globs: readonly string[];
  readonly files: readonly string[];
  /** The reason why the config could not be loaded; null if it could. */
  readonly problem: string | null;
}

/** The prefix of the line with the result, since a config may print lines of its own. */
export const mark = 'assay:loaded-projects ';
