import { contract, csv, z } from 'assay';

/** A contract of which expectations hold, are missed, only warn and can't be judged, over data that lies beside it. */
export const visits = contract(
  'visits',
  {
    owner: 'clinics',
    description: 'One row for each visit',
    version: '1.0.0',
    classification: 'internal',
    links: { runbook: 'https://example.com/visits' },
    schema: z.object({
      id: z.int(),
      clinic: z.enum(['north', 'south', 'east']),
      email: z.string().nullable().meta({ classification: 'pii' }),
      at: z.date(),
      wait: z.int().min(0).nullable(),
      fee: z.number().max(150),
    }),
    strict: true,
  },
  ({ rows, column }) => [
    rows.count().between(10, 50).because('a clinic has few visits'),
    rows.count().atLeast(10).tagged('volume'),
    rows.key('id'),
    rows.duplicates('clinic', 'at').atMost('10%'),
    rows.per('clinic').count().atLeast(10),
    rows.per('clinic').column('wait').mean().atMost(40),
    rows.where("clinic = 'north'").count().atLeast('50%').warn(),
    rows.where("clinic = 'west'").column('wait').nulls().atMost(3),
    rows.where("clinic = 'west'").column('wait').mean().atMost(3),
    rows.where("clinic = 'west'").column('wait').above(3),
    rows.satisfy('wait < 40').except('5%'),
    column('email').nulls().atMost('1%').named('nearly everybody has an address'),
    column('email').unique(),
    column('wait').mean().between(0, 15),
    column('wait').max().below(40).warn().because('nobody waits for so long'),
    column('wait').quantile(0.9).atMost(30),
    column('wait').above(-1),
    column('at').age().atMost('24h'),
    column('at').newest().atLeast('2026-03-15'),
    column('at').gaps('1d').equals(0),
    column('clinic').distinct().equals(3),
    column('clinic').matches(/^[a-z]+$/),
    column('fee').sum().atLeast(1_000_000),
    rows.satisfy('no_such_column > 1'),
  ],
);

/** From the root of the project. */
export const dataset = csv('test/outcome/version-1/data/visits-*.csv');
