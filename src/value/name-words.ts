/** Returns the words of a name in lower case, however they are joined: `birthDate`, `BIRTH_DATE`. `apart` matches what is between them. */
export const wordsOfName = (name: string, apart: RegExp): readonly string[] =>
  name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(apart)
    .filter((word) => word !== '');
