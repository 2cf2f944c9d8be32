import type fc from 'fast-check';
import { pick } from '../draw.ts';

/** Draws digits, or other characters of an alphabet. */
function drawn(random: fc.Random, length: number, alphabet = '0123456789'): string {
  let text = '';
  for (let left = length; left > 0; left--)
    text += alphabet[random.nextInt(0, alphabet.length - 1)];
  return text;
}

/** Card numbers by how they begin, and the number of digits after that and before the check digit. */
const cards = [
  ['4', 14],
  ['51', 13],
  ['34', 12],
  ['6011', 11],
] as const;

/** Draws a number of a credit card, with its Luhn digit. */
export function creditCard(random: fc.Random): string {
  const [start, more] = pick(random, cards);
  const digits = start + drawn(random, more);
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits + String((10 - (sum % 10)) % 10);
}

/** Countries whose account numbers are digits only, and how many. */
const accounts = [
  ['DE', 18],
  ['AT', 16],
  ['BE', 12],
  ['DK', 14],
  ['ES', 20],
  ['PL', 24],
] as const;

/** Draws an IBAN, with its two check digits. */
export function iban(random: fc.Random): string {
  const [country, length] = pick(random, accounts);
  const account = drawn(random, length);
  return country + checkDigits(account + country) + account;
}

/** Draws a Legal Entity Identifier, with its two check digits. */
export function lei(random: fc.Random): string {
  const entity = drawn(random, 18, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  return entity + checkDigits(entity);
}

/** The two digits of ISO 7064 that make a text, with letters as numbers from 10, 1 modulo 97. */
function checkDigits(text: string): string {
  const digits = text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return String(98n - ((BigInt(digits) * 100n) % 97n)).padStart(2, '0');
}

/** Draws an ISBN of 13 digits, or of 10. */
export function isbn(random: fc.Random): string {
  return random.nextInt(0, 2) > 0 ? isbn13(`978${drawn(random, 9)}`) : isbn10(drawn(random, 9));
}

const isbn13 = (digits: string) =>
  digits + String((10 - (weighed(digits, (at) => (at % 2 === 0 ? 1 : 3)) % 10)) % 10);

function isbn10(digits: string): string {
  const check = (11 - (weighed(digits, (at) => 10 - at) % 11)) % 11;
  return digits + (check === 10 ? 'X' : String(check));
}

const weighed = (digits: string, weight: (at: number) => number) =>
  [...digits].reduce((sum, digit, at) => sum + Number(digit) * weight(at), 0);
