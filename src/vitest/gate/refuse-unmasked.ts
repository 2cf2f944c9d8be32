import type { RunSettings } from '../../run/run-options.ts';
import { StoreError } from '../../store/store-error.ts';

/**
 * Throws for a gate that would see values unmasked: what it finds is stored for good, also of persons who may have to be
 * erased.
 *
 * @throws {StoreError} `STORE_USAGE`
 */
export function refuseUnmasked({ unmask }: RunSettings): void {
  if (!unmask) return;
  throw new StoreError(
    'STORE_USAGE',
    'ASSAY_UNMASK shows values of the data, and a gate stores what it finds for good: run the gate without it. Values can be viewed on your own machine with ASSAY_UNMASK=1 npx vitest run --project contracts.',
  );
}
