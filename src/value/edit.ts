/**
 * A change of one value, as data: JavaScript makes it in a generated row, an engine in a whole column. The set is closed
 * and small; a fault is a choice of edits. A NULL stays NULL, and so does a value that the edit can't be made in.
 */
export type Edit =
  /** Puts a constant in the place of the value: NULL, a sentinel, an extreme number, an unknown category. */
  | { readonly kind: 'constant'; readonly value: string | number | bigint | boolean | Date | null }
  /** Multiplies a number, as a wrong unit does; `-1` flips its sign. */
  | { readonly kind: 'scale'; readonly by: number }
  /** Moves an instant, or a date as ISO text, by milliseconds. */
  | { readonly kind: 'shift'; readonly by: number }
  /** Puts text before and after a text. */
  | { readonly kind: 'surround'; readonly before: string; readonly after: string }
  | { readonly kind: 'case'; readonly to: 'upper' | 'lower' | 'title' }
  /** Keeps the first code points of a text: a share of them, at least one and never all. */
  | { readonly kind: 'truncate'; readonly share: number }
  /** Reads the UTF-8 bytes of a text as Latin-1, as a wrong encoding does. */
  | { readonly kind: 'mojibake' }
  /** Writes an ISO date or instant in another form. */
  | {
      readonly kind: 'dateFormat';
      readonly to:
        | 'day/month/year'
        | 'month/day/year'
        | 'day.month.yy'
        | 'epoch'
        | 'year-day-month';
    }
  /** Writes a number, or the text of one, as text with these separators. */
  | {
      readonly kind: 'numberFormat';
      readonly decimal: '.' | ',';
      readonly thousands: '' | '.' | ',' | ' ';
    }
  /** Takes the value of another column of the row. */
  | { readonly kind: 'column'; readonly name: string };
