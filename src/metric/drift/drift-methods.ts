import { chi2, cramersV } from './chi2.ts';
import type { DriftName } from './drift-name.ts';
import { hellinger } from './hellinger.ts';
import { jensenshannon } from './jensenshannon.ts';
import { kl } from './kl.ts';
import { ks } from './ks.ts';
import type { DriftMethod } from './method.ts';
import { psi } from './psi.ts';
import { totalVariation } from './total-variation.ts';
import { normalizedWasserstein, wasserstein } from './wasserstein.ts';

/** Every method that measures drift. */
export const driftMethods: Readonly<Record<DriftName, DriftMethod>> = {
  psi,
  ks,
  wasserstein,
  normalizedWasserstein,
  jensenshannon,
  hellinger,
  kl,
  totalVariation,
  chi2,
  cramersV,
};
