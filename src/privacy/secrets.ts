/** Removes user, password and signature from a URL. */
export function withoutSecrets(url: string): string {
  // A password may hold an @ as it is: the last one before the path ends it.
  return url.replace(/^([a-z\d+.-]+:\/\/)[^/]*@/i, '$1').replace(/\?.*$/s, '?…');
}

/** Matches a URL within a text. A password may contain quotes; the part after the host may not. */
const url = /\b[a-z][a-z\d+.-]{0,40}:\/\/(?:[^/\s]*@)?[^\s'"<>)\]]*/gi;

/**
 * Matches a word that names a secret. It leaves out the characters before it: a pattern for them would try every way to
 * split a long word.
 */
const secretWord =
  '(?:password|passwd|pwd|secret|token|signature|(?:api|access|account|private)[_-]?key(?:[_-]?id)?|key[_-]?id|credential)s?';

/** Matches an assignment of a secret, such as `password=…` or `SECRET '…'`, in connection strings and statements. */
const assignment = new RegExp(
  `(${secretWord}["']?\\s*(?:=>?\\s*|:\\s*(?=["']|\\S{6})|\\s(?=')))(?!…)("[^"]*"|'[^']*'|[^\\s,;&'")]+)`,
  'gi',
);

const authorization =
  /\b(authorization["']?\s*[:=]\s*|bearer\s+|basic\s+(?=[\w+/=-]{12}))(?!…)[^\s,;'"]+(?:\s+[\w+/=.-]{12,})?/gi;

/** Removes credentials from the words of an error, by their form. */
export function withoutCredentials(text: string): string {
  return withoutUrlSecrets(text).replaceAll(assignment, '$1…').replaceAll(authorization, '$1…');
}

/** Removes the secrets of URLs from a query. Its other words are the user's own. */
export const withoutUrlSecrets = (text: string): string => text.replaceAll(url, withoutSecrets);

const secretNames = /(?:^|_)(?:KEY|SECRET|TOKEN|PASSWORD|PASSWD|PASS|PWD|PAT|CREDENTIALS?)(?:_|$)/i;
/** Variables that hold the folder of a shell. */
const folders: ReadonlySet<string> = new Set(['PWD', 'OLDPWD']);
/** The shortest value that is treated as a secret. A shorter one may be any word. */
const shortest = 8;

/** Returns the values of environment variables that are named like secrets. */
export function environmentSecrets(
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  // The names first: each value of the process's own environment is a call of the system.
  return Object.keys(env).flatMap((name) => {
    const value = secretNames.test(name) && !folders.has(name) ? env[name] : undefined;
    return value !== undefined && value.length >= shortest ? [value] : [];
  });
}
