import { describe, expect, test } from 'vitest';
import { looksPersonal, withoutPersonal } from '../../src/privacy/personal.ts';

const letters = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6';
const of = (length: number) => letters.repeat(2).slice(0, length);
/** In pieces, so that nobody who looks for keys finds any here. */
const plantedKeys = [
  ['ghp', '_', of(36)],
  ['github', '_pat_', of(22), '_', of(59)],
  ['glpat', '-', of(20)],
  ['glptt', '-', of(40)],
  ['xoxb', '-', '123456789012-123456789012-', of(24)],
  ['xapp', '-', '1-A012345678-1234567890123-', of(40)],
  ['https://hooks.slack', '.com/services/', 'T00000000/B00000000/', of(24)],
  ['sk', '_live_', of(24)],
  ['rk', '_test_', of(24)],
  ['whsec', '_', of(32)],
  ['shpat', '_', 'a1b2c3d4'.repeat(4)],
  ['AIza', of(35)],
  ['GOCSPX', '-', of(28)],
  ['ya29', '.', of(40)],
  ['sk', '-proj-', of(48)],
  ['sk', '-', of(48)],
  ['sk', '-ant-', 'api03-', of(40)],
  ['hf', '_', of(34)],
  ['npm', '_', of(36)],
  ['pypi', '-AgE', 'IcHlwaS5vcmc', of(20)],
  ['SG', '.', of(22), '.', of(43)],
  ['dop', '_v1_', 'a1b2c3d4'.repeat(8)],
  ['DefaultEndpointsProtocol=https;AccountKey', '=', of(52), of(34), '=='],
].map((parts) => parts.join(''));

const personal: Readonly<Record<string, readonly string[]>> = {
  'e-mail': [
    'jane.doe@example.com',
    'write to <jörg@müller.de> today',
    'https://example.org/?email=jane%40example.com',
    '{"to": "jane+tag@mail.example.co.uk"}',
    'jane.doe＠example.com',
    'ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ',
    'jane&#64;example.com',
    'jane&#x40;example&#46;com',
    'jane&commat;example&period;com',
    'https://example.org/?q=jane%2540example.com',
    'https://example.org/?q=jane%252540example%25252Ecom',
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
    '４１１１１１１１１１１１１１１１',
    '4111\u00a01111\u00a01111\u00a01111',
    '٤١١١١١١١١١١١١١١١',
    '5555\u20115555\u20115555\u20114444',
  ],
  SSN: ['123-45-6789', 'ssn: 123 45 6789.', '123\u201345\u20136789', '１２３-４５-６７８９'],
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
    '+49\u00a0170\u00a01234567',
    '+33\u202f6\u202f12\u202f34\u202f56\u202f78',
    '＋49 170 1234567',
    '415\u2013555\u20130100',
    '+۴۹ ۱۷۰ ۱۲۳۴۵۶۷',
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
    ...plantedKeys,
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
  '1\u202f234\u202f567\u202f890',
  '1\u00a0234\u00a0567,89',
  '１２３４５６７８９０',
  '2001\u20132004',
  'a \u2014 b \u2014 c',
  'sk-learn',
  'sk-SK',
  'npm_config_registry',
  'hf_dataset',
  'pk_live_published',
  'glpat-',
  'xoxo-xoxo',
  'AIza',
  'a &#64; b',
  '100%25 of 40%',
  '東京都。港区．赤坂',
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

test('characters that read alike are masked as they stand', () => {
  expect(withoutPersonal("no column 'jane＠example．com' ２ here", '•••')).toBe(
    "no column '•••' ２ here",
  );
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
