import { contract, csv, json, parquet, verify, z } from 'assay';

const plain = z.object({
  id: z.bigint(),
  amount: z.number().positive(),
  price: z.number().nullable(),
  ratio: z.number(),
  step: z.int(),
  cents: z.number(),
  letter: z.enum(['I', 'i', 'İ', 'ı', 'ß', 'SS', 'é', 'e', 'z', 'Z']),
  grouped: z.string().regex(/^g\d+$/),
  code: z.string().regex(/^ok-\d+$/),
  at: z.date(),
  zoned: z.date(),
  day: z.date(),
});
/** What JavaScript judges row by row. */
const refined = plain.extend({
  ratio: z.number().refine((ratio) => ratio < 142, 'too large'),
  code: z.string().regex(/^(?=ok)ok-\d+$/),
});

/** Something of every family, most of it with a bound that is missed, so that values and samples are told. */
const everything = (name: string, schema: typeof plain) =>
  contract(name, { owner: 'i', schema }, ({ rows, column }) => [
    rows.count().atLeast(1),
    rows.key('id'),
    rows.key('grouped'),
    rows.duplicates('grouped', 'letter').atMost(1),
    rows.satisfy('amount > price'),
    rows.satisfy("code like 'ok%'"),
    rows.where("letter = 'i'").count().atMost('1%'),
    rows.where('price > 500').column('amount').mean().atLeast(1e9),
    rows.where('price > 500').column('amount').stddev().atMost(1),
    rows.where('price > 500').column('amount').skewness().equals(9),
    rows.where('price > 500').column('amount').kurtosis().equals(9),
    rows.per('letter').count().atLeast(1e6),
    rows.per('letter').column('amount').sum().equals(0),
    rows.per('letter', 'day').column('price').mean().equals(0),
    rows.per('grouped').column('ratio').stddev().atMost(1),
    rows.per('grouped').column('ratio').skewness().equals(9),
    rows.per('grouped').column('ratio').kurtosis().equals(9),
    rows.per('grouped').count().above(1000),
    rows.per('letter').column('price').median().equals(0),
    rows.per('day').column('cents').mean().equals(0),
    rows.per('at').column('amount').mean().equals(0),
    column('amount').sum().equals(0),
    column('amount').mean().equals(0),
    column('amount').stddev().equals(0),
    column('amount').min().equals(0),
    column('amount').max().equals(0),
    column('amount').median().equals(0),
    column('amount').quantile(0.99, { exact: true }).equals(0),
    column('price').mean().between(0, 1e6),
    column('price').stddev().equals(0),
    column('price').skewness().equals(9),
    column('price').kurtosis().equals(9),
    column('price').plus(column('amount')).sum().equals(0),
    column('price').nulls().atMost(0),
    column('price').nans().equals(0),
    column('ratio').mean().equals(0),
    column('ratio').stddev().equals(0),
    column('ratio').skewness().equals(9),
    column('ratio').kurtosis().equals(9),
    column('ratio').sum().equals(0),
    column('step').mean().equals(0),
    column('step').stddev().equals(0),
    column('step').skewness().equals(9),
    column('step').kurtosis().equals(9),
    column('step').distinct().atLeast(1e6),
    column('step').distinct().atLeast(100),
    column('cents').distinct().atLeast(100),
    column('cents').sum().equals(0),
    column('cents').mean().equals(0),
    column('cents').stddev().equals(0),
    column('cents').skewness().equals(9),
    column('cents').kurtosis().equals(9),
    column('letter').in(['I', 'e']),
    column('letter').share(['i']).atMost('1%'),
    column('letter').mode().atMost(1),
    column('letter').entropy().atMost(0.1),
    column('step').entropy().atMost(0.1),
    column('price').outliersByIqr(0.1).equals(0),
    column('price').outliersByRobustZ(0.1).equals(0),
    column('price').histogram([0, 1, 2]).bin(1).equals(1),
    column('price').pearson(column('amount')).equals(9),
    column('ratio').pearson(column('step')).equals(9),
    column('ratio').spearman(column('step')).equals(9),
    column('letter').cramersV(column('day')).equals(9),
    rows.per('letter').column('price').pearson(column('amount')).equals(9),
    column('letter').distinct().equals(0),
    column('letter').matches(/i/i),
    column('letter').meanLength().equals(0),
    column('code').missing(['ok-1']).equals(0),
    column('code').distinct().equals(0),
    column('code').unique(),
    column('code').untrimmed().equals(0),
    column('grouped').duplicates().equals(0),
    column('at').age().atMost('1s'),
    column('at').newest().atMost('2026-03-08T06:30:00Z'),
    column('at').oldest().atLeast('2026-03-08T07:00'),
    column('at').between('2026-03-08T06:30', '2026-03-08T07:30:00'),
    column('at').future().equals(0),
    column('at').gaps('1s').equals(0),
    column('at').increasing(),
    column('zoned').before('2026-11-01T06:00'),
    column('zoned').gaps('500ms').equals(0),
    column('day').in([new Date('2024-02-29T00:00Z')]),
    column('day').newest().atMost('2024-02-28'),
  ]);

/** What the way of reading or cutting the rows has a part in. */
const some = (name: string, schema: typeof plain) =>
  contract(name, { schema }, ({ rows, column }) => [
    rows.key('id'),
    rows.satisfy('amount > price'),
    rows.per('letter').column('amount').sum().equals(0),
    rows.per('grouped').count().above(1000),
    column('amount').sum().equals(0),
    column('price').stddev().equals(0),
    column('price').skewness().equals(9),
    column('price').kurtosis().equals(9),
    column('ratio').mean().equals(0),
    column('cents').mean().equals(0),
    column('step').stddev().equals(0),
    column('step').skewness().equals(9),
    column('step').kurtosis().equals(9),
    column('amount').median().equals(0),
    column('letter').in(['I', 'e']),
    column('code').distinct().equals(0),
    column('at').age().atMost('1s'),
    column('at').increasing(),
    column('zoned').newest().atMost('2026-11-01T06:00'),
    column('day').in([new Date('2024-02-29T00:00Z')]),
  ]);

const sampled = contract('sampled', { schema: refined, sample: 5000 }, ({ column }) => [
  column('code').matches(/^(?!ok)/),
  column('letter').matches(/(?<!x)[iı]/),
  column('amount').mean().equals(0),
]);

// `npm run test:determinism` looks at all there is; here each way of reading has what it alone has.
const { FULL } = process.env;
const quarantine = { quarantine: 'quarantine' };
verify(
  everything('big', FULL ? refined : plain),
  parquet('data/big.parquet'),
  FULL ? quarantine : {},
);
const others = FULL ? everything : some;
verify(others('many', plain), parquet('data/many/*.parquet'), FULL ? quarantine : {});
verify(others('csv', refined), csv('data/few.csv'), quarantine);
verify(others('json', refined), json('data/few.json'), FULL ? quarantine : {});
verify(sampled, parquet('data/many/*.parquet'));
