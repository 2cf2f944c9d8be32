import { wordsOfName } from '../value/name-words.ts';

const wordsOf = (name: string) => wordsOfName(name, /[^\p{L}\d]+/u);

const keyWords: ReadonlySet<string> = new Set(
  'id ids key uuid guid uid pk no nr number num ref reference'.split(' '),
);
const codeWords: ReadonlySet<string> = new Set(
  'code zip zipcode postcode postal fips iso m49 year month day week quarter hour phone sku ean isbn index idx rank version'.split(
    ' ',
  ),
);
const growingWords: ReadonlySet<string> = new Set(
  'year month day week version index idx rank position step round batch page age hour size level n nb num time period wave lag'.split(
    ' ',
  ),
);
const measureWords: ReadonlySet<string> = new Set(
  'amount price cost total sum mean avg average count pop population value score rate ratio share percent pct visits sales revenue quantity qty weight height length width distance duration temperature temp speed income salary balance confirmed deaths cases lat lon latitude longitude'.split(
    ' ',
  ),
);

/** True for a name such as `id`, `order_id` or `invoiceNumber`. */
export const isNamedKey = (name: string): boolean =>
  wordsOf(name).some((word, at, all) => at === all.length - 1 && keyWords.has(word));

/** True for a name such as `zip`, `year` or `country_code`: its values are numbers of which no mean says anything. */
export const isNamedCode = (name: string): boolean =>
  isNamedKey(name) || wordsOf(name).some((word) => codeWords.has(word));

/** True for a name such as `year` or `store_id`, whose next value is one that nobody saw before. */
export const isNamedGrowing = (name: string): boolean =>
  isNamedKey(name) || wordsOf(name).some((word) => growingWords.has(word));

/** True for a name such as `amount` or `unit_price`, whose values may all differ without being a key. */
export const isNamedMeasure = (name: string): boolean =>
  wordsOf(name).some((word) => measureWords.has(word)) && !isNamedKey(name);
