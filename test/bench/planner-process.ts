import { spawn } from 'node:child_process';
import process from 'node:process';

import { type Peaks, watchMemory } from './planner-memory.ts';

export interface Run extends Peaks {
  readonly seconds: number;
  readonly stdout: string;
}

/** What to start and where; a variable that is undefined is taken away. */
export interface Command {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Run it as a whole process, with its time and peak memory. */
export function run({ command: [executable = '', ...args], cwd, env }: Command): Promise<Run> {
  const start = performance.now();
  const child = spawn(executable, args, { cwd, env: { ...process.env, ...env } });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString();
  });
  const memory = watchMemory(child.pid ?? 0);
  const { promise, resolve, reject } = Promise.withResolvers<Run>();
  child.on('error', reject);
  child.on('close', (code) => {
    const seconds = (performance.now() - start) / 1000;
    const peaks = memory.stop();
    if (code === 0) {
      resolve({ seconds, ...peaks, stdout: output.stdout });
      return;
    }
    const said = `${output.stdout}\n${output.stderr}`;
    reject(new Error(`${executable} ${args.join(' ')} ended with ${code}:\n${said}`));
  });
  return promise;
}
