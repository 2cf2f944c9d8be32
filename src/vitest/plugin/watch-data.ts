import { resolve } from 'node:path';
import type { Reporter, TestModule, Vitest } from 'vitest/node';

/** A dataset's path or glob, as DuckDB reads globs: `*` and `?` within a folder, `**` over folders, `[a-c]`, `{a,b}`. */
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

/** What to watch for a path: itself, or the folder from which its glob starts. */
export function watchedPath(path: string): string {
  if (!isGlob(path)) return path;
  const parts = path.split('/');
  return parts.slice(0, parts.findIndex(isGlob)).join('/') || '/';
}

const slashed = (path: string) => path.replaceAll('\\', '/');

/** Re-runs, in watch mode, the contract files whose data changed: data is in no module graph. */
export class DataWatch implements Reporter {
  readonly #vitest: Vitest;
  /** Data paths and globs of each contract file. */
  readonly #data = new Map<string, readonly RegExp[]>();
  readonly #watched = new Set<string>();

  constructor(vitest: Vitest) {
    this.#vitest = vitest;
    vitest.config.watchTriggerPatterns = [
      ...(vitest.config.watchTriggerPatterns ?? []),
      { pattern: /^/, testsToRun: (file) => this.#readersOf(slashed(file)) },
    ];
  }

  /** Vitest asks nobody about a file that is gone; to a contract it is a change like any other. */
  onInit(): void {
    const { watcher } = this.#vitest.vite;
    watcher.on('unlink', (file) => {
      if (this.#readersOf(slashed(file))) watcher.emit('change', file);
    });
  }

  onTestModuleCollected(module: TestModule): void {
    const declared = module.meta().assayDeclared ?? [];
    const { root } = module.project.config;
    const paths = declared.flatMap(({ watch }) =>
      watch.map((path) => slashed(resolve(root, path))),
    );
    if (paths.length === 0) return;
    this.#data.set(module.moduleId, paths.map(globPattern));
    const fresh = paths.map(watchedPath).filter((path) => !this.#watched.has(path));
    for (const path of fresh) this.#watched.add(path);
    if (fresh.length > 0) this.#vitest.vite.watcher.add(fresh);
  }

  /** Null where nobody reads it, so that Vitest treats the file as its own. */
  #readersOf(file: string): string[] | null {
    const readers = [...this.#data]
      .filter(([, patterns]) => patterns.some((pattern) => pattern.test(file)))
      .map(([moduleId]) => moduleId);
    return readers.length > 0 ? readers : null;
  }
}
