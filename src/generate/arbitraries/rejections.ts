import { GenerateError } from '../generate-error.ts';

/** A count of the values that a rule refused. */
export interface Rejection {
  readonly contract: string;
  /** The column or the columns that the rule is about. */
  readonly column: string;
  /** The title of the rule. */
  readonly rule: string;
  /** The number of values, or of rows, that the rule was asked about. */
  readonly drawn: number;
  readonly refused: number;
}

/** A rejection that is being counted. */
export type Tally = { -readonly [Name in keyof Rejection]: Rejection[Name] };

/** A test of what is drawn, and its count. */
export interface CountedFilter<Value> {
  readonly accepts: (value: Value) => boolean;
  readonly tally: Tally;
}

/** So many refusals in a row, and drawing is given up. */
const most = 1000;

/**
 * Draws until all filters accept.
 *
 * @throws {GenerateError} `NOT_GENERATED` if a thousand in a row are refused.
 */
export function drawAccepted<Drawn, Value>(
  filters: readonly CountedFilter<Value>[],
  draw: () => Drawn,
  inner: (drawn: Drawn) => Value,
): Drawn {
  let refused: CountedFilter<Value> | null = null;
  for (let tries = 0; tries < most; tries++) {
    const drawn = draw();
    refused = firstRefusing(filters, inner(drawn));
    if (refused === null) return drawn;
  }
  throw notGenerated(refused?.tally);
}

/** The first filter that refuses a value; null where all accept it. All are counted. */
export function firstRefusing<Value>(
  filters: readonly CountedFilter<Value>[],
  value: Value,
): CountedFilter<Value> | null {
  for (const filter of filters) {
    filter.tally.drawn++;
    if (filter.accepts(value)) continue;
    filter.tally.refused++;
    return filter;
  }
  return null;
}

/** The error that no value was found that a rule accepts. */
export function notGenerated(tally: Rejection | undefined): GenerateError {
  const { contract = '', column = '', rule = '', drawn = 0, refused = 0 } = tally ?? {};
  const rate = drawn === 0 ? '100' : ((100 * refused) / drawn).toFixed(1);
  return new GenerateError(
    'NOT_GENERATED',
    `No values were found for ${column} of contract '${contract}': the rule "${rule}" refused ${rate}% of ${drawn} that were tried. ` +
      `Say it so that it can be generated: as a bound, as .enum([...]) or as a pattern, or name a faker function with .meta({ faker: '...' }).`,
  );
}
