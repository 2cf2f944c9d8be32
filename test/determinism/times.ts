/** Stretches of time about which clocks, calendars or numbers are odd; moments in UTC, in order. */
export interface Odd {
  readonly name: string;
  /** Whether a zone's clocks or calendar are what is odd about it. */
  readonly isOfClocks?: boolean;
  readonly moments: readonly string[];
}

export const odd: readonly Odd[] = [
  {
    name: 'New York sets its clocks forward',
    isOfClocks: true,
    moments: [
      '2026-03-08T02:30:00',
      '2026-03-08T06:59:59',
      '2026-03-08T06:59:59.999999',
      '2026-03-08T07:00:00',
      '2026-03-08T07:00:00.001',
    ],
  },
  {
    name: 'New York sets its clocks back',
    isOfClocks: true,
    moments: [
      '2026-11-01T01:30:00',
      '2026-11-01T05:30:00',
      '2026-11-01T06:00:00',
      '2026-11-01T06:30:00',
    ],
  },
  {
    name: 'Lord Howe sets its clocks back by half an hour',
    isOfClocks: true,
    moments: [
      '2026-04-04T14:29:59.999',
      '2026-04-04T15:00:00',
      '2026-04-04T15:15:00',
      '2026-04-04T15:30:00',
    ],
  },
  {
    name: 'Apia leaves out a day',
    isOfClocks: true,
    moments: [
      '2011-12-30T09:59:59',
      '2011-12-30T10:00:00',
      '2011-12-31T00:00:00',
      '2011-12-31T10:00:00',
    ],
  },
  {
    name: 'Kathmandu has moved by a quarter of an hour',
    isOfClocks: true,
    moments: ['1985-12-31T18:29:59', '1985-12-31T18:30:00', '1985-12-31T18:45:00'],
  },
  {
    name: 'a leap day',
    moments: ['2024-02-28T23:59:59.999999', '2024-02-29', '2024-02-29T23:59:59', '2024-03-01'],
  },
  {
    name: 'a year of a century that is no leap year',
    moments: ['1900-02-28', '1900-03-01', '2100-02-28', '2100-03-01'],
  },
  { name: 'one that is', moments: ['2000-02-28', '2000-02-29', '2000-03-01'] },
  {
    name: 'a leap second',
    moments: ['2016-12-31T23:59:59', '2016-12-31T23:59:59.999999', '2017-01-01'],
  },
  {
    name: '1970',
    moments: [
      '1969-12-31T23:59:59.999',
      '1969-12-31T23:59:59.999999',
      '1970-01-01',
      '1970-01-01T00:00:00.000001',
      '1970-01-01T00:00:00.001',
    ],
  },
  {
    name: 'the end of 32 bits',
    moments: [
      '1901-12-13T20:45:51',
      '1901-12-13T20:45:52',
      '2038-01-19T03:14:07',
      '2038-01-19T03:14:08',
    ],
  },
  {
    name: 'year 10000',
    moments: [
      '9999-12-31T23:59:59.999',
      '9999-12-31T23:59:59.999999',
      '10000-01-01',
      '10000-01-01T00:00:00.000001',
    ],
  },
  {
    name: 'a far year',
    moments: ['200000-02-29T12:00:00', '200000-02-29T12:00:00.000001', '275760-09-12'],
  },
  {
    name: 'year 1 and those before',
    moments: ['-4712-11-24', '0000-02-29', '0000-12-31T23:59:59.999999', '0001-01-01'],
  },
];
