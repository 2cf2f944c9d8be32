import { storeExitCodes } from '../../store/exit-codes.ts';
import type { GateResult } from '../../vitest/gate/gate-result.ts';

/** The exit code of each end of a gate. */
export const gateExitCodes: Readonly<Record<GateResult['state'], number>> = {
  promoted: storeExitCodes.done,
  refused: storeExitCodes.refused,
  unjudged: storeExitCodes.unreadable,
};
