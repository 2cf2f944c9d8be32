import { expect, test } from 'vitest';
import {
  driftFacts,
  driftInShort,
  driftProperties,
  printDrift,
} from '../../../src/outcome/drift/drift-words.ts';
import { failureMessage, headline } from '../../../src/outcome/failure.ts';
import { width } from '../../../src/outcome/printable-text.ts';
import {
  allColumns,
  driftOutcomes,
  fare,
  masked,
  passengers,
  payment,
  recorded,
} from '../../reporters/drift-example.ts';
import { outcomeOf } from '../../reporters/example.ts';

test('a missed drift says method, value, interval, bound, reference and what moved', () => {
  expect(failureMessage(fare)).toMatchInlineSnapshot(`
    "column('fare').drift('psi') is 0.44169, expected at most 0.2; moved most: from 26 on, 10% → 24%

      dataset   2020-04.csv
      over      237,993 rows
      method    psi
      reference the dataset 2019-03.csv: 7,832,545 rows, compared with 237,993
      interval  0.437 to 0.447 with 95% confidence, by a formula
      detects   drifts of 0.00021 and more, with so many rows
      moved     from 26 on: 10% → 24%, 28% of the drift
                NULL: 0% → 2%, 24% of the drift
                below 4.5: 10.2% → 3.1%, 19% of the drift

      the shares of 11 bins, in their order:
        reference  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄··
        current    ▂▂▂▂▂▂▃▃▃▃▄▄▄▄▅▅▅▅██▁▁
        moved      ▼                 ▲ ▲"
  `);
});

test('the columns that drifted are a table', () => {
  expect(failureMessage(allColumns)).toMatchInlineSnapshot(`
    "rows.drift() is 3 of 11 (27.27%), expected at most 20%; drifted: email_domain, payment, fare

      dataset   2020-04.csv
      over      237,993 rows
      reference the dataset 2019-03.csv: 7,832,545 rows, compared with 237,993
      columns   3 of 11 columns drifted, 1 not compared

      columns that drifted (shape of the reference above, of the current data
      below):
                 column        method     drift  at most  shape
        ───────  ────────────  ─────────  ─────  ───────  ───────────
        drifted  email_domain  hellinger  0.483     0.15  ▇▄▃
                 category 1: 50% → 20%                    ▃█▃
        drifted  payment       cramersV   0.258      0.1  █▄▁▁▁▁▁
                 Cash: 26.8% → 47.1%                      ▆▆▁▁·▁▁
        drifted  fare          psi        0.442      0.2  ▄▄▄▄▄▄▄▄▄▄·
                 from 26 on: 10% → 24%, NULL: 0% → 2%     ▂▂▂▃▃▄▄▅▅█▁"
  `);
});

test('a picked method, a bootstrap and a p-value are in words', () => {
  expect(driftFacts(passengers)).toMatchInlineSnapshot(`
    [
      [
        "method",
        "ks, picked: ks, since its values are numbers and both samples have at most 1,000 rows",
      ],
      [
        "reference",
        "the dataset 2019-03.csv: 980 rows, compared with 640",
      ],
      [
        "interval",
        "0.04 to 0.11 with 95% confidence, by bootstrap, seed 7",
      ],
      [
        "detects",
        "drifts of 0.0691 and more, with so many rows",
      ],
      [
        "p-value",
        "0.0014, corrected for 12 tests of the contract; 0.00012 alone",
      ],
      [
        "moved",
        "1: 70.3% → 78.1%, 50% of what moved",
      ],
      [
        "",
        "2: 14.7% → 10.84%, 25% of what moved",
      ],
    ]
  `);
  expect(Object.fromEntries(driftFacts(payment))).toMatchObject({
    reference: 'the recorded baseline: 7,832,545 rows, compared with 237,993',
    'p-value': '1e-300, not corrected',
  });
});

test('all but the first line fits into 80 columns', () => {
  for (const outcome of driftOutcomes) {
    const [, ...lines] = failureMessage(outcome).split('\n');
    expect(lines.filter((line) => width(line) > 80)).toEqual([]);
  }
});

test('the first line names what moved most', () => {
  expect(headline(fare)).toBe(
    "column('fare').drift('psi') is 0.44169, expected at most 0.2; moved most: from 26 on, 10% → 24%",
  );
  expect(headline(allColumns)).toBe(
    'rows.drift() is 3 of 11 (27.27%), expected at most 20%; drifted: email_domain, payment, fare',
  );
  expect(recorded.drift && driftInShort(recorded.drift)).toBeNull();
});

test('of a masked column only shares are told', () => {
  expect(failureMessage(masked)).toContain('category 1: 50% → 20%');
});

test('machines read the same as properties, and none of what is no drift', () => {
  expect(driftProperties(outcomeOf())).toEqual({});
  expect(driftProperties(fare)).toMatchInlineSnapshot(`
    {
      "comparedRows": 237993,
      "correctedPValue": null,
      "detectableDrift": 0.00021,
      "driftConfidence": 0.95,
      "driftInterval": "0.437 to 0.447",
      "drifted": null,
      "method": "psi",
      "moved": "from 26 on: 10% → 24%; NULL: 0% → 2%; below 4.5: 10.2% → 3.1%",
      "notCompared": null,
      "pValue": null,
      "reference": "dataset 2019-03.csv",
      "referenceRows": 7832545,
    }
  `);
  expect(driftProperties(allColumns)).toMatchObject({
    notCompared:
      'vendor: Nearly every value is its own, so that there is no distribution to compare.',
  });
});

test('numbers keep three digits, whatever their size', () => {
  const numbers = [0, 0.31249, 1.05, 1234.5, 5e-324, 1e20, 1e300];
  expect(numbers.map(printDrift)).toEqual([
    '0',
    '0.312',
    '1.05',
    '1,230',
    '5e-324',
    '1.00e+20',
    '1.00e+300',
  ]);
});
