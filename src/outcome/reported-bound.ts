import type { Bound } from '../value/bound.ts';
import { exactNumber } from '../value/numeric.ts';
import { printInstant, printQuantity, type Quantity } from '../value/quantity.ts';
import type { ReportedBound } from './outcome.ts';

/** Returns a bound as outcomes contain it: plain JSON, with exact text for each limit. */
export const reportedBound = ({ kind, not, limits }: Bound): ReportedBound => ({
  kind,
  not,
  limits: limits.map((limit) => ({
    kind: limit.kind,
    value: exactLimit(limit),
    text: printQuantity(limit),
  })),
});

function exactLimit(limit: Quantity): string {
  switch (limit.kind) {
    case 'number':
      return exactNumber(limit.value);
    case 'share':
    case 'ratio':
      return exactNumber(limit.percent);
    case 'duration':
      return exactNumber(limit.milliseconds);
    case 'instant':
      return printInstant(limit.milliseconds);
  }
}
