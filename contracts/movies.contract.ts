import { contract, json, verify, z } from 'assay';

const dollars = (most: number) => z.int().min(0).max(most).nullable();

/** A name in plain ASCII that begins with a capital or a digit, as in 20th Century Fox, and has no space around it. */
const name = z.string().regex(/^[A-Z0-9][!-~]*(?: [!-~]+)*$/);
const months = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';

export const movies = contract(
  'movies',
  {
    description:
      'Films with their takings and ratings, one row a film; kept dirty to learn cleaning',
    owner: 'vega-datasets',
    classification: 'public',
    strict: true,
    schema: z.object({
      Title: z.union([z.string(), z.int()]).nullable(),
      'US Gross': dollars(1_000_000_000),
      'Worldwide Gross': dollars(4_000_000_000),
      'US DVD Sales': dollars(500_000_000),
      'Production Budget': z
        .int()
        .min(200)
        .max(500_000_000)
        .nullable()
        .describe('From 218 dollars'),
      'Release Date': z
        .string()
        .regex(new RegExp(`^(?:${months}) [0-3]\\d \\d{4}$`))
        .describe('Mmm DD YYYY, the century guessed from two digits'),
      'MPAA Rating': z.enum(['G', 'PG', 'PG-13', 'R', 'NC-17', 'Open', 'Not Rated']).nullable(),
      'Running Time min': z.int().min(40).max(240).nullable(),
      Distributor: name.min(3).nullable(),
      Source: z
        .enum([
          'Based on Book/Short Story',
          'Based on Comic/Graphic Novel',
          'Based on Factual Book/Article',
          'Based on Game',
          'Based on Magazine Article',
          'Based on Musical/Opera',
          'Based on Play',
          'Based on Real Life Events',
          'Based on Short Film',
          'Based on TV',
          'Based on Toy',
          'Compilation',
          'Disney Ride',
          'Musical Group Movie',
          'Original Screenplay',
          'Remake',
          'Spin-Off',
          'Traditional/Legend/Fairytale',
        ])
        .nullable(),
      'Major Genre': z
        .enum([
          'Action',
          'Adventure',
          'Black Comedy',
          'Comedy',
          'Concert/Performance',
          'Documentary',
          'Drama',
          'Horror',
          'Musical',
          'Romantic Comedy',
          'Thriller/Suspense',
          'Western',
        ])
        .nullable(),
      'Creative Type': z
        .enum([
          'Contemporary Fiction',
          'Dramatization',
          'Factual',
          'Fantasy',
          'Historical Fiction',
          'Kids Fiction',
          'Multiple Creative Types',
          'Science Fiction',
          'Super Hero',
        ])
        .nullable(),
      Director: name.min(5).nullable(),
      'Rotten Tomatoes Rating': z.int().min(0).max(100).nullable(),
      'IMDB Rating': z.number().min(1).max(10).nullable(),
      'IMDB Votes': z
        .int()
        .min(5)
        .max(1_000_000)
        .nullable()
        .describe('IMDB rates a film from five votes on'),
    }),
  },
  ({ rows, column }) => [
    rows.count().between(3_000, 3_500).because('a complete release has 3,201 films'),
    rows
      .key('Title', 'Release Date')
      .except(1)
      .because('remakes share a title, never a day; one film of 3 November 2006 has no title'),
    column('Title').duplicates().atMost('1%').because('24 films have the title of an older one'),
    rows
      .satisfy("json_type(Title) = 'VARCHAR'")
      .warn()
      .because('9 titles that are digits alone, such as 1776 and 300, stand as numbers'),
    rows
      .satisfy("not regexp_matches(json_extract_string(Title, '$'), '[A-Za-z][À-ÖØ-Þ˘‡‰·]')")
      .named('titles are in one encoding')
      .warn()
      .because('16 titles were read in a wrong encoding that made é an È: AstÈrix, CachÈ'),

    rows
      .satisfy(`try_strptime("Release Date", '%b %d %Y') is not null`)
      .because('the pattern would let 31 February pass'),
    rows
      .satisfy(`right("Release Date", 4)::int <= 2011`)
      .warn()
      .because('22 films from before 1947 are dated a century late: The Wizard of Oz in 2039'),

    column('Worldwide Gross')
      .atLeast(column('US Gross'))
      .because('what a film took in the US is a part of what it took in the world'),
    rows
      .where('"US Gross" = 0')
      .count()
      .equals(0)
      .warn()
      .because('66 films took nothing: unknown, or never shown there, and it should be NULL'),
    column('US Gross').nulls().atMost(10).because('seven films have no takings at all'),
    column('Worldwide Gross').nulls().atMost(10).because('seven films have no takings at all'),
    column('Production Budget').nulls().atMost(1).because('Baby Mama alone has no budget'),
    column('Production Budget')
      .median()
      .between(10_000_000, 40_000_000)
      .because('the films are of the size that reviews cover: 20 million dollars, not thousands'),

    rows
      .satisfy('("IMDB Rating" is null) = ("IMDB Votes" is null)')
      .because('a rating is made of votes, and votes of some number make a rating'),
    column('IMDB Rating')
      .mean()
      .between(5.5, 7)
      .because('the scale is 1 to 10 and voters are kind: 6.3; of 100, it would be 63'),
    column('Rotten Tomatoes Rating')
      .stddev()
      .between(20, 35)
      .because('the percentage spreads over the whole scale (28); rescaled to 10 it would be 2.8'),

    column('Distributor').nulls().atMost('10%').because('7% have none, mostly from abroad'),
    column('MPAA Rating')
      .missing(['Not Rated'])
      .atMost('10%')
      .warn()
      .because('18.9% are NULL and 2.9% say Not Rated: the two should be one'),
    column('Director')
      .nulls()
      .atMost('10%')
      .warn()
      .because('41.6% name no director, so that a count by director misleads'),
    column('US DVD Sales')
      .nulls()
      .atMost('50%')
      .warn()
      .because('82.4% have none, and the rest are the best sellers: a mean of them is no mean'),
  ],
);

verify(movies, json('node_modules/vega-datasets/data/movies.json'));
