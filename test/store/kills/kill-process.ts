import { writeSync } from 'node:fs';
import process from 'node:process';
import { setInterval } from 'node:timers';
import { nodeFiles } from '../../../src/store/backend/file-calls.ts';
import { inFolder, storeOn } from '../../../src/store/open-store.ts';
import { countedFiles } from '../../support/counted-files.ts';
import { type Operation, type OperationName, operations } from './operations.ts';

/** When a process kills itself: at the call to the file system with this number, before, during or after it. */
export interface OwnDeath {
  readonly call: number;
  readonly when: 'before' | 'during' | 'after';
}

/** What a process is told in its argument. */
export interface Task {
  readonly root: string;
  readonly name: OperationName;
  /** The number of the first run. */
  readonly run: number;
  /** Null for a process that is killed from outside. */
  readonly death: OwnDeath | null;
}

// Runs an operation again and again, and writes the number of each run before it begins, until it is killed.

const { root, name, run: first, death }: Task = JSON.parse(process.argv[2] ?? '');
const operation: Operation = operations[name];

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

let isCounting = false;
let calls = 0;
const files = countedFiles(nodeFiles, async (work) => {
  if (isCounting) calls += 1;
  if (death === null || !isCounting || calls !== death.call) return work();
  if (death.when === 'before') return die();
  const done = work();
  // Some calls are to fail, such as the look at a file that is not there yet.
  if (death.when === 'after') await Promise.allSettled([done]);
  return die();
});

const store = storeOn(inFolder('.assay', root, files), root);
// Nothing keeps a process alive that waits for its death.
setInterval(() => {}, 1000);
for (let run = first; ; run += 1) {
  if (run > first) await operation.prepare?.(store, run);
  isCounting = true;
  writeSync(1, `${run}\n`);
  await operation.run(store, run);
  isCounting = false;
}
