import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Returns the commit that a folder is at; null if it is in no git repository, or there is no git. */
export async function gitCommit(root: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('git', ['rev-parse', '--verify', 'HEAD'], {
      cwd: root,
      timeout: 10_000,
    });
    const commit = stdout.trim();
    return /^[0-9a-f]{40,64}$/.test(commit) ? commit : null;
  } catch {
    return null;
  }
}
