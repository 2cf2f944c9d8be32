import fc from 'fast-check';
import { arbitraryOf } from '../arbitraries/arbitrary-of.ts';
import type { Domain } from '../domain.ts';
import type { Draw } from './random.ts';

/** Draws a domain by its arbitrary, from our randomness: ten to a hundred times slower, and able to draw every domain. */
export function slowDraw(domain: Domain, contract: string, column: string, locale: string): Draw {
  const making = { contract, column, locale, tallies: [] };
  const arbitrary = fc.noBias(arbitraryOf(domain, making));
  return (random) => fc.sample(arbitrary, { seed: random.bits() | 0, numRuns: 1 })[0];
}
