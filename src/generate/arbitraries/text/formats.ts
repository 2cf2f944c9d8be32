import type fc from 'fast-check';
import { countryCodes } from '../../../contract/schema/zod-checksums.ts';
import type { FormatName } from '../../../contract/schema/zod-formats.ts';
import { pick } from '../draw.ts';
import { creditCard, iban, isbn, lei } from './checksums.ts';
import { hexDigits, uuid } from './hex.ts';
import type { Room } from './room.ts';
import { isoDate, isoDatetime, isoTime, simplerTimes } from './times.ts';

/** A way to make texts of a format: as matches of a pattern, or by code. */
export interface Format {
  readonly made: RegExp | ((random: fc.Random, room: Room) => string);
  /** The one that others shrink to. */
  readonly simplest: string;
  /** Simpler texts, where characters can't be replaced one by one. */
  readonly simpler: ((text: string) => Iterable<string>) | null;
}

const format = (
  simplest: string,
  made: Format['made'],
  simpler: Format['simpler'] = null,
): Format => ({ made, simplest, simpler });

/** A format whose characters mean nothing one by one: its texts shrink to the first of a list that passes. */
const listed = (simple: readonly string[], made: Format['made']): Format =>
  format(simple[0] ?? '', made, (text) => {
    const at = simple.indexOf(text);
    return simple.slice(0, at < 0 ? simple.length : at);
  });

/** A format of identifiers: they shrink to one that ends with a digit as small as can be. */
const numbered = (starts: readonly string[], made: Format['made']): Format =>
  listed(
    starts.flatMap((start) => [...'0123456789'].map((digit) => start + digit)),
    made,
  );

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = `${octet}(\\.${octet}){3}`;
const quartets = '[0-9a-f]{1,4}';
const ipv6 = `((${quartets}:){7}${quartets}|::1|::|(${quartets}:){1,4}(:${quartets}){1,3})`;
const label = '[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,4})?';
const host = `${label}(\\.[a-z0-9]{1,6}){0,2}\\.(com|org|net|de|io|co\\.uk)`;
const page = `https?://${host}(:[1-9]\\d{1,3})?(/[a-zA-Z0-9_-]{1,8}){0,4}/?(\\?[a-z]{1,5}=\\w{0,6})?`;
const hex = (length: number) => (random: fc.Random) => hexDigits(random, length);
const whole = (pattern: string) => new RegExp(`^${pattern}$`);

/** Codes with no, two, three and four decimals; some are of precious metals and tests. */
const currencies = [
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'JPY',
  'KRW',
  'BHD',
  'KWD',
  'CLF',
  'XAU',
  'XTS',
  'XXX',
];

const emojis = ['😀', '👍🏽', '❤️', '👩‍👩‍👧', '🇩🇪', '🏳️‍🌈', '🚀', '☃️'];

/** Headers that each name an algorithm: `{"alg":"HS256","typ":"JWT"}`. */
const jwtHeaders = [
  'HS256',
  'RS256',
  'ES256',
  'PS256',
  'HS384',
  'RS384',
  'ES384',
  'HS512',
  'RS512',
  'ES512',
  'EdDSA',
].map((alg) => Buffer.from(JSON.stringify({ alg, typ: 'JWT' })).toString('base64url'));

/** Each format by name. A name that the contract has and this list has not does not compile. */
export const formats: Readonly<Record<FormatName, Format>> = {
  base64: format(
    '',
    /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/,
  ),
  base64url: format('', /^([\w-]{4})*([\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/),
  cidrv4: format('0.0.0.0/0', whole(`${ipv4}/(3[0-2]|[12]?\\d)`)),
  cidrv6: format('::/0', whole(`${ipv6}/(12[0-8]|1[01]\\d|[1-9]?\\d)`)),
  country: listed(['DE', ...countryCodes], (random) => pick(random, countryCodes)),
  creditCard: listed(['4000000000000002'], creditCard),
  cuid: numbered([`c${'0'.repeat(23)}`], /^c[a-z0-9]{24}$/),
  cuid2: numbered([`a${'0'.repeat(22)}`], /^[a-z][a-z0-9]{23}$/),
  currency: listed(currencies, (random) => pick(random, currencies)),
  e164: numbered(['+490000000'], /^\+[1-9]\d{6,14}$/),
  email: format('a@a.de', whole(`${label}([._+-][a-z0-9]{1,5})?@${host}`)),
  emoji: format('😀', (random, { least }) => {
    const count = Math.max(1, Math.min(least, 50)) + random.nextInt(0, 2);
    return Array.from({ length: count }, () => pick(random, emojis)).join('');
  }),
  guid: numbered(
    [`00000000-0000-0000-0000-${'0'.repeat(11)}`],
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  ),
  hex: format('', /^[0-9a-f]*$/),
  hostname: format('a.de', whole(`(localhost|${host})`)),
  httpUrl: format('http://a.de', whole(page)),
  iban: listed(['DE36000000000000000000'], iban),
  ipv4: numbered(['0.0.0.'], whole(ipv4)),
  ipv6: format('::', whole(ipv6)),
  isbn: listed(['9780000000002'], isbn),
  isoDate: format('2000-01-01', isoDate, simplerTimes),
  isoDatetime: format('2000-01-01T00:00:00Z', isoDatetime, simplerTimes),
  isoDuration: format(
    'P1D',
    /^P(\d{1,2}W|\d{1,2}D|\dY(\d{1,2}M)?|\d{1,2}DT\d{1,2}H|T(\d{1,2}H)?\d{1,2}M|T\d{1,2}(\.\d{1,3})?S)$/,
  ),
  isoTime: format('00:00:00', isoTime),
  jwt: listed(
    jwtHeaders.map((header) => `${header}.e30.AA`),
    new RegExp(
      `^(${jwtHeaders.join('|')})\\.(e30|eyJzdWIiOiIxIn0)\\.[\\w-]{40}[\\w-][\\w-][AEIMQUYcgkosw048]$`,
    ),
  ),
  ksuid: numbered(['0'.repeat(26)], /^[0-9A-Za-z]{27}$/),
  lei: listed(['00000000000000000098'], lei),
  mac: numbered(['00:00:00:00:00:0'], /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/),
  md5: numbered(['0'.repeat(31)], hex(32)),
  nanoid: numbered(['0'.repeat(20)], /^[\w-]{21}$/),
  sha1: numbered(['0'.repeat(39)], hex(40)),
  sha256: numbered(['0'.repeat(63)], hex(64)),
  sha384: numbered(['0'.repeat(95)], hex(96)),
  sha512: numbered(['0'.repeat(127)], hex(128)),
  ulid: numbered(['0'.repeat(25)], /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
  url: format('http://a.de', whole(page)),
  uuid: numbered(
    // The version is among what a pattern may ask for.
    [4, 7, 1, 2, 3, 5, 6, 8].map((one) => `00000000-0000-${one}000-8000-${'0'.repeat(11)}`),
    uuid,
  ),
  xid: numbered(['0'.repeat(19)], /^[0-9a-v]{20}$/),
};
