import { binnedMethod } from './binned-method.ts';
import { rootDetectable } from './root-detectable.ts';
import { shares } from './shares.ts';

/**
 * The Jensen-Shannon distance: the root of the mean divergence of both from their mean, with the natural logarithm, as in
 * `scipy.spatial.distance.jensenshannon`. It is at most √ln 2, where no value is in both. A bin may be empty.
 */
export const jensenshannon = binnedMethod({
  name: 'jensenshannon',
  most: Math.sqrt(Math.LN2),
  source: 'Lin, Divergence measures based on the Shannon entropy, 1991; Endres and Schindelin 2003',
  threshold: { value: 0.1, source: "Evidently's default for jensenshannon" },
  parts: (binned) =>
    shares(binned).map(({ reference, current }) => {
      const mean = (reference + current) / 2;
      if (mean === 0) return 0;
      const off = (current - reference) / (current + reference);
      return (mean * (scaledLog(off) + scaledLog(-off))) / 2;
    }),
  isRoot: true,
  isDistance: true,
  detectable: rootDetectable,
});

/** Returns (1 + x) ln(1 + x), with its limit 0 at -1. */
const scaledLog = (x: number): number => (x === -1 ? 0 : (1 + x) * Math.log1p(x));
