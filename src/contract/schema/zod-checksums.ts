/** ISO 3166-1 alpha-2, the officially assigned codes. */
export const countryCodes = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
  'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT ' +
  'JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY ' +
  'MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM ' +
  'PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ ' +
  'TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ');

/** Legal Entity Identifier, ISO 17442: 18 letters or digits and two digits that make it 1 modulo 97 (ISO 7064). */
export function isLei(text: string): boolean {
  if (!/^[0-9A-Z]{18}\d{2}$/.test(text)) return false;
  const digits = text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n;
}

/** ISBN of 10 or 13 digits, with single hyphens or spaces between them or without. */
export function isIsbn(text: string): boolean {
  if (!/^\d(?:[ -]?\d){8,11}[ -]?[\dX]$/.test(text)) return false;
  const digits = [...text.replace(/[ -]/g, '')].map((one) => (one === 'X' ? 10 : Number(one)));
  if (digits.length === 10) return weigh(digits, (at) => 10 - at) % 11 === 0;
  const isBookland = /^97[89]/.test(text.replace(/[ -]/g, '')) && !text.endsWith('X');
  return (
    digits.length === 13 && isBookland && weigh(digits, (at) => (at % 2 === 0 ? 1 : 3)) % 10 === 0
  );
}

const weigh = (digits: readonly number[], weight: (at: number) => number) =>
  digits.reduce((sum, digit, at) => sum + digit * weight(at), 0);
