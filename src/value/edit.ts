/**
 * A change of one value, as data: JavaScript makes it in a generated row, an engine in a whole column. The set is closed
 * and small; a fault is a choice of edits.
 *
 * A NULL stays NULL, and a value that the edit can't be made in stays as it is. Texts are changed by code points. Texts
 * are dates where they are `YYYY-MM-DD`, and instants where `Thh:mm:ss` (or a space for the T), a fraction and a zone
 * (`Z` or `+hh:mm`) may follow; they are numbers where they are digits with a sign and a fraction or without.
 */
export type Edit =
  /** Puts a constant in the place of the value: NULL, a sentinel, an extreme number, an unknown category. */
  | { readonly kind: 'constant'; readonly value: string | number | bigint | boolean | Date | null }
  /** Multiplies a number, as a wrong unit does; `-1` flips its sign. 0 stays, and so does a bigint by a fraction. */
  | { readonly kind: 'scale'; readonly by: number }
  /** Moves an instant, or the wall clock of a date or instant as text, by milliseconds; texts by whole seconds or days. */
  | { readonly kind: 'shift'; readonly by: number }
  /** Puts text before and after a text. */
  | { readonly kind: 'surround'; readonly before: string; readonly after: string }
  /** Puts one text in the place of each occurrence of another. */
  | { readonly kind: 'replace'; readonly from: string; readonly to: string }
  /** `title` is upper case after each space and lower elsewhere. What would become several code points stays. */
  | { readonly kind: 'case'; readonly to: 'upper' | 'lower' | 'title' }
  /** Keeps the first code points of a text: a share of them, rounded down, at least one and never all. */
  | { readonly kind: 'truncate'; readonly share: number }
  /** Reads the UTF-8 bytes of a text as Latin-1, as a wrong encoding does. */
  | { readonly kind: 'mojibake' }
  /** Writes letters and their accents as code points of their own (NFD). */
  | { readonly kind: 'decompose' }
  /** Writes an instant, or a date or instant as text, in another form. */
  | { readonly kind: 'dateFormat'; readonly to: DateFormat }
  /** Writes a number, or the text of one, as text with these separators. A number written with an exponent stays. */
  | {
      readonly kind: 'numberFormat';
      readonly decimal: '.' | ',';
      readonly thousands: '' | '.' | ',' | ' ';
    }
  /** Writes a boolean as one of two words or numbers. */
  | {
      readonly kind: 'booleanFormat';
      readonly yes: string | number;
      readonly no: string | number;
    }
  /** Takes the value of another column of the row, which takes this one: the two are exchanged. */
  | { readonly kind: 'column'; readonly name: string };

/**
 * The forms of {@link Edit}'s `dateFormat`. Instants are read in UTC, for the years 0 to 9999, and written as text with
 * `hh:mm:ss` behind the date unless it is midnight; of a text, what follows the date stays.
 */
export type DateFormat =
  | 'day/month/year'
  | 'month/day/year'
  | 'day.month.yy'
  /** Day and month change places: an instant stays one, and is not changed after the 12th; a text always is. */
  | 'year-day-month'
  /** Seconds from 1970, rounded down: a number for an instant, digits for a text. */
  | 'epoch'
  /** An ISO text, `YYYY-MM-DDThh:mm:ss`, without its zone: that of an instant in UTC. */
  | 'without zone';

/** An edit of one kind. */
export type EditOf<Kind extends Edit['kind']> = Extract<Edit, { readonly kind: Kind }>;
