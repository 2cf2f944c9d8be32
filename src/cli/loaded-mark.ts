/** What a config comes to. */
export interface LoadedProjects {
  /** Names of the projects that run contracts. */
  readonly contracts: readonly string[];
  /** Why it could not be loaded. */
  readonly problem: string | null;
}

/** What the line begins with that tells it: a config may print lines of its own. */
export const mark = 'assay:loaded-projects ';
