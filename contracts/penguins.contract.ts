import { contract, json, verify, z } from 'assay';

const millimetres = z.number().positive();

export const penguins = contract(
  'penguins',
  {
    description: 'Penguins of the Palmer Archipelago, measured once each',
    owner: 'vega-datasets',
    classification: 'public',
    links: { source: 'https://github.com/allisonhorst/palmerpenguins' },
    strict: true,
    schema: z.object({
      Species: z.enum(['Adelie', 'Chinstrap', 'Gentoo']),
      Island: z.enum(['Biscoe', 'Dream', 'Torgersen']),
      'Beak Length (mm)': millimetres.min(30).max(65).nullable(),
      'Beak Depth (mm)': millimetres.min(12).max(25).nullable(),
      'Flipper Length (mm)': z.int().min(160).max(240).nullable(),
      'Body Mass (g)': z
        .int()
        .min(2_500)
        .max(6_500)
        .multipleOf(25)
        .nullable()
        .describe('The scale reads in steps of 25 g'),
      Sex: z.enum(['FEMALE', 'MALE', '.']).nullable(),
    }),
  },
  ({ rows, column }) => [
    rows.count().equals(344).because('the published study measured 344 penguins'),
    rows
      .duplicates(
        'Species',
        'Island',
        'Beak Length (mm)',
        'Beak Depth (mm)',
        'Flipper Length (mm)',
        'Body Mass (g)',
        'Sex',
      )
      .equals(0)
      .named('no penguin is measured twice')
      .because('no two penguins are alike in four measurements: a copy would be a row read twice'),
    rows
      .per('Species')
      .count()
      .atLeast('15%')
      .because('a classifier needs each species; Chinstrap, the rarest, is 19.8%'),
    rows
      .satisfy(`Species <> 'Gentoo' or Island = 'Biscoe'`)
      .because('in this study Gentoo bred on Biscoe alone'),
    rows
      .satisfy(`Species <> 'Chinstrap' or Island = 'Dream'`)
      .because('in this study Chinstrap bred on Dream alone'),

    column('Body Mass (g)').nulls().atMost(2).because('two penguins got away unmeasured'),
    rows
      .satisfy(
        '("Body Mass (g)" is null) = ("Flipper Length (mm)" is null) and ("Body Mass (g)" is null) = ("Beak Length (mm)" is null)',
      )
      .because('who got away has no measurement at all'),
    column('Beak Length (mm)')
      .above(column('Beak Depth (mm)'))
      .because('a beak is longer than deep: the two columns swapped would show here'),
    rows
      .where(`Species = 'Gentoo'`)
      .column('Flipper Length (mm)')
      .atLeast(200)
      .because('Gentoo are the largest of the three: the shortest flipper is 203 mm'),
    rows
      .per('Species')
      .column('Body Mass (g)')
      .stddev()
      .between(300, 600)
      .because('within a species the mass varies by a tenth (384 to 504 g)'),

    column('Sex')
      .missing(['.'])
      .atMost('5%')
      .because('the sex of 11 could not be told by their blood'),
    column('Sex')
      .notIn(['.'])
      .warn()
      .because('one Gentoo has a full stop for its sex, where the others have NULL'),
    rows
      .where(`Sex = 'FEMALE'`)
      .count()
      .between('45%', '55%')
      .because('they were measured in pairs, at their nests'),
  ],
);

verify(penguins, json('node_modules/vega-datasets/data/penguins.json'));
