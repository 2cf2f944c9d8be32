import { createInterface } from 'node:readline';
import { type Child, startChild } from './child.ts';
import { within } from './within.ts';

/** The next line of a worker, or the reason why there is none. */
export type NextLine =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'end'; readonly how: string | null }
  | { readonly kind: 'late' };

/** A process that answers line by line. */
export interface Worker {
  readonly send: (line: string) => void;
  readonly line: (timeout: number) => Promise<NextLine>;
  readonly stop: () => Promise<void>;
  readonly lastWords: () => string;
}

/** Starts a worker. */
export function startWorker(words: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Worker {
  const child = startChild(words, cwd, env);
  const lines = createInterface({ input: child.process.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<NextLine> => {
    const { done, value } = await lines.next();
    return done ? { kind: 'end', how: await child.ended } : { kind: 'line', text: value };
  };
  return {
    send: (line) => child.process.stdin.write(`${line}\n`),
    line: async (timeout) => {
      const found = await within(next(), timeout);
      return found === 'late' ? { kind: 'late' } : found;
    },
    stop: () => stopChild(child),
    lastWords: child.lastWords,
  };
}

async function stopChild(child: Child): Promise<void> {
  child.process.stdin.end();
  child.kill();
  await child.ended;
}
