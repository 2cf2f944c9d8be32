/** The result of loading a config. */
export interface LoadedProjects {
  /** Names of the projects that run contracts. */
  readonly contracts: readonly string[];
  /** Their globs, and absolute paths of the files that these match. */
  readonly globs: readonly string[];
  readonly files: readonly string[];
  /** Why it could not be loaded. */
  readonly problem: string | null;
}

/** The prefix of the line that holds the result: a config may print lines of its own. */
export const mark = 'assay:loaded-projects ';
