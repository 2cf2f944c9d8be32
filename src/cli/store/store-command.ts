import type { Command } from 'commander';
import { storeExitCode, storeExitCodes } from '../../store/exit-codes.ts';
import { StoreError } from '../../store/store-error.ts';
import { maskedMessage } from '../masked-message.ts';
import { complain, say } from '../say.ts';
import { expectDone } from './expect-done.ts';

/** Makes a command end with the exit code of wrong usage if its line can't be read. */
export const withStoreExits = (command: Command): Command =>
  command.exitOverride((error) => {
    throw Object.assign(error, {
      exitCode: error.exitCode === 0 ? 0 : storeExitCodes.usage,
    });
  });

/**
 * Runs the work of a command on a store, and sets the exit code: the one that the work returns, or that of its error. What
 * is no error of a store or of its data is thrown on.
 */
export async function onStore(work: () => Promise<number | undefined>): Promise<void> {
  const done = expectDone();
  try {
    process.exitCode = (await work()) ?? storeExitCodes.done;
  } catch (error) {
    const code = exitOf(error);
    if (code === null) throw error;
    process.exitCode = code;
    const message = error instanceof Error ? error.message : String(error);
    const isOwn = error instanceof StoreError || code === storeExitCodes.usage;
    complain(isOwn ? message : await maskedMessage(message));
  } finally {
    done();
  }
}

function exitOf(error: unknown): number | null {
  if (error instanceof StoreError) return storeExitCode(error.code);
  if (!(error instanceof Error)) return null;
  if (error.name === 'UsageError') return storeExitCodes.usage;
  return ['DatasetError', 'EngineError', 'DiffError'].includes(error.name)
    ? storeExitCodes.unreadable
    : null;
}

/** Prints lines of prose. */
export const printLines = (lines: readonly string[]): void => say(lines.join('\n'));
