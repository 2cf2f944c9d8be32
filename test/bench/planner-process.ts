import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';

export interface Run {
  readonly seconds: number;
  /** The peaks of the process and of all that it started, added up: MiB. Linux alone tells; NaN elsewhere. */
  readonly peak: number;
  /** The peak of the largest of them: MiB. */
  readonly largest: number;
  readonly stdout: string;
}

/** Run Node as a whole process, with its time and peak memory. */
export function run(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString();
  });
  const peaks = new Map<number, number>();
  const timer = setInterval(() => watch(child.pid ?? 0, peaks), 20);
  const { promise, resolve, reject } = Promise.withResolvers<Run>();
  child.on('error', reject);
  child.on('close', (code) => {
    clearInterval(timer);
    const seconds = (performance.now() - start) / 1000;
    if (code !== 0) {
      reject(new Error(`node ${args.join(' ')} failed:\n${output.stdout}\n${output.stderr}`));
      return;
    }
    const found = peaks.size > 0 ? [...peaks.values()].map((kib) => kib / 1024) : [Number.NaN];
    const peak = found.reduce((sum, each) => sum + each, 0);
    resolve({ seconds, peak, largest: Math.max(...found), stdout: output.stdout });
  });
  return promise;
}

// The kernel keeps each process's own peak (VmHWM), so that looking now and then misses little.
function watch(pid: number, peaks: Map<number, number>): void {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const peak = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    if (peak > 0) peaks.set(pid, peak);
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const children = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8');
      for (const child of children.split(' ').filter(Boolean)) watch(Number(child), peaks);
    }
  } catch {
    // It ended while we looked.
  }
}
