import type { DistributionState } from '../distribution.ts';
import type { Nature } from './drift-name.ts';
import type { DriftFinding } from './finding.ts';

/** Returns the kind of values that a distribution has. */
export const natureOf = ({ values }: DistributionState): Nature => values.kind;

/** Returns the kind of values for reports. */
export const kindOf = (state: DistributionState): DriftFinding['kind'] => natureOf(state);
