import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** Runs git in a folder, without the hooks and the configuration of who runs the tests, and returns what it writes. */
export function runGit(folder: string, ...args: readonly string[]): string {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(own),
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_AUTHOR_NAME: 'Test',
      GIT_AUTHOR_EMAIL: 'test@example.com',
      GIT_COMMITTER_NAME: 'Test',
      GIT_COMMITTER_EMAIL: 'test@example.com',
      GIT_AUTHOR_DATE: '2026-11-24T00:00:00Z',
      GIT_COMMITTER_DATE: '2026-11-24T00:00:00Z',
    },
  }).trim();
}

/** Commits all that is in a folder, which becomes a repository if it is none, and returns the commit. */
export function commitAll(folder: string, ...init: readonly string[]): string {
  if (!existsSync(join(folder, '.git'))) runGit(folder, 'init', '-q', '-b', 'main', ...init);
  // The cache lies there, and goes with the folder.
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(folder, '.git/info/exclude'), 'node_modules\n');
  runGit(folder, 'add', '-A');
  runGit(folder, 'commit', '-q', '--allow-empty', '-m', 'Commit all');
  return runGit(folder, 'rev-parse', 'HEAD');
}
