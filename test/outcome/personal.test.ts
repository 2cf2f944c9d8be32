import { describe, expect, test } from 'vitest';
import { looksPersonal, withoutPersonal } from '../../src/outcome/personal.ts';

const personal: Readonly<Record<string, readonly string[]>> = {
  'e-mail': [
    'jane.doe@example.com',
    'write to <jörg@müller.de> today',
    'https://example.org/?email=jane%40example.com',
    '{"to": "jane+tag@mail.example.co.uk"}',
  ],
  card: [
    '4111111111111111',
    '4111 1111 1111 1111',
    '5555-5555-5555-4444',
    '378282246310005',
    '3782 822463 10005',
    'paid with 6011111111111117, thank you',
    '4111111111111112 4111111111111111',
    '4111111111111111.0',
    '30569309025904',
    '5105105105105100',
    'card_4111111111111111_2024',
  ],
  SSN: ['123-45-6789', 'ssn: 123 45 6789.'],
  phone: [
    '+1 415 555 0100',
    '+442079460958',
    '(415) 555-0100',
    '415-555-0100',
    '1-415.555.0100',
    '0044 20 7946 0958',
    '020 7946 0958',
    '06 12 34 56 78',
    '030/12345678',
  ],
  IBAN: [
    'DE89370400440532013000',
    'DE89 3704 0044 0532 0130 00',
    'de89370400440532013000',
    'GB29 NWBK 6016 1331 9268 19',
    'to NO9386011117947.',
  ],
  'IP address': [
    '192.168.0.17',
    'from 8.8.8.8:443',
    '2001:db8::8a2e:370:7334',
    'fe80::1',
    '2001:0db8:85a3:0000:0000:8a2e:0370:7334',
  ],
  credential: [
    'postgres://app:hunter2@db/prod',
    'AKIAIOSFODNN7EXAMPLE',
    'https://bucket/x?X-Amz-Signature=fe5f80',
    '-----BEGIN RSA PRIVATE KEY-----',
  ],
};

const ordinary = [
  '',
  '42',
  '4111111111111112',
  '4111111111111119',
  '5105105105105109',
  '1234567890',
  '123456789',
  '1700000000000',
  '1700000000000000',
  '1700000000000000000',
  '2024-01-31',
  '31.01.2024 12:30',
  '2001-01-01 00:00:00+00',
  '2001-01-01 00:00:00.123456',
  '12:34:56',
  '2024:01:31 10:00:00',
  '3.141592653589793',
  '0.4111111111111111',
  '-122.419415',
  '550e8400-e29b-41d4-a716-446655440000',
  '11111111-1111-4111-8111-111111111111',
  'd41d8cd98f00b204e9800998ecf8427e',
  'SKU-12345678',
  '978-3-16-148410-0',
  '0000-0002-1825-0097',
  '1.2.3',
  '1.3.6.1.4.1.311',
  '10.0.19041.1',
  'std::vector<int>',
  'a@b',
  '@scope/package',
  'version 1.2.3-beta',
  'at12 oclock in the morning',
  'Volkswagen 1131 Deluxe Sedan',
  '94103-1234',
  '€ 1.234,56',
];

describe('what looks personal', () => {
  test.for(Object.entries(personal).flatMap(([kind, texts]) => texts.map((text) => [kind, text])))(
    '%s: %s',
    ([, text]) => {
      expect(looksPersonal(text ?? '')).toBe(true);
    },
  );

  test.for(ordinary)('nothing in %s', (text) => {
    expect(looksPersonal(text)).toBe(false);
  });
});

test.for<[string, string]>([
  ["no column 'jane@example.com' here", "no column '•••' here"],
  ["say ' +14155550100 ' twice", "say ' ••• ' twice"],
  // What touches it goes with it.
  ['call +14155550100 now', '•••'],
  ['a jane@example.com b', 'a ••• b'],
  ['from 192.168.0.17', 'from 192.168.0.17'],
  ['nothing of anybody', 'nothing of anybody'],
])('the sentence %s is told as %s', ([text, shown]) => {
  expect(withoutPersonal(text, '•••')).toBe(shown);
});
