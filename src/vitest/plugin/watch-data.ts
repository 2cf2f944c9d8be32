import { resolve } from 'node:path';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { slashed } from '../../system/paths.ts';

/**
 * Converts a dataset's path or glob, as DuckDB reads globs, to a regular expression: `*` and `?` match within a folder,
 * `**` across folders, also `[a-c]` and `{a,b}`.
 */
export function globPattern(glob: string): RegExp {
  const source = glob.replace(
    /\*\*\/|\*\*|\*|\?|\[!?[^\]/]+\]|[{},]|[.+^$()|\\[\]]/g,
    (token) =>
      translate[token] ??
      (token.startsWith('[') && token.length > 1 ? token.replace('[!', '[^') : `\\${token}`),
  );
  return new RegExp(`^${source}$`);
}

const translate: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
  '{': '(?:',
  '}': ')',
  ',': '|',
};

const isGlob = (path: string): boolean => /[*?[{]/.test(path);

/** Returns the path to watch: the path itself, or the folder where its glob starts. */
export function watchedPath(path: string): string {
  if (!isGlob(path)) return path;
  const parts = path.split('/');
  return parts.slice(0, parts.findIndex(isGlob)).join('/') || '/';
}

/**
 * The reporter that re-runs files in watch mode when what they read changes and is in no module graph: the data of
 * contracts, and the SQL files and scripts of steps under fuzzing.
 */
export class DataWatch implements Reporter {
  readonly #vitest: Vitest;
  /** The paths and globs that each file reads. */
  readonly #data = new Map<string, readonly RegExp[]>();
  readonly #watched = new Set<string>();

  constructor(vitest: Vitest) {
    this.#vitest = vitest;
    vitest.config.watchTriggerPatterns = [
      ...(vitest.config.watchTriggerPatterns ?? []),
      { pattern: /^/, testsToRun: (file) => this.#readersOf(slashed(file)) },
    ];
  }

  /** Watches for deleted data too, which Vitest does not report to its hooks. */
  onInit(): void {
    const { watcher } = this.#vitest.vite;
    watcher.on('unlink', (file) => {
      if (this.#readersOf(slashed(file))) watcher.emit('change', file);
    });
  }

  onTestModuleCollected(module: TestModule): void {
    const { assayDeclared = [], assayFuzzed = [] } = module.meta();
    const { root } = module.project.config;
    const paths = [...assayDeclared, ...assayFuzzed].flatMap(({ watch }) =>
      watch.map((path) => slashed(resolve(root, path))),
    );
    if (paths.length === 0) return;
    this.#data.set(module.moduleId, paths.map(globPattern));
    const fresh = paths.map(watchedPath).filter((path) => !this.#watched.has(path));
    for (const path of fresh) this.#watched.add(path);
    if (fresh.length > 0) this.#vitest.vite.watcher.add(fresh);
  }

  /**
   * Returns the files that read a file; null if there are none, so that Vitest handles the file itself.
   */
  #readersOf(file: string): string[] | null {
    const readers = [...this.#data]
      .filter(([, patterns]) => patterns.some((pattern) => pattern.test(file)))
      .map(([moduleId]) => moduleId);
    return readers.length > 0 ? readers : null;
  }
}
