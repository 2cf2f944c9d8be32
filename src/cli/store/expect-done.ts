import process from 'node:process';
import { storeExitCodes } from '../../store/exit-codes.ts';
import { complain } from '../say.ts';

/** Signals end a process with codes from here. */
const firstOfSignals = 128;

/**
 * Marks the begin of a command on a store; the returned function marks its end. A process that is ended in between, as
 * code of the user's configs and reporters can do, ends with the code for what is not known.
 */
export function expectDone(): () => void {
  const endedEarly = (code: number) => {
    if (code >= firstOfSignals) return;
    process.exitCode = storeExitCodes.unknown;
    complain('The process was ended before the command had. See in assay log if it was done.');
  };
  process.on('exit', endedEarly);
  return () => process.off('exit', endedEarly);
}
