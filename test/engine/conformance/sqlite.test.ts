import { sqliteEngine } from '../sqlite/sqlite-engine.ts';
import { engineLaws } from './engine-laws.ts';

const because = (reason: string, ...laws: readonly string[]) =>
  Object.fromEntries(laws.map((law) => [law, reason]));

const skips = {
  ...because(
    'SQLite has no regular expressions',
    'predicate: a pattern at the start',
    'predicate: a pattern that ignores case',
    'predicate: a pattern at the end, not before a line break',
    'predicate: a pattern after a line break',
  ),
  ...because(
    'SQLite has no NaN',
    'predicate: isNaN',
    'predicate: isInfinite',
    'predicate: NaN is not above a number',
    'predicate: NaN is not below a number',
    'predicate: NaN is not itself',
    'predicate: NaN is another than any number',
    'predicate: not, of NaN',
    'predicate: an infinity is not whole',
    'aggregate: max that meets NaN',
    'aggregate: min that meets NaN',
    'aggregate: max that meets infinity',
    'aggregate: size of finite numbers',
    'aggregate: distinct, NaN among them',
  ),
  ...because(
    'SQLite has no decimals',
    'predicate: a decimal',
    'predicate: a decimal above another',
    'predicate: a sum of decimals',
    'predicate: one of several decimals',
    'predicate: a whole decimal',
    'aggregate: sum of decimals',
    'aggregate: max of decimals',
  ),
  ...because(
    'SQLite has no such aggregate',
    'aggregate: sample deviation',
    'aggregate: deviation of one value',
    'aggregate: sample skewness',
    'aggregate: skewness of two values',
    'aggregate: skewness of equal values',
    'aggregate: sample kurtosis',
    'aggregate: kurtosis of three values',
    'aggregate: kurtosis of equal values',
    'aggregate: median',
    'aggregate: quantile between two values',
    'aggregate: distinct tuples without NULL',
    'aggregate: fixed point, upper part',
    'aggregate: fixed point, numbers held',
    'probe: bits of integers',
    'probe: bitmap of integers',
    'probe: buckets, never more than values',
    'plan: frequencies of two columns',
  ),
  ...because(
    'SQLite has no cells, in this toy',
    'plan: a distribution by cells, by octaves and one by one',
  ),
  ...because(
    'SQLite has no lists',
    'plan: values at places of an interval',
    'shown: first rows, masked in the engine',
    'shown: first rows of several conditions',
    'shown: equal values of one column are counted',
  ),
  ...because(
    'the toy leaves it out',
    'grouped: entropy, in nats',
    'grouped: entropy of segments',
    'grouped: outliers beyond the quartiles',
    'grouped: outliers of median deviations',
    'grouped: correlation of values',
    'grouped: correlation of ranks',
    'grouped: association of columns',
    'grouped: gaps longer than a day',
    'grouped: descents, NULL left out',
    'grouped: descents of segments',
    'shown: rows that duplicates count',
    'shown: rows that descents count',
  ),
};

engineLaws({ engine: sqliteEngine, skips, failing: 'json(s)' });
