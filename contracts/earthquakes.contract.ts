import { contract, json, query, verify, z } from 'assay';

/** The file is one GeoJSON object: its features are the rows. */
const events = query(
  json('node_modules/vega-datasets/data/earthquakes.json'),
  `
  select
    feature.id,
    feature.properties.net as network,
    feature.properties.code as code,
    feature.properties.type as type,
    feature.properties.status as status,
    feature.properties.mag as magnitude,
    feature.properties.magType as scale,
    make_timestamp(feature.properties.time * 1000) as time,
    make_timestamp(feature.properties.updated * 1000) as updated,
    feature.properties.nst as stations,
    feature.properties.url as url,
    feature.geometry.coordinates[1] as longitude,
    feature.geometry.coordinates[2] as latitude,
    feature.geometry.coordinates[3] as depth
  from (select unnest(features) as feature from dataset)
  `,
);

export const earthquakes = contract(
  'earthquakes',
  {
    description: 'Earthquakes of one week as the USGS published them, one row an event',
    owner: 'vega-datasets',
    version: '2018-02-07',
    classification: 'public',
    links: { source: 'https://earthquake.usgs.gov/earthquakes/feed/v1.0/geojson.php' },
    strict: true,
    schema: z.object({
      id: z.string().min(3),
      network: z.string().length(2).lowercase().describe('Who located the event'),
      code: z.string().min(1).describe('The id that the network gave'),
      type: z.enum(['earthquake', 'explosion', 'quarry blast']),
      status: z.enum(['automatic', 'reviewed']),
      magnitude: z.number().min(-1).max(10),
      scale: z.enum(['ml', 'md', 'mb', 'mb_lg', 'mw', 'mwr', 'mww']),
      time: z.date().describe('UTC'),
      updated: z.date().describe('UTC'),
      stations: z.int().min(3).nullable().describe('Stations that the location rests on'),
      url: z.url({ protocol: /^https$/, hostname: /^earthquake\.usgs\.gov$/ }),
      longitude: z.number().min(-180).max(180),
      latitude: z.number().min(-90).max(90),
      depth: z
        .number()
        .min(-10)
        .max(800)
        .describe('Kilometres below sea level; mountains are above'),
    }),
  },
  ({ rows, column }) => [
    rows
      .count()
      .equals(1_707)
      .because('the file announces 1,707 events; the 1,703 of the package’s description are wrong'),
    rows.key('id').because('a revised event keeps its id and replaces the old one'),
    rows.key('network', 'code').because('a network gives a code once'),
    rows.satisfy('id = network || code').because('the id is made of the two'),
    rows.satisfy("ends_with(url, '/' || id)").because('the page of an event has its id'),

    column('time')
      .between('2018-01-31', '2018-02-07T02:00:00Z')
      .because('the feed covers the week before it was made, at 01:49 UTC'),
    column('time')
      .gaps('1h')
      .equals(0)
      .because('the longest silence is 49 minutes: an hour is a network that stopped sending'),
    rows
      .satisfy('updated > time')
      .because('an event is published after it happened; the fastest took 96 seconds'),

    rows
      .where('magnitude >= 4')
      .satisfy("status = 'reviewed'")
      .because('a seismologist looks at each event that people may have felt'),
    rows
      .where("status = 'automatic'")
      .count()
      .atMost('40%')
      .because('28.9% wait for review; Alaska and Northern California have most of them'),
    rows
      .where("type <> 'earthquake'")
      .column('magnitude')
      .below(3)
      .because('no quarry blasts harder'),
    rows
      .where("scale = 'mww'")
      .column('magnitude')
      .atLeast(4)
      .because('the moment tensor needs waves of a large event (here from 4.9)'),
    rows
      .where('magnitude >= 4')
      .count()
      .between('5%', '12%')
      .because('each magnitude is ten times rarer, but small ones are told in the US alone: 7.5%'),
    rows
      .where('magnitude < 0')
      .count()
      .atMost('5%')
      .because('sensors in mines and volcanoes hear less than magnitude 0: 2.6%'),
    rows
      .where("network not in ('ak', 'us')")
      .column('stations')
      .notNull()
      .because('only Alaska and the national centre send no count of stations'),
    column('stations')
      .nulls()
      .atMost('10%')
      .warn()
      .because('27.2% have none: do not judge the accuracy of an event by this column alone'),
  ],
);

verify(earthquakes, events);
