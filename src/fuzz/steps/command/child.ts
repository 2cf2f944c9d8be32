import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import process from 'node:process';
import { stopAtEnd } from '../../../engine/duckdb/connection/scratch.ts';
import { openScreen, screen } from '../../../plan/disclosure/screen.ts';
import { linesOf } from '../../../system/lines.ts';
import { messageOf } from '../../../value/thrown.ts';

/** A process of a step. */
export interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  /** Resolves when it has ended, with how it ended; null after exit code 0. */
  readonly ended: Promise<string | null>;
  /** Kills it and all that it started. */
  readonly kill: () => void;
  /** Returns the last lines of its stderr, without secrets. */
  readonly lastWords: () => string;
}

/** The characters of stderr that are kept. */
const kept = 8000;
/** The lines of it that a message shows. */
const shown = 12;

/** Starts a process without a shell, in a process group of its own. It does not outlive this process. */
export function startChild(words: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Child {
  const [program = '', ...args] = words;
  const child = spawn(program, args, { cwd, env, detached: process.platform !== 'win32' });
  const kill = () => killGroup(child);
  const forget = stopAtEnd(kill);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-kept);
  });
  // A process that ended reads no more; how it ended says why.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${messageOf(error)}`));
    child.once('close', (code, signal) => resolve(endOf(code, signal)));
  }).finally(forget);
  const { message } = screen({ ...openScreen, unmask: true, env });
  const lastWords = () => message(linesOf(said.trim()).slice(-shown).join('\n'));
  return { process: child, ended, kill, lastWords };
}

function endOf(code: number | null, signal: NodeJS.Signals | null): string | null {
  if (signal !== null) return `was ended by ${signal}`;
  return code === 0 ? null : `ended with the exit code ${code}`;
}

function killGroup({ pid }: ChildProcessWithoutNullStreams): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
