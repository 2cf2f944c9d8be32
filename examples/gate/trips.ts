import { contract, z } from 'assay';

export const trips = contract(
  'trips',
  {
    owner: 'mobility-data',
    description: 'One row for each bike trip, the input of the demand model',
    schema: z.strictObject({
      trip_id: z.int().positive(),
      station: z.string().regex(/^S\d{3}$/),
      started_at: z.date(),
      minutes: z.number().positive().max(1440),
    }),
  },
  ({ rows, column }) => [
    rows.count().atLeast(10).because('the model needs a week of trips'),
    rows.key('trip_id'),
    column('minutes').median().between(5, 40),
    column('station').distinct().atLeast(3),
  ],
);
