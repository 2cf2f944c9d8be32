let running = 0;
let closing: Promise<void> = Promise.resolve();

/** Runs a function that opens engines. They are closed when the last function that runs at the same time has ended. */
export async function closeAfter<T>(work: () => Promise<T>): Promise<T> {
  running += 1;
  await closing;
  try {
    return await work();
  } finally {
    running -= 1;
    if (running === 0) {
      closing = closeAll();
      await closing;
    }
  }
}

/** Ignores errors while an engine closes: the verdicts are there already. */
const closeAll = (): Promise<void> =>
  import('../engine/engines.ts').then(({ closeEngines }) => closeEngines()).catch(() => undefined);
