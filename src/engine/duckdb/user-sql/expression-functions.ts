/** Why a function has no place in an expression over one row. */
const reasons = {
  clock:
    'it reads the clock, and "now" is an input of the run: measure age() or future(), or write the instant',
  chance: 'its answer changes from call to call',
  state: "it reads or changes the engine's state, not the row",
  aggregate: 'it takes many rows, and an expression is computed from one: use a measure',
  table: 'it makes rows, and an expression is one value',
  macro: 'it is a macro: write out what it stands for',
} as const;

/** A reason to refuse a function, by its key. */
export type Reason = keyof typeof reasons;

/** Returns the words of a reason. */
export const reasonText = (reason: Reason): string => reasons[reason];

/** Words that SQL takes for functions without parentheses, where no column has the name. */
export const bareFunctions: ReadonlySet<string> = new Set([
  'current_catalog',
  'current_date',
  'current_role',
  'current_schema',
  'current_time',
  'current_timestamp',
  'current_user',
  'localtime',
  'localtimestamp',
  'session_user',
  'user',
]);

/** Functions of a row that most expressions use, known without asking the engine for its catalogue (50 ms). */
export const plainFunctions: ReadonlySet<string> = new Set(
  `+ - * / // % ^ ** & | ~ << >> || ~~ !~~ ~~* !~~* ~~~ ->> abs ceil ceiling concat concat_ws
  contains date_diff date_part date_trunc datediff day dayofweek ends_with epoch epoch_ms floor
  greatest hour instr isfinite isinf isnan last_day least left len length like_escape list_contains list_value lower ltrim
  make_date minute mod month not_like_escape position power prefix quarter regexp_extract regexp_full_match regexp_matches
  regexp_replace replace reverse right round row rpad lpad rtrim second sign split sqrt starts_with str_split strftime
  string_split strip_accents strlen strptime struct_extract struct_pack substr substring suffix to_days to_hours to_minutes
  to_months to_seconds to_weeks to_years translate trim trunc try_strptime typeof upper week year`.split(
    /\s+/,
  ),
);

/** Macros of DuckDB's own that are functions of a row; others may hide a query or an aggregate. */
export const plainMacros: ReadonlySet<string> = new Set(
  `array_append array_pop_back array_pop_front array_prepend array_push_back array_push_front array_reverse array_to_string
  date_add days_in_month fdiv fmod json list_any_value list_append list_avg list_bool_and list_bool_or list_count list_first
  list_last list_max list_median list_min list_mode list_prepend list_product list_reverse list_stddev_pop list_stddev_samp
  list_string_agg list_sum list_var_pop list_var_samp map_contains_entry map_contains_value md5_number_lower
  md5_number_upper nullif round_even roundbankers split_part`.split(/\s+/),
);
