import { describe, expect, test } from 'vitest';
import type { Declaring } from '../../src/contract/contract.ts';
import type { Expectation } from '../../src/contract/expectation.ts';
import { contract, z } from '../../src/index.ts';
import { ContractError } from '../../src/value/contract-error.ts';

const schema = z.object({ a: z.number(), b: z.number(), s: z.string(), at: z.date() });

type Declare = (declaring: Declaring<typeof schema>) => Expectation;

const declaring = (declare: Declare) => () =>
  contract('c', { schema }, (given) => [declare(given)]);

describe('what no data can miss is refused where it is declared', () => {
  test.each<[string, Declare]>([
    ['a count at least 0', ({ rows }) => rows.count().atLeast(0)],
    ['a bigint count', ({ rows }) => rows.count().atLeast(0n)],
    ['a scope', ({ rows }) => rows.where('a > 0').count().atLeast(0)],
    ['a share of a scope', ({ rows }) => rows.where('a > 0').count().atMost('100%')],
    ['segments', ({ rows }) => rows.per('s').count().atLeast(0)],
    ['nulls, by count', ({ column }) => column('a').nulls().atLeast(0)],
    ['nulls, by share', ({ column }) => column('a').nulls().atMost('100%')],
    ['a share from 0% to 100%', ({ column }) => column('a').nulls().between('0%', '100.00%')],
    ['missing', ({ column }) => column('s').missing().atLeast('0%')],
    ['distinct', ({ column }) => column('a').distinct().atLeast('0.0%')],
    ['duplicates', ({ rows }) => rows.duplicates('a', 's').atMost('100%')],
    ['the most frequent', ({ column }) => column('s').mode().atMost('100%')],
    ['values', ({ column }) => column('s').share(['x']).atLeast(0)],
    ['NaNs', ({ column }) => column('a').nans().atLeast(0)],
    ['blanks', ({ column }) => column('s').blank().atLeast(0).warn()],
    ['gaps', ({ column }) => column('at').gaps('1d').atLeast(0)],
    ['future', ({ column }) => column('at').future().atMost('100%')],
    ['a mean of any size', ({ column }) => column('a').mean().between(-Infinity, Infinity)],
    ['a minimum', ({ column }) => column('a').min().atLeast(-Infinity)],
    ['a maximum', ({ column }) => column('a').max().atMost(Infinity)],
    ['values of any size', ({ column }) => column('a').between(-Infinity, Infinity)],
    ['values at least', ({ column }) => column('a').atLeast(-Infinity)],
    ['values at most', ({ column }) => column('a').atMost(Infinity)],
    ['all rows excepted', ({ column }) => column('a').notNull().except('100%')],
    ['all rows of a key', ({ rows }) => rows.key('a').except('100.0%')],
    ['a predicate', ({ rows }) => rows.satisfy('a > 0').except('100%')],
    ['an empty pattern', ({ column }) => column('s').matches(/(?:)/)],
    ['anything', ({ column }) => column('s').matches(/.*/)],
    ['anything from the start', ({ column }) => column('s').matches(/^[a-z$]*\$?/g)],
    ['anything on a line', ({ column }) => column('s').matches(/^.*$/m)],
    ['anything, to the end', ({ column }) => column('s').matches(/^.*$/s)],
    // biome-ignore lint/correctness/noEmptyCharacterClassInRegex: it is what is refused.
    ['any characters', ({ column }) => column('s').matches(/^[^]*$/)],
    ['any characters, in a group', ({ column }) => column('s').matches(/^([\s\S]*?)$/)],
    ['the end', ({ column }) => column('s').matches(/(?:\d+|x)*$/)],
    ['an option', ({ column }) => column('s').matches(/(?<x>a+)?|b/u)],
  ])('%s', (_, declare) => {
    expect(declaring(declare)).toThrow(ContractError);
    expect(declaring(declare)).toThrow(
      expect.objectContaining({
        code: 'BOUND_INVALID',
        message: expect.stringMatching(/no data can miss/),
      }),
    );
  });
});

describe('so is what lies around the range of a metric', () => {
  const methods = ['psi', 'ks', 'wasserstein', 'normalizedWasserstein', 'kl', 'chi2'] as const;
  const distances = ['ks', 'hellinger', 'totalVariation', 'cramersV'] as const;
  test.each<[string, Declare]>([
    ['a deviation', ({ column }) => column('a').stddev().atLeast(0)],
    ['a deviation, segmented', ({ rows }) => rows.per('s').column('a').stddev().above(-1)],
    ['a kurtosis', ({ column }) => column('a').kurtosis().atLeast(-6)],
    ['an entropy', ({ column }) => column('s').entropy().atLeast(0)],
    ['lengths', ({ column }) => column('s').minLength().atLeast(0)],
    ['a mean length', ({ column }) => column('s').meanLength().above(-0.5)],
    ['a correlation', ({ column }) => column('a').pearson(column('b')).between(-1, 1)],
    ['a correlation, from below', ({ column }) => column('a').pearson(column('b')).atLeast(-1)],
    ['one of ranks', ({ column }) => column('a').spearman(column('b')).atMost(1)],
    ['one that is none', ({ column }) => column('a').spearman(column('b')).not.equals(2)],
    ['an association', ({ column }) => column('a').cramersV(column('s')).atMost(1)],
    ['one from 0', ({ column }) => column('a').cramersV(column('s')).atLeast(0)],
    ...methods.map((name): [string, Declare] => [
      `a drift of ${name}`,
      ({ column }) => column('a').drift(name).atLeast(0),
    ]),
    ...distances.map((name): [string, Declare] => [
      `a distance of ${name}`,
      ({ column }) => column('a').drift(name).atMost(1),
    ]),
    ['√ln 2 and more', ({ column }) => column('s').drift('jensenshannon').atMost(0.84)],
    ['a picked drift', ({ column }) => column('a').drift().atLeast(0)],
    ['a confident one', ({ column }) => column('a').drift('ks').below(1.5).confident()],
    ['a p-value', ({ column }) => column('a').drift('ks').pValue().atLeast(0)],
    ['a p-value up to 1', ({ column }) => column('s').drift('chi2').pValue().atMost(1)],
    ['new values', ({ column }) => column('s').newValues().atLeast(0)],
    ['vanished values', ({ column }) => column('s').vanishedValues().atMost('100%')],
    ['all columns', ({ rows }) => rows.drift().atMost(4)],
    ['all but one, and one left out', ({ rows }) => rows.drift({ except: ['at'] }).below(4)],
    ['any share of columns', ({ rows }) => rows.drift().atLeast('0%')],
    ['no more than all rows lost', ({ rows }) => rows.count().change().atLeast('-100%')],
    ['a deviation that changed', ({ column }) => column('a').stddev().change().above('-100.1%')],
    [
      'correlations apart',
      ({ column }) => column('a').pearson(column('b')).difference().between(-2, 2),
    ],
    [
      'differences of any size',
      ({ rows }) => rows.count().difference().between(-Infinity, Infinity),
    ],
  ])('%s', (_, declare) => {
    expect(declaring(declare)).toThrow(
      expect.objectContaining({
        code: 'BOUND_INVALID',
        message: expect.stringMatching(/no data can miss/),
      }),
    );
  });

  test('and the sentence says the range', () => {
    expect(declaring(({ column }) => column('a').pearson(column('b')).atMost(1))).toThrow(
      `column('a').pearson(column('b')): no data can miss the bound "at most 1", for it lies between -1 and 1. Write one that can fail, or leave it out.`,
    );
    expect(declaring(({ column }) => column('a').stddev().atLeast(0))).toThrow(
      'for it is never below 0.',
    );
    expect(declaring(({ rows }) => rows.count().change().atLeast('-100%'))).toThrow(
      'for it is never below -100%.',
    );
    expect(declaring(({ column }) => column('s').drift('jensenshannon').atMost(1))).toThrow(
      'for it lies between 0 and 0.832555.',
    );
  });
});

describe('what some data misses is not', () => {
  test.each<[string, Declare]>([
    ['a count above 0', ({ rows }) => rows.count().above(0)],
    ['a count from 0 on', ({ rows }) => rows.count().between(0, 5)],
    ['a share below 100%', ({ column }) => column('a').nulls().below('100%')],
    ['nearly all', ({ column }) => column('a').nulls().atMost('99.999%')],
    ['no row at all', ({ column }) => column('a').nulls().atMost('0%')],
    ['all rows', ({ rows }) => rows.where('a > 0').count().atLeast('100%')],
    ['exactly all', ({ rows }) => rows.where('a > 0').count().equals('100%')],
    ['not none', ({ column }) => column('a').nulls().not.equals(0)],
    ['a deviation above 0', ({ column }) => column('a').stddev().above(0)],
    ['a mean of 0 and more', ({ column }) => column('a').mean().atLeast(0)],
    ['a mean that is not infinite', ({ column }) => column('a').mean().below(Infinity)],
    ['a value that is not infinite', ({ column }) => column('a').above(-Infinity)],
    ['an age', ({ column }) => column('at').age().atLeast('0s')],
    ['one end', ({ column }) => column('a').between(0, Infinity)],
    ['a column for a limit', ({ column }) => column('a').between(column('b'), Infinity)],
    ['all but one row', ({ column }) => column('a').notNull().except('99%')],
    ['a kurtosis from -5 on', ({ column }) => column('a').kurtosis().atLeast(-5)],
    ['a skewness of any sign', ({ column }) => column('a').skewness().above(-9)],
    ['a correlation below 1', ({ column }) => column('a').pearson(column('b')).below(1)],
    ['an entropy', ({ column }) => column('s').entropy().atMost(99)],
    [
      'a distance below the greatest',
      ({ column }) => column('a').drift('jensenshannon').atMost(0.83),
    ],
    ['any drift', ({ column }) => column('a').drift('ks').above(0)],
    ['a psi, which has no greatest', ({ column }) => column('a').drift('psi').atMost(1)],
    ['a picked drift', ({ column }) => column('a').drift().atMost(1)],
    ['a distance in a unit', ({ column }) => column('a').drift('wasserstein').atMost(1e9)],
    ['a p-value below 1', ({ column }) => column('a').drift('ks').pValue().below(1)],
    ['all columns but one', ({ rows }) => rows.drift().atMost(3)],
    ['most columns', ({ rows }) => rows.drift().atMost('99%')],
    ['rows that are not all lost', ({ rows }) => rows.count().change().above('-100%')],
    ['rows gained', ({ rows }) => rows.count().change().atMost('100%')],
    ['a change of sign', ({ column }) => column('a').mean().change().atLeast('-100%')],
    ['fewer rows', ({ rows }) => rows.count().difference().atLeast(-5)],
    ['an age that changed', ({ column }) => column('at').age().change().atLeast('-100%')],
    ['a date that moved', ({ column }) => column('at').newest().difference().atLeast('0s')],
    ['an anomaly', ({ rows }) => rows.count().anomaly().atMost(0)],
    ['no characters', ({ column }) => column('s').length(0)],
    ['up to some', ({ column }) => column('s').length(0, 9)],
    ['the empty text', ({ column }) => column('s').matches(/^$/)],
    ['one line', ({ column }) => column('s').matches(/^.*$/)],
    ['one of some', ({ column }) => column('s').matches(/^[abc]*$/s)],
    ['other than one', ({ column }) => column('s').matches(/^[^,]*$/)],
    ['spaces', ({ column }) => column('s').matches(/^[\s\s]*$/)],
    ['any two', ({ column }) => column('s').matches(/^.{2}$/s)],
    ['some', ({ column }) => column('s').matches(/^.+$/s)],
    ['a word', ({ column }) => column('s').matches(/\b/)],
    ['one character', ({ column }) => column('s').matches(/./s)],
    ['a look ahead', ({ column }) => column('s').matches(/^(?!bad)/)],
    ['a look behind', ({ column }) => column('s').matches(/(?<=a)/)],
    ['no empty text', ({ column }) => column('s').notMatches(/^$/)],
  ])('%s', (_, declare) => {
    expect(declaring(declare)).not.toThrow();
  });
});

test.each<[string, z.ZodType]>([
  ['a pattern', z.string().regex(/.*/)],
  ['a start', z.string().startsWith('')],
  ['an end', z.string().endsWith('')],
  ['a part', z.string().includes('').nullable()],
])('nor is %s of the schema that every text has', (_, s) => {
  expect(() => contract('c', { schema: z.object({ s }) })).toThrow(
    expect.objectContaining({ code: 'BOUND_INVALID' }),
  );
});

test('the sentence names the expectation, and says what to do', () => {
  expect(declaring(({ rows }) => rows.where('a > 0').count().atLeast(0))).toThrow(
    `rows.where('a > 0').count(): no data can miss the bound "at least 0", for every count satisfies it. Write one that can fail, or leave it out.`,
  );
  expect(declaring(({ column }) => column('a').notNull().except('100%'))).toThrow(
    `column('a').notNull() violated: no data can miss the bound "at most 100%", for every count satisfies it.`,
  );
  expect(declaring(({ column }) => column('a').between(-Infinity, Infinity))).toThrow(
    `column('a'): no data can miss the bound "between -Infinity and Infinity", for every number satisfies it. Write one that can fail, or leave it out; finite() says that there is neither NaN nor infinity.`,
  );
  expect(declaring(({ column }) => column('s').matches(/.*/))).toThrow(
    '/.*/ matches every text, the empty one included, so that no data can miss it.',
  );
});
