import type { OutlierRule } from './outlier-rule.ts';
import { measuring, numeric, type Subject } from './subject.ts';

const names = { iqr: 'outliersByIqr', robustZ: 'outliersByRobustZ' } as const;

/** Counts the values that lie far from the others, by a rule. A share is of the values that are not NULL. */
export const outliers = (subject: Subject, rule: OutlierRule) =>
  measuring(subject, { name: names[rule.kind], args: [rule.limit], families: numeric }, 'count', {
    kind: 'outliers',
    of: subject.value,
    rule,
  });
