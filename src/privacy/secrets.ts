/** User, password and signature of a URL do not belong in a report. */
export function withoutSecrets(url: string): string {
  // A password may hold an @ as it is: the last one before the path ends it.
  return url.replace(/^([a-z\d+.-]+:\/\/)[^/]*@/i, '$1').replace(/\?.*$/s, '?…');
}

/** A URL within a text: a password may hold quotes, what follows the host may not. */
const url = /\b[a-z][a-z\d+.-]{0,40}:\/\/(?:[^/\s]*@)?[^\s'"<>)\]]*/gi;

/** Whatever stands before it: a pattern for that would try each way to cut a long word in pieces. */
const secretWord =
  '(?:password|passwd|pwd|secret|token|signature|(?:api|access|account|private)[_-]?key(?:[_-]?id)?|key[_-]?id|credential)s?';

/** `password=…`, `SECRET '…'`, as connection strings and statements write it. */
const assignment = new RegExp(
  `(${secretWord}["']?\\s*(?:=>?\\s*|:\\s*(?=["']|\\S{6})|\\s(?=')))(?!…)("[^"]*"|'[^']*'|[^\\s,;&'")]+)`,
  'gi',
);

const authorization =
  /\b(authorization["']?\s*[:=]\s*|bearer\s+|basic\s+(?=[\w+/=-]{12}))(?!…)[^\s,;'"]+(?:\s+[\w+/=.-]{12,})?/gi;

/** The words of an error without what is known to be secret in it, by its form. */
export function withoutCredentials(text: string): string {
  return withoutUrlSecrets(text).replaceAll(assignment, '$1…').replaceAll(authorization, '$1…');
}

/** Queries are of a user's own words, and of addresses that may carry a password. */
export const withoutUrlSecrets = (text: string): string => text.replaceAll(url, withoutSecrets);

const secretNames = /(?:^|_)(?:KEY|SECRET|TOKEN|PASSWORD|PASSWD|PASS|PWD|PAT|CREDENTIALS?)(?:_|$)/i;
/** Where a shell is. */
const folders: ReadonlySet<string> = new Set(['PWD', 'OLDPWD']);
/** A shorter value may be any word. */
const shortest = 8;

/** Values of the environment that are named as secrets are. */
export function environmentSecrets(
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && value.length >= shortest && secretNames.test(name) && !folders.has(name)
      ? [value]
      : [],
  );
}
