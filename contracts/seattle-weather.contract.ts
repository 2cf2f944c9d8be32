import { contract, csv, verify, z } from 'assay';

export const seattleWeather = contract(
  'seattle weather',
  {
    description: 'Daily weather at Seattle, 2012 to 2015, one row a day',
    owner: 'vega-datasets',
    classification: 'public',
    links: { source: 'https://www.ncdc.noaa.gov/cdo-web/datatools/records' },
    strict: 'ordered',
    schema: z.object({
      date: z.date().describe('The day, in local time'),
      precipitation: z.number().min(0).max(150).describe('Millimetres'),
      temp_max: z.number().min(-10).max(43).describe('Degrees Celsius'),
      temp_min: z.number().min(-18).max(25).describe('Degrees Celsius'),
      wind: z
        .number()
        .min(0)
        .max(15)
        .describe('Mean of the day in metres a second, though the package says km/h'),
      weather: z.enum(['drizzle', 'fog', 'rain', 'snow', 'sun']),
    }),
  },
  ({ rows, column }) => [
    rows.count().equals(1461).because('four years have 1,461 days, one of them 29 February'),
    rows.key('date').because('a day has one row'),
    column('date').increasing().because('charts draw a line through the rows as they come'),
    column('date').gaps('1d').equals(0).because('a moving average would close a missing day up'),
    column('date').oldest().equals('2012-01-01').because('it covers whole years'),
    column('date').newest().equals('2015-12-31').because('it covers whole years'),

    column('temp_max')
      .above(column('temp_min'))
      .because('the warmest moment of a day is above the coldest'),
    column('temp_max')
      .mean()
      .between(14, 19)
      .because('Seattle has about 16 °C by day over a year; in Fahrenheit it would be 61'),
    column('temp_min').mean().between(6, 10).because('the nights have about 8 °C over a year'),
    column('wind')
      .mean()
      .between(2.5, 4)
      .because('it is about 3.2 metres a second; in km/h, as documented, it would be 12'),

    column('precipitation')
      .sum()
      .between(3_200, 4_800)
      .because('four years of 800 to 1,200 mm; in inches they would add up to 174'),
    rows
      .where('precipitation > 0')
      .count()
      .between('35%', '50%')
      .because('it rains or snows on 150 days of a year (42.6%): fewer means blanks read as 0'),
    rows
      .where("weather in ('sun', 'fog', 'drizzle')")
      .column('precipitation')
      .equals(0)
      .because('the word is made from the measurements: any precipitation makes it rain or snow'),
    rows
      .where("weather = 'snow'")
      .column('precipitation')
      .above(0)
      .because('snow that fell is measured, melted, as precipitation'),
    rows
      .where("weather = 'rain'")
      .column('precipitation')
      .above(0)
      .warn()
      .because('44 of 641 rainy days have none: too little to measure, it seems, is written as 0'),
    rows
      .where("weather = 'snow'")
      .column('temp_min')
      .atMost(6)
      .because('snow needs a night near freezing'),
    rows
      .per('weather')
      .count()
      .atLeast(20)
      .because('rarer weather is a misspelt word: snow has 26'),
  ],
);

verify(seattleWeather, csv('node_modules/vega-datasets/data/seattle-weather.csv'));
