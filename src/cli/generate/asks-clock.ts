import type { Contract } from '../../contract/contract.ts';
import { titledExpectations } from '../../contract/titled-expectations.ts';

/** True if a condition of the contract asks for the time of the run, so that a seed alone does not repeat the rows. */
export const asksClock = (contract: Contract): boolean =>
  titledExpectations(contract).some(({ node }) => holdsNow(node));

const holdsNow = (part: unknown): boolean =>
  typeof part === 'object' &&
  part !== null &&
  (('kind' in part && part.kind === 'now') || Object.values(part).some(holdsNow));
