import { z } from 'zod';
import { and, column as columnScalar, type Predicate } from '../../metric/expression.ts';
import { printArgument } from '../../metric/subject.ts';
import { closest } from '../../value/closest.ts';
import { ContractError } from '../../value/contract-error.ts';
import { countryCodes, isIsbn, isLei } from './zod-checksums.ts';
import { readColumn } from './zod-column.ts';
import type { Schema } from './zod-core.ts';
import { columnJudge } from './zod-judge.ts';

/** Formats by name: zod's own where zod has one. */
const formats = {
  base64: z.base64,
  base64url: z.base64url,
  cidrv4: z.cidrv4,
  cidrv6: z.cidrv6,
  /** ISO 3166-1 alpha-2, in upper case. */
  country: () => z.enum(countryCodes),
  /** 12 to 19 digits, single spaces or hyphens between them, and the Luhn checksum. */
  creditCard: z.creditCard,
  cuid: z.cuid,
  cuid2: z.cuid2,
  /** ISO 4217, in upper case. */
  currency: z.currencyCode,
  e164: z.e164,
  email: z.email,
  emoji: z.emoji,
  guid: z.guid,
  hex: z.hex,
  hostname: z.hostname,
  httpUrl: z.httpUrl,
  /** An IBAN without spaces, with its checksum. */
  iban: z.iban,
  ipv4: z.ipv4,
  ipv6: z.ipv6,
  /** An ISBN of 10 or 13 digits with its checksum, with hyphens or spaces between them or without. */
  isbn: () => z.string().refine(isIsbn),
  isoDate: z.iso.date,
  /** An ISO 8601 instant in UTC, with a Z. */
  isoDatetime: z.iso.datetime,
  isoDuration: z.iso.duration,
  isoTime: z.iso.time,
  jwt: z.jwt,
  ksuid: z.ksuid,
  /** ISO 17442, with its checksum. */
  lei: () => z.string().refine(isLei),
  mac: z.mac,
  md5: () => z.hash('md5'),
  nanoid: z.nanoid,
  sha1: () => z.hash('sha1'),
  sha256: () => z.hash('sha256'),
  sha384: () => z.hash('sha384'),
  sha512: () => z.hash('sha512'),
  ulid: z.ulid,
  url: z.url,
  uuid: z.uuid,
  xid: z.xid,
} as const satisfies Readonly<Record<string, () => Schema>>;

/** The name of a format that `column('x').format(name)` knows. */
export type FormatName = keyof typeof formats;

/** All names, in order. */
export const formatNames = Object.freeze(Object.keys(formats).sort()) as readonly FormatName[];

const isFormatName = (name: unknown): name is FormatName =>
  typeof name === 'string' && Object.hasOwn(formats, name);

/** The zod schema of a format. */
export const formatSchema = (name: FormatName): Schema => formats[name]();

/**
 * Returns the predicate for a format: a pattern if zod has nothing else, else zod's check.
 *
 * @throws {ContractError} `CONTRACT_INVALID` for a name that is none.
 */
export function formatPredicate(column: string, name: FormatName): Predicate {
  if (!isFormatName(name)) throw unknownFormat(name);
  const schema = formatSchema(name);
  const { rules, residue } = readColumn(column, schema);
  if (residue === null) return and(...rules.map((rule) => rule.holds(columnScalar(column))));
  const judge = columnJudge(column, schema, { key: `format:${name}` });
  return { kind: 'judged', columns: [column], judge };
}

function unknownFormat(name: unknown): ContractError {
  const near = closest(String(name), formatNames);
  const hint = near ? ` Did you mean ${printArgument(near)}?` : '';
  return new ContractError(
    'CONTRACT_INVALID',
    `.format(${printArgument(name)}): there is no such format.${hint} There are ${formatNames.join(', ')}; for others, write .matches(/.../).`,
  );
}
