import { contract, csv, verify, z } from 'assay';

const dollars = z.int().min(0);

/** Words from the lists of the FAA are plain ASCII, begin with a capital, and have no space around them. */
const words = z.string().regex(/^[A-Z][!-~]*(?: [!-~]+)*$/);
const capitals = z
  .string()
  .regex(/^[A-Z][!-Z]*(?: {1,2}[!-Z]+)*$/)
  .describe('In capitals; three models have two spaces, such as BE-58  BARON');

export const birdstrikes = contract(
  'birdstrikes',
  {
    description: 'Collisions of aircraft with wildlife, as reported to the FAA from 1990 to 2002',
    owner: 'vega-datasets',
    classification: 'public',
    links: { source: 'https://wildlife.faa.gov' },
    strict: true,
    schema: z.object({
      'Airport Name': capitals,
      'Aircraft Make Model': capitals.min(3),
      'Effect Amount of damage': z
        .enum(['None', 'Minor', 'Medium', 'Substantial', 'B', 'C'])
        .describe('B and C are classes of the armed forces'),
      'Flight Date': z.date(),
      'Aircraft Airline Operator': capitals.min(4),
      'Origin State': words.min(2).max(30),
      'Phase of flight': z.enum([
        'Parked',
        'Taxi',
        'Take-off run',
        'Climb',
        'Descent',
        'Approach',
        'Landing Roll',
      ]),
      'Wildlife Size': z.enum(['Small', 'Medium', 'Large']),
      'Wildlife Species': words.min(4),
      'Time of day': z.enum(['Dawn', 'Day', 'Dusk', 'Night']),
      'Cost Other': dollars,
      'Cost Repair': dollars,
      'Cost Total $': dollars,
      'Speed IAS in knots': z.int().min(0).max(400).nullable().describe('Indicated air speed'),
    }),
  },
  ({ rows, column }) => [
    rows.count().equals(10_000).because('the file is a sample of exactly 10,000 reports'),
    column('Flight Date')
      .between('1990-01-01', '2002-12-31')
      .because('the FAA counts from 1990 on, and the sample was drawn in 2002'),
    column('Flight Date')
      .gaps('30d')
      .equals(0)
      .because('the longest quiet time is 21 days in the first winter: more is a lost month'),
    rows
      .duplicates(
        'Airport Name',
        'Aircraft Make Model',
        'Flight Date',
        'Aircraft Airline Operator',
        'Phase of flight',
        'Wildlife Species',
        'Time of day',
      )
      .equals(0)
      .named('no strike is told twice')
      .warn()
      .because('66 reports repeat another: without a number, a strike told twice looks like two'),

    column('Cost Total $')
      .equals(column('Cost Other').plus(column('Cost Repair')))
      .because('the total is made of the two'),
    rows
      .where(`"Effect Amount of damage" = 'None'`)
      .column('Cost Total $')
      .equals(0)
      .except('1%')
      .because('a look at the engine costs money without damage: 55 of 8,939 did'),
    rows
      .where(`"Effect Amount of damage" = 'Substantial'`)
      .column('Cost Total $')
      .above(0)
      .warn()
      .because('242 of 311 cost nothing: an unknown cost is written as 0, so that means mislead'),
    column('Effect Amount of damage')
      .notIn(['B', 'C'])
      .warn()
      .because('15 reports of the armed forces keep their own classes beside the FAA words'),
    rows
      .where(`"Effect Amount of damage" in ('B', 'C')`)
      .satisfy(`"Aircraft Airline Operator" = 'MILITARY'`)
      .because('the classes are the armed forces’ own'),

    column('Speed IAS in knots')
      .nulls()
      .atMost('35%')
      .because('28.4% of crews give no speed: they have other things to do'),
    column('Speed IAS in knots')
      .median()
      .between(120, 170)
      .because('most strikes are in the approach, at 140 knots; in km/h it would be 260'),
    rows
      .where(`"Phase of flight" = 'Parked'`)
      .column('Speed IAS in knots')
      .equals(0)
      .because('it is parked'),
    rows
      .where(`"Phase of flight" in ('Climb', 'Descent', 'Approach')`)
      .column('Speed IAS in knots')
      .above(30)
      .warn()
      .because('9 aircraft in the air have 30 knots or less: 0 stands for an unknown speed'),

    column('Aircraft Airline Operator')
      .missing(['UNKNOWN'])
      .atMost('1%')
      .because('72 reports have no operator; more would weaken a count by operator'),
    column('Origin State')
      .notMatches(/^[A-Z]{2}$/)
      .warn()
      .because('475 reports abbreviate the District of Columbia to DC, all others write names'),
    rows
      .where(`starts_with("Wildlife Species", 'Unknown')`)
      .count()
      .atMost('50%')
      .warn()
      .because('80% of the animals were never identified: rank the species with care'),
    rows
      .per('Wildlife Size')
      .count()
      .atLeast('5%')
      .because('large animals are the fewest and do the damage: 7.4% of reports'),
    column('Airport Name').distinct().equals(50).because('the sample was drawn from 50 airports'),
  ],
);

verify(birdstrikes, csv('node_modules/vega-datasets/data/birdstrikes.csv'));
