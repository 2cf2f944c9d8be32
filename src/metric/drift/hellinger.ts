import { binnedMethod } from './binned-method.ts';
import { rootDetectable } from './root-detectable.ts';
import { shares } from './shares.ts';

/** The Hellinger distance, √(½ Σ (√c - √r)²): 0 to 1, where no value is in both. A bin may be empty. */
export const hellinger = binnedMethod({
  name: 'hellinger',
  most: 1,
  source: 'Hellinger 1909; Le Cam and Yang, Asymptotics in statistics, 2000',
  threshold: { value: 0.1, source: "Evidently's default for hellinger" },
  parts: (binned) =>
    shares(binned).map(
      ({ reference, current }) => (Math.sqrt(current) - Math.sqrt(reference)) ** 2 / 2,
    ),
  isRoot: true,
  isDistance: true,
  detectable: rootDetectable,
});
