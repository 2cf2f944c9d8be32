import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../../store-error.ts';
import { failureOf } from './failure.ts';

/** The pauses between the tries of a request, in milliseconds, each drawn up to twice as long. */
const pauses = [50, 100, 200, 400] as const;

/** The number of times that a request is tried. */
export const tries = pauses.length + 1;

/** Waits before a request is tried again, after its try of that number, from 1. */
export async function pause(tried: number): Promise<void> {
  await wait((pauses[tried - 1] ?? 0) * (1 + Math.random()));
}

/** Makes a request that may be made twice, again if its answer was lost or the server is busy. */
export async function attempts<T>(request: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await request();
    } catch (error) {
      if (error instanceof StoreError || tried === tries) throw error;
      if (!['unsent', 'busy', 'lost', 'raced'].includes(failureOf(error))) throw error;
    }
    await pause(tried);
  }
}
