import { contract, csv, verify, z } from 'assay';

/** Dollars; a charge that was taken back is negative. */
const dollars = (low: number, high: number) => z.number().min(low).max(high);
const zone = z.int().min(1).max(265).describe('Taxi zone; 264 and 265 are unknown or outside');

const trips = z.object({
  vendor_id: z.literal([1, 2, 4]).nullable().describe('Who made the meter'),
  pickup_datetime: z.date().describe('When the meter was switched on'),
  dropoff_datetime: z.date().describe('When the meter was switched off'),
  passenger_count: z.int().min(0).max(9).nullable().describe('Typed in by the driver'),
  trip_distance: z.number().min(0).max(200).describe('Miles on the meter'),
  rate_code_id: z
    .literal([1, 2, 3, 4, 5, 6, 99])
    .nullable()
    .describe('1 standard, 2 JFK, 3 Newark, 4 Nassau or Westchester, 5 negotiated, 6 group'),
  store_and_fwd_flag: z.enum(['Y', 'N']).nullable().describe('Sent when back in reach'),
  pickup_location_id: zone,
  dropoff_location_id: zone,
  payment_type: z
    .literal([1, 2, 3, 4, 5, 6])
    .nullable()
    .describe('1 card, 2 cash, 3 no charge, 4 dispute, 5 unknown, 6 voided'),
  fare_amount: dollars(-200, 500),
  extra: dollars(-5, 10).describe('Night, rush hour, and what vendor 1 books here'),
  mta_tax: z.literal([-0.5, 0, 0.5]),
  tip_amount: dollars(-1, 200).describe('By card; cash is not seen'),
  tolls_amount: dollars(-60, 600),
  improvement_surcharge: z.literal([-0.3, 0, 0.3]),
  total_amount: dollars(-300, 700),
  congestion_surcharge: z.literal([-2.5, 0, 2.5]),
});

export const taxi = contract(
  'yellow taxi trips',
  {
    description: 'Yellow-cab trips in New York City, samples of two usual and two pandemic months',
    owner: 'nyc-tlc',
    classification: 'public',
    links: { source: 'https://www.nyc.gov/site/tlc/about/tlc-trip-record-data.page' },
    strict: 'ordered',
    schema: trips,
  },
  ({ rows, column }) => {
    const parts =
      'fare_amount + extra + mta_tax + tip_amount + tolls_amount + improvement_surcharge';
    return [
      rows.count().equals(40_000).because('four months have 10,000 sampled trips each'),
      rows
        .duplicates(
          'pickup_datetime',
          'dropoff_datetime',
          'pickup_location_id',
          'dropoff_location_id',
          'total_amount',
        )
        .equals(0)
        .named('no trip comes twice')
        .warn()
        .because('7 trips of April 2020 came twice, the second time without their vendor’s record'),
      rows
        .duplicates(
          'vendor_id',
          'dropoff_datetime',
          'pickup_location_id',
          'dropoff_location_id',
          'total_amount',
        )
        .equals(0)
        .warn()
        .because('the last row of 2019-02 is the row before it with another pickup time'),

      rows
        .satisfy(
          "strftime(pickup_datetime, '%Y-%m') in ('2019-02', '2019-03', '2020-03', '2020-04')",
        )
        .warn()
        .because('2 trips are of other months: the clock of their meter was wrong'),
      rows
        .satisfy('dropoff_datetime > pickup_datetime')
        .except('0.1%')
        .because('a meter switched on and off at once is a mistake of the driver: 22 trips'),
      rows
        .satisfy("dropoff_datetime - pickup_datetime < interval '3 hours'")
        .except('0.1%')
        .warn()
        .because('79 trips (0.2%), all of vendor 2, ran on to about 24 hours: a meter left on'),
      rows
        .where('dropoff_datetime > pickup_datetime')
        .satisfy('trip_distance / (epoch(dropoff_datetime - pickup_datetime) / 3600) < 80')
        .except('0.2%')
        .because('no cab averages 80 miles an hour in town; 26 trips of seconds do'),

      column('vendor_id')
        .nulls()
        .atMost('3%')
        .because('937 trips, all of 2020, came without the electronic record of the vendor'),
      rows
        .satisfy('(vendor_id is null) = (payment_type is null)')
        .because('without the record all five columns that it fills are NULL'),
      rows
        .where('passenger_count = 0')
        .count()
        .atMost('1%')
        .warn()
        .because('5.7% rode without passengers: drivers leave the 0 in place'),
      rows
        .where('trip_distance = 0')
        .count()
        .atMost('2%')
        .because('1.2% are trips cancelled at the kerb, or meters without a signal'),
      column('pickup_location_id')
        .share([264, 265])
        .atMost('2%')
        .because('0.8% begin at an unknown place or outside the city'),

      column('fare_amount')
        .atLeast(0)
        .warn()
        .because(
          '126 trips, all of vendor 2, are a charge taken back; sum them, do not count them',
        ),
      rows
        .where('payment_type = 1')
        .column('fare_amount')
        .atLeast(0)
        .because('a card is refunded by its bank, not by the meter'),
      rows
        .satisfy('(fare_amount < 0) = (total_amount < 0)')
        .because('a charge is taken back as a whole'),
      rows
        .where('rate_code_id = 2 and fare_amount > 0')
        .column('fare_amount')
        .equals(52)
        .because('between Manhattan and JFK the fare was 52 dollars, flat, in both years'),
      rows
        .where('vendor_id = 1')
        .satisfy(`abs(total_amount - (${parts})) < 0.01`)
        .named('the parts of a fare by vendor 1 make its total')
        .because('vendor 1 books the congestion surcharge under extra as well: it must not add up'),
      rows
        .where('vendor_id <> 1')
        .satisfy(`abs(total_amount - (${parts} + congestion_surcharge)) < 0.01`)
        .except('1%')
        .named('the parts of a fare by other vendors make its total')
        .because('191 trips (0.8%) hold a fee of no column, mostly of 1.95'),
      column('tolls_amount')
        .atMost(100)
        .warn()
        .because('one trip was tolled 500.05, where the next below it is 52.76'),
      rows
        .where('payment_type = 2')
        .column('tip_amount')
        .equals(0)
        .except(10)
        .because('a cash tip is not seen by the meter: a model of tips must leave cash out'),

      column('trip_distance')
        .median()
        .between(1, 2.5)
        .because('half the trips stay within 1.65 miles; in kilometres it would be 2.7'),
      column('fare_amount')
        .mean()
        .between(11, 14)
        .because('a usual month has 12.6 to 13.0 dollars, April 2020 has 11.5'),
      column('total_amount').quantile(0.95).atMost(60).because('one in twenty pays 45 or more'),
      column('payment_type')
        .share([1])
        .between('60%', '80%')
        .because('69% pay by card: a change of code would show here'),
    ];
  },
);

verify(taxi, csv('contracts/data/taxi/*.csv'));

/** A month of trips, compared with another. */
const month = {
  description: 'A month of yellow-cab trips in New York City, compared with an ordinary one',
  owner: 'nyc-tlc',
  classification: 'public',
  schema: trips,
} as const;

const usualMonth = contract('a usual month of taxi trips', month, ({ rows, column }) => [
  rows.count().change().between('-10%', '10%'),
  column('fare_amount').mean().change().between('-5%', '5%'),
  rows
    .drift({ except: ['pickup_datetime', 'dropoff_datetime', 'passenger_count'] })
    .equals(0)
    .because('nothing else but the days and the passengers changed from February to March 2019'),
  column('fare_amount').drift('normalizedWasserstein').atMost(0.1),
  column('payment_type').drift('jensenshannon').atMost(0.1).confident(),
  rows.where('passenger_count > 0').column('passenger_count').drift('psi').atMost(0.1),
  column('passenger_count')
    .drift('psi')
    .atMost(0.1)
    .warn()
    .because('16% of the trips of February 2019 came without passengers, and 2% of March'),
]);

const pandemicMonth = contract('a pandemic month of taxi trips', month, ({ rows, column }) => [
  column('passenger_count')
    .drift('psi')
    .above(0.25)
    .because('people rode alone, and 8% of the trips came without the record of the vendor'),
  rows
    .where('passenger_count > 0')
    .column('passenger_count')
    .drift('totalVariation')
    .above(0.1)
    .because('84% of the trips had one passenger, where 71% did a year before'),
  column('fare_amount')
    .drift('normalizedWasserstein')
    .above(0.1)
    .because('trips were shorter: the median fare fell from 9 to 8 dollars'),
  column('payment_type')
    .drift('psi')
    .above(0.25)
    .because('cash went from 26% to 35%, and 8% are not known'),
  rows.drift({ except: ['pickup_datetime', 'dropoff_datetime'] }).atLeast('50%'),
]);

const sample = (name: string) => csv(`contracts/data/taxi/yellow_tripdata_sample_${name}.csv`);

verify(usualMonth, sample('2019-03'), { reference: sample('2019-02') });
verify(pandemicMonth, sample('2020-04'), { reference: sample('2019-03') });
