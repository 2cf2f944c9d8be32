import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { makeScratch, removeScratch } from '../../../engine/duckdb/connection/scratch.ts';
import type { OpenStep, StepOutput, StepTable } from '../../step.ts';
import { failed, timedOut } from './command-error.ts';
import { checkCommand } from './command-files.ts';
import type { OpenedCommand } from './opened-command.ts';
import { readAnswer } from './read-answer.ts';
import { wireTable, wireText } from './wire-cells.ts';
import { startWorker, type Worker } from './worker.ts';

/** The milliseconds that a worker may take to start: importing pandas takes seconds on a busy machine. */
const startLimit = 60_000;

/** Opens a command that keeps running, and takes dataset after dataset over stdin. */
export async function openWorker(command: OpenedCommand): Promise<OpenStep> {
  const { words, root, timeout } = command;
  const folder = makeScratch();
  const env = { ...environment(command.env), TMPDIR: folder, TEMP: folder, TMP: folder };
  const start = () => started(startWorker(words, root, env), Math.max(startLimit, timeout));
  try {
    checkCommand(words, root, env);
    let worker: Worker | null = await start();
    let runs = 0;
    let last: Promise<unknown> = Promise.resolve();
    const next = async (tables: readonly StepTable[]): Promise<StepOutput> => {
      worker ??= await start();
      runs += 1;
      const current = worker;
      // Until it has answered, it is not used again.
      worker = null;
      const output = await ask(current, runs, tables, timeout);
      worker = current;
      return output.result();
    };
    return {
      run: (tables) => {
        const output = last.then(() => next(tables));
        last = output.catch(() => undefined);
        return output;
      },
      close: async () => {
        await last;
        await worker?.stop();
        removeScratch(folder);
      },
    };
  } catch (error) {
    removeScratch(folder);
    throw error;
  }
}

/** `from assay_step import step` works wherever the package is installed. */
function environment(given: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const python = join(
    dirname(createRequire(import.meta.url).resolve('assay/package.json')),
    'python',
  );
  const all = { ...process.env, ...given };
  const path = [python, all.PYTHONPATH].filter(Boolean).join(delimiter);
  return { ...all, PYTHONPATH: path, PYTHONUNBUFFERED: '1', ASSAY_STEP: '1' };
}

async function started(worker: Worker, limit: number): Promise<Worker> {
  const first = await worker.line(limit);
  if (first.kind === 'line' && /^\s*\{\s*"ready"\s*:\s*true\s*\}\s*$/.test(first.text))
    return worker;
  await worker.stop();
  if (first.kind === 'late') throw timedOut(limit, worker.lastWords());
  const how =
    first.kind === 'end'
      ? `${first.how ?? 'ended'} before it took a dataset`
      : 'did not say {"ready":true} in its first line';
  throw failed(`${how}: a worker is a script with a @step of assay_step`, worker.lastWords());
}

async function ask(
  worker: Worker,
  id: number,
  tables: readonly StepTable[],
  timeout: number,
): Promise<{ readonly result: () => StepOutput }> {
  worker.send(wireText({ id, tables: tables.map(wireTable) }));
  const answer = await worker.line(timeout);
  if (answer.kind === 'line') {
    try {
      return readAnswer(answer.text, id);
    } catch (error) {
      await worker.stop();
      throw error;
    }
  }
  await worker.stop();
  if (answer.kind === 'late') throw timedOut(timeout, worker.lastWords());
  throw failed(answer.how ?? 'ended without an answer', worker.lastWords());
}
