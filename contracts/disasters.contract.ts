import { contract, csv, query, verify, z } from 'assay';

const source = csv('node_modules/vega-datasets/data/disasters.csv');
const total = 'All natural disasters';

export const disasters = contract(
  'disasters',
  {
    description: 'Deaths from natural disasters, 1900 to 2017, one row a kind and year',
    owner: 'vega-datasets',
    classification: 'public',
    links: { source: 'https://ourworldindata.org/natural-disasters' },
    strict: 'ordered',
    schema: z.object({
      Entity: z
        .enum([
          total,
          'Drought',
          'Earthquake',
          'Epidemic',
          'Extreme temperature',
          'Extreme weather',
          'Flood',
          'Landslide',
          'Mass movement (dry)',
          'Volcanic activity',
          'Wildfire',
        ])
        .describe('A kind of disaster, or the sum of all kinds'),
      Year: z.int().min(1900).max(2017),
      Deaths: z.int().min(1).max(5_000_000).describe('A year without deaths has no row, not a 0'),
    }),
  },
  ({ rows, column }) => [
    rows.key('Entity', 'Year').because('a kind has one number a year'),
    column('Year')
      .distinct()
      .equals(117)
      .because('of 118 years, 1904 alone is unrecorded; a line chart must show that gap'),
    rows
      .where(`Entity = '${total}'`)
      .count()
      .equals(117)
      .because('each recorded year has its sum; a sum over the column counts each death twice'),
    rows
      .where(`Entity <> '${total}'`)
      .column('Deaths')
      .sum()
      .between(30_000_000, 35_000_000)
      .because('32.6 million died in all, and no old year is revised by much'),
    rows
      .where(`Entity <> '${total}'`)
      .column('Deaths')
      .median()
      .between(500, 3_000)
      .because('few catastrophes make the mean 47,532: thousands as a unit would give 1.2'),
    rows
      .per('Entity')
      .count()
      .atLeast(30)
      .because('the rarest kind, dry mass movement, has deaths in 32 years'),
    rows
      .where(`Entity = 'Extreme temperature' and Year < 1960`)
      .count()
      .atLeast(20)
      .warn()
      .because('5 years of heat or cold before 1960, 50 after: old disasters went unrecorded'),
  ],
);

verify(disasters, source);

export const disasterYears = contract(
  'disaster years',
  {
    description: 'The sum of a year beside the kinds that it is made of',
    owner: 'vega-datasets',
    schema: z.object({
      Year: z.int().min(1900).max(2017),
      total: z.int().min(1).max(5_000_000),
      kinds: z.int().min(1).max(5_000_000),
    }),
  },
  ({ rows, column }) => [
    rows.key('Year').because('the query groups by it'),
    column('total').atLeast(column('kinds')).because('no kind may be missing from the sum'),
    column('total')
      .equals(column('kinds'))
      .warn()
      .because('2014 has 12 deaths in its sum that belong to no kind'),
  ],
);

verify(
  disasterYears,
  query(
    source,
    `
    select
      Year,
      sum(Deaths) filter (Entity = '${total}') as total,
      sum(Deaths) filter (Entity <> '${total}') as kinds
    from dataset
    group by Year
    `,
  ),
);
