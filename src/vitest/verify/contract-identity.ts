import { createHash } from 'node:crypto';
import type { Contract } from '../../contract/contract.ts';
import { titledExpectations } from '../../contract/titled-expectations.ts';
import { userPlace } from '../../run/user-stack.ts';

/**
 * Returns a text that is equal for the same contract, also from two files, and different for two contracts of one name.
 */
export function contractIdentity(contract: Contract): string {
  const place = userPlace(contract.stack);
  const at = place ? `${place.file}:${place.line}:${place.column}` : 'unknown place';
  const content = titledExpectations(contract).map(({ id, title, node }) => [
    id,
    title,
    node.severity,
  ]);
  return `${at} ${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16)}`;
}
