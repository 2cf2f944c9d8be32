let running = 0;
let closing: Promise<void> = Promise.resolve();

/** Runs something that opens engines. They are closed when the last of those that run at the same time has ended. */
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

/** Verdicts stand, whatever an engine says while it closes. */
const closeAll = (): Promise<void> =>
  import('../engine/engines.ts').then(({ closeEngines }) => closeEngines()).catch(() => undefined);
