/** Written otherwise, a value is told just as well. */
function formsOf(token: string): readonly string[] {
  const bytes = Buffer.from(token);
  const hex = bytes.toString('hex');
  const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const escaped = JSON.stringify(token).slice(1, -1);
  const ascii = escaped.replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const html = token.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    token,
    escaped,
    ascii,
    html,
    html.replaceAll("'", '&#39;'),
    html.replaceAll("'", '&#x27;'),
    html.replaceAll("'", '&apos;'),
    token.replaceAll("'", "''"),
    encodeURIComponent(token),
    encodeURIComponent(token).replaceAll('%20', '+'),
    encodeURI(token),
    percent,
    percent.toUpperCase(),
    hex,
    hex.toUpperCase(),
    ...[0, 1, 2].map((offset) => base64Of(bytes, offset)),
    ...(/^\d{16}$/.test(token) ? numberForms(token) : []),
    ...(/^\d{4}-\d\d-\d\d$/.test(token) ? dateForms(token) : []),
  ];
}

/** The characters of base64 that are of these bytes alone, where the text that they are a part of puts them. */
function base64Of(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const end = ((offset + bytes.length) * 8) % 6 === 0 ? text.length : text.length - 1;
  return text.slice(Math.ceil((offset * 8) / 6), end);
}

const numberForms = (token: string) => [
  // So much of a card's number is the bank, and more than half of the account.
  token.slice(0, 12),
  token.replaceAll(/\B(?=(\d{3})+$)/g, ','),
  BigInt(token).toString(16),
  token.replace(/(\d{4})(\d{4})(\d{4})/, '$1 $2 $3 '),
];

function dateForms(token: string): readonly string[] {
  const [year = '', month = '', day = ''] = token.split('-');
  const milliseconds = Date.parse(token);
  return [
    `${day}.${month}.${year}`,
    `${month}/${day}/${year}`,
    String(milliseconds),
    String(milliseconds * 1000),
  ];
}

/** Every form begins with a key of this length, by which a text is looked through once for all of them. */
const keyLength = 8;

/** Finds which of the tokens a text tells. */
export function leakFinder(tokens: readonly string[]): (text: string) => readonly string[] {
  const byKey = new Map<string, (readonly [form: string, token: string])[]>();
  for (const token of tokens) {
    for (const form of new Set(formsOf(token))) {
      if (form.length < keyLength) throw new RangeError(`'${form}' is too short to be looked for.`);
      const key = form.slice(0, keyLength);
      byKey.set(key, [...(byKey.get(key) ?? []), [form, token]]);
    }
  }
  return (text) => {
    const found = new Set<string>();
    for (let at = 0; at + keyLength <= text.length; at += 1) {
      for (const [form, token] of byKey.get(text.slice(at, at + keyLength)) ?? [])
        if (text.startsWith(form, at)) found.add(`${token} as ${form}`);
    }
    return [...found];
  };
}
