import { wordsOfName } from '../value/name-words.ts';

/** Words in the name of a column that say that its values are about a person, by the kind of them. */
const personalWords: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'an e-mail address': [['email'], ['e', 'mail'], ['mail']],
  'a phone number': [['phone'], ['telephone'], ['mobile'], ['cell', 'phone'], ['fax']],
  'the name of a person': [
    ['first', 'name'],
    ['last', 'name'],
    ['full', 'name'],
    ['middle', 'name'],
    ['given', 'name'],
    ['family', 'name'],
    ['customer', 'name'],
    ['user', 'name'],
    ['person', 'name'],
    ['patient', 'name'],
    ['employee', 'name'],
    ['firstname'],
    ['lastname'],
    ['fullname'],
    ['surname'],
    ['username'],
  ],
  'an address': [['address'], ['street'], ['zip', 'code'], ['postcode'], ['postal', 'code']],
  'a date of birth': [['birth'], ['birthday'], ['birthdate'], ['born'], ['dob']],
  'an identity number': [
    ['ssn'],
    ['social', 'security'],
    ['passport'],
    ['tax', 'id'],
    ['national', 'id'],
    ['license', 'number'],
  ],
  'a payment': [['iban'], ['card', 'number'], ['credit', 'card'], ['account', 'number'], ['cvv']],
  'a secret': [['password'], ['passwd'], ['secret'], ['token'], ['api', 'key']],
  'a device': [['ip'], ['ip', 'address'], ['mac', 'address']],
};

/**
 * Returns the kind of personal data that the name of a column says, such as `'an e-mail address'`; null if it says none. It
 * reads words, in any case and however they are joined: `birthDate`, `BIRTH_DATE`.
 */
export function namesPerson(name: string): string | null {
  const words = wordsOfName(name, /[^\p{L}]+/u);
  for (const [kind, all] of Object.entries(personalWords))
    if (all.some((sought) => hasInOrder(words, sought))) return kind;
  return null;
}

/** True if the words stand in the name one after the other. */
const hasInOrder = (words: readonly string[], sought: readonly string[]): boolean =>
  words.some((_, at) => sought.every((word, place) => words[at + place] === word));
