import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Folders and queries that must not outlive the process, shared by all copies of this module in it. */
interface Leftovers {
  readonly folders: Set<string>;
  /** Stop what runs, so that it writes no more. */
  readonly stops: Set<() => void>;
}

const key = Symbol.for('assay.leftovers');

function leftovers(): Leftovers {
  const shared = globalThis as { [key]?: Leftovers };
  shared[key] ??= watchEnd({ folders: new Set(), stops: new Set() });
  return shared[key];
}

function watchEnd(kept: Leftovers): Leftovers {
  process.once('exit', () => clean(kept));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const onSignal = () => {
      clean(kept);
      // Ours alone would keep the process alive: let the signal do what it does without us.
      if (process.listenerCount(signal) > 1) return;
      process.off(signal, onSignal);
      process.kill(process.pid, signal);
    };
    process.on(signal, onSignal);
  }
  return kept;
}

function clean({ folders, stops }: Leftovers) {
  for (const stop of stops) stop();
  for (const folder of folders) remove(folder);
}

const remove = (folder: string) =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 20 });

/** A new private folder, gone after {@link removeScratch} and at the latest when the process ends. */
export function makeScratch(parent: string = tmpdir()): string {
  const folder = mkdtempSync(join(parent, 'assay-'));
  leftovers().folders.add(folder);
  return folder;
}

/** Removes a folder that {@link makeScratch} made. */
export function removeScratch(folder: string): void {
  remove(folder);
  leftovers().folders.delete(folder);
}

/** Calls `stop` when the process gets a signal to end; the function that it returns takes that back. */
export function stopAtEnd(stop: () => void): () => void {
  leftovers().stops.add(stop);
  return () => leftovers().stops.delete(stop);
}
