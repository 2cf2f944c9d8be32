import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import type { Readable } from 'node:stream';
import { DatasetError } from '../dataset.ts';

/** The end of a git command. */
export interface GitResult {
  readonly code: number | null;
  readonly bytes: Buffer;
  /** The text of `bytes`, without its last line end. */
  readonly text: string;
  readonly error: string;
}

/** Runs git in a folder, and returns what it wrote, whatever its exit code is. */
export async function runGit(
  folder: string,
  args: readonly string[],
  input = '',
): Promise<GitResult> {
  const child = startGit(folder, args);
  child.stdin.on('error', () => undefined).end(input);
  const [bytes, error] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    ended(child),
  ]);
  return {
    code: child.exitCode,
    bytes,
    text: bytes.toString('utf8').replace(/\n$/, ''),
    error: error.toString('utf8').trim(),
  };
}

/** Returns the bytes of an object, as a stream that fails if git does. */
export function objectStream(folder: string, id: string): Readable {
  const child = startGit(folder, ['cat-file', 'blob', id]);
  child.stdin.end();
  child.stderr.resume();
  child.once('error', (error) => child.stdout.destroy(error));
  // A stream that git ends early ends like any other, and its digest tells.
  return child.stdout;
}

function startGit(folder: string, args: readonly string[]) {
  return spawn('git', ['--no-replace-objects', '--literal-pathspecs', ...args], {
    cwd: folder,
    env: gitEnvironment(process.env),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

async function ended(child: ReturnType<typeof startGit>): Promise<void> {
  try {
    await once(child, 'close');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new DatasetError(
      'DATASET_UNREADABLE',
      isMissing
        ? 'git() runs the command git, which is not on the PATH: install git.'
        : 'git() could not start the command git: see if it may be run by this user.',
    );
  }
}

async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Variables that configure git or its way to a server. None says which repository it reads. */
const kept = /^GIT_(?:CONFIG|EXEC_PATH$|SSL|SSH|ASKPASS$|PROXY|HTTP)/;

/**
 * Returns the environment for git. A hook sets `GIT_DIR` and the like, which would have another repository read than the
 * one that a path lies in.
 */
function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const entries = Object.entries(env).filter(([name]) => !/^GIT_/.test(name) || kept.test(name));
  return {
    ...Object.fromEntries(entries),
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    LC_ALL: 'C',
  };
}
