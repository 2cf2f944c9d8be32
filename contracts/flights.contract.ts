import { contract, parquet, query, verify, z } from 'assay';

const file = parquet('node_modules/vega-datasets/data/flights-3m.parquet');
const airport = z.string().regex(/^[A-Z]{3}$/);

export const flights = contract(
  'flights',
  {
    description: 'Flights of the larger US carriers in the first half of 2001, one row a flight',
    owner: 'vega-datasets',
    version: '2001-H1',
    classification: 'public',
    links: { source: 'https://www.transtats.bts.gov' },
    strict: true,
    schema: z.object({
      date: z.date().describe('Departure to the minute, in the local time of its airport'),
      delay: z.int().min(-1440).max(2880).describe('Minutes behind schedule; negative is ahead'),
      distance: z.int().min(20).max(5_000).describe('Miles'),
      origin: airport.describe('IATA code of the airport of departure'),
      destination: airport.describe('IATA code of the airport of arrival'),
    }),
  },
  ({ rows, column }) => [
    rows
      .count()
      .equals(3_000_000)
      .because('the file is a sample of exactly 3 million flights: fewer are a cut download'),
    rows
      .satisfy('origin <> destination')
      .because('the schedule has no round flights; one that had to turn back is reported apart'),

    column('date')
      .between('2001-01-01', '2001-07-01')
      .because('it is one half-year; a departure at 24:00 of 30 June stands as 1 July, 00:00'),
    column('date').newest().atLeast('2001-06-30').because('the half-year has to be complete'),
    column('date')
      .gaps('3h')
      .equals(0)
      .because('some flight leaves at least every 2 h 45 min, even at night: more is a lost part'),

    rows
      .duplicates('date', 'origin', 'destination')
      .atMost('0.5%')
      .because('two carriers may leave for one airport in the same minute: 0.26% of flights do'),
    rows
      .duplicates('date', 'delay', 'distance', 'origin', 'destination')
      .equals(0)
      .warn()
      .because(
        '191 flights repeat another; without flight numbers nobody can say if twice is true',
      ),

    column('delay')
      .mean()
      .between(0, 15)
      .because('0 is a schedule kept by all and 15 is officially late: it was 6.7 minutes'),
    column('delay')
      .median()
      .between(-5, 5)
      .because(
        'schedules are made for the typical flight to be on time, however late the worst is',
      ),
    column('delay').quantile(0.95).atMost(75).because('an hour late (61 minutes) is one in twenty'),
    rows
      .where('delay >= 15')
      .count()
      .between('15%', '30%')
      .because('15 minutes are officially late, and a fifth of flights were in 2001'),
    column('delay')
      .atLeast(-120)
      .warn()
      .because(
        '3 flights are 3.5 to 18.6 hours early: a flight over midnight set to the wrong day',
      ),

    rows
      .where('distance > 2000')
      .count()
      .between('3%', '7%')
      .because('coast to coast and to Hawaii are 4.7% of flights; none means lost carriers'),
    column('origin').distinct().between(200, 260).because('the carriers served 229 airports'),
    column('origin')
      .mode()
      .atMost('8%')
      .because('the busiest airport (ORD) has 5.5%: more means a sample of one carrier'),
    rows
      .per('destination')
      .count()
      .atLeast(20)
      .because('even Gustavus (GST), served in summer only, has 21: fewer is a misspelt code'),
    rows
      .per('origin')
      .count()
      .atLeast(20)
      .warn()
      .because('ACY departs once and is never a destination: a diverted flight going on to JFK'),
  ],
);

verify(flights, file);

export const routes = contract(
  'flight routes',
  {
    description: 'What the flights say of each route, one row a pair of airports and distance',
    owner: 'vega-datasets',
    schema: z.object({
      origin: airport,
      destination: airport,
      distance: z.int().min(20).max(5_000),
    }),
  },
  ({ rows }) => [
    rows
      .key('origin', 'destination')
      .because('airports do not move: a route with a second distance has a misspelt code'),
    rows.count().between(3_000, 4_000).because('the carriers flew 3,399 routes'),
  ],
);

verify(routes, query(file, 'select distinct origin, destination, distance from dataset'));
