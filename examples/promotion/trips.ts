import { contract, z } from 'assay';

export const trips = contract(
  'trips',
  {
    owner: 'mobility-data',
    description: 'A month of bike trips, the input of the demand model',
    schema: z.strictObject({
      trip_id: z.int().positive(),
      started_at: z.date(),
      station: z.string().regex(/^S\d{3}$/),
      rider: z.enum(['member', 'casual']).nullable(),
      minutes: z.number().positive().max(1440),
    }),
  },
  ({ rows, column }) => [
    // What each file has to keep.
    rows.key('trip_id'),
    rows.count().atLeast(500).because('the model needs a month of trips'),
    column('rider').nulls().atMost('3%').warn(),

    // What must not be worse than in the data that it replaces.
    rows.count().change().atLeast('-20%'),
    column('station').newValues().equals(0),
    column('rider').drift('jensenshannon').atMost(0.1),
    column('minutes').mean().change().between('-15%', '15%'),
    column('minutes').drift('psi').atMost(0.1),
  ],
);
