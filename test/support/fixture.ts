import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';
import { outerEnvironment } from './package.ts';

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order of their arrival. */
  readonly output: string;
}

/** A command that runs on, such as a watcher. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** All that it has printed. */
  output(): string;
  /** Wait until it prints `text`, after what it had printed at `since`. */
  printed(text: string | RegExp, since?: number): Promise<string>;
  stop(signal?: NodeJS.Signals): Promise<Ended>;
  /** Send a signal to the command alone, or to all that it started as well. */
  signal(signal: NodeJS.Signals, to: 'group' | 'main'): void;
}

/** A user's project with the packed package in its node_modules. */
export interface Fixture {
  readonly root: string;
  path(file: string): string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  read(file: string): Promise<string>;
  /** Run a command of its node_modules/.bin to its end. */
  run(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended>;
  start(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Running;
  /** Remove a file, or all of it. */
  remove(file?: string): Promise<void>;
}

/** Run a command in a folder as a user's shell would. */
export const runIn = (cwd: string, command: string, args: readonly string[]): Promise<Ended> =>
  running(spawn(command, args, { cwd, detached: true, env: outerEnvironment() })).ended;

/** Make a project of these files, below the installation, whose packages it thus finds. */
export async function fixture(files: Readonly<Record<string, string>>): Promise<Fixture> {
  const installation = inject('installation');
  const root = await mkdtemp(join(installation, 'project-'));
  const path = (file: string) => join(root, file);
  const write = async (more: Readonly<Record<string, string>>) => {
    for (const [file, text] of Object.entries(more)) {
      await mkdir(dirname(path(file)), { recursive: true });
      await writeFile(path(file), text);
    }
  };
  await write({ 'package.json': '{ "type": "module", "private": true }', ...files });
  const bin = join(installation, 'node_modules/.bin');
  const start = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const outer = outerEnvironment();
    const PATH = `${bin}:${outer.PATH}`;
    // A group of its own, so that a signal reaches it as Ctrl-C in a terminal does: all of it at once.
    return running(
      spawn(command, args, { cwd: root, detached: true, env: { ...outer, PATH, ...env } }),
    );
  };
  return {
    root,
    path,
    write,
    read: (file) => readFile(path(file), 'utf8'),
    start,
    run: (command, args, env) => start(command, args, env).ended,
    remove: (file = '.') => rm(path(file), { recursive: true, force: true, maxRetries: 5 }),
  };
}

function running(child: ChildProcess): Running {
  const out = { stdout: '', stderr: '', output: '' };
  const listeners = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      out[name] += text;
      out.output += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, ...out });
      for (const listener of listeners) listener();
    });
  });
  return {
    ended,
    output: () => out.output,
    printed: (text, since = 0) => waitFor(text, since, out, listeners, child),
    stop: async (signal = 'SIGTERM') => {
      send(child, signal, 'group');
      return await ended;
    },
    signal: (signal, to) => send(child, signal, to),
  };
}

function send({ exitCode, pid }: ChildProcess, signal: NodeJS.Signals, to: 'group' | 'main') {
  if (exitCode === null && pid !== undefined) process.kill(to === 'group' ? -pid : pid, signal);
}

function waitFor(
  text: string | RegExp,
  since: number,
  out: { readonly output: string },
  listeners: Set<() => void>,
  child: ChildProcess,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const fresh = out.output.slice(since);
      const isThere = typeof text === 'string' ? fresh.includes(text) : text.test(fresh);
      if (!isThere && child.exitCode === null) return;
      listeners.delete(look);
      if (isThere) resolve(fresh);
      else reject(new Error(`It ended without printing ${text}:\n${out.output}`));
    };
    listeners.add(look);
    look();
  });
}
