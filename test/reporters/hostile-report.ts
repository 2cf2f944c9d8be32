import fc from 'fast-check';
import type { Outcome } from '../../src/outcome/outcome.ts';
import type { Report } from '../../src/outcome/report.ts';
import type { ReportedFuzz } from '../../src/outcome/reported-fuzz.ts';
import { columns, driftOf, driftOutcome, payment } from './drift-example.ts';
import { contractOf, outcomeOf, outcomesOfEachState, reportOf } from './example.ts';
import { fuzzOf } from './fuzz-example.ts';
import { hostile } from './hostile.ts';

/** Texts of a report; with 500 of them, 10,000 texts have been tried. */
const textsOfReport = 20;
export const hostileReports = 500;

/** A report of which every text is hostile. */
export const hostileReport: fc.Arbitrary<Report> = fc
  .array(hostile, { minLength: textsOfReport, maxLength: textsOfReport })
  .map(madeOf);

function madeOf(texts: readonly string[]): Report {
  const text = (at: number) => texts[at] ?? '';
  const outcomes = outcomesOfEachState.map(
    (outcome, at): Outcome => ({
      ...outcome,
      contract: text(0),
      dataset: text(1),
      title: `${text(2)}${at}`,
      name: `${text(2)}${at}`,
      id: `${at}`,
      metric: text(3),
      because: text(4),
      expected: text(5),
      observed: outcome.observed === null ? null : text(6),
      sample: outcome.sample && {
        columns: [text(7), text(8)],
        rows: [
          [text(9), text(10)],
          [text(11), null],
        ],
        masked: [text(12)],
        shows: 'rows',
      },
      sql: outcome.sql === null ? null : text(13),
      evidence: outcome.evidence && { ...outcome.evidence, notes: [text(14)] },
      problem: outcome.problem && { ...outcome.problem, message: `${text(15)}${at}` },
      location: outcome.location && { ...outcome.location, file: text(16) },
    }),
  );
  const more = outcomeOf({ ...outcomes[3], id: 'more', title: text(2) });
  const contract = contractOf([...outcomes, more, ...hostileDrifts(text)], {
    file: text(17),
    owner: text(18),
  });
  return reportOf([contract], [{ file: text(17), message: text(19) }], {
    fuzz: [hostileFuzz(text), hostileFuzz(text)],
  });
}

/** A fuzz test of which every text is hostile. */
function hostileFuzz(text: (at: number) => string): ReportedFuzz {
  const properties = fuzzOf().properties.map((property, at) => ({
    ...property,
    id: `${at}`,
    title: text(2),
    problem: property.problem && { ...property.problem, message: text(15) },
    location: property.location && { ...property.location, file: text(16) },
    example: property.example && {
      ...property.example,
      faults: [text(5)],
      found: text(6),
      tables: property.example.tables.map((table) => ({
        ...table,
        title: text(3),
        columns: [text(7), text(8)],
        rows: [
          [text(9), text(10)],
          [text(11), null],
        ],
      })),
    },
  }));
  return fuzzOf(properties, {
    name: text(0),
    file: text(17),
    step: text(1),
    leftOut: [{ title: text(3), reason: text(4) }],
  });
}

/** A drift whose categories, columns, reference and reasons are hostile, of one column and of several. */
function hostileDrifts(text: (at: number) => string): readonly Outcome[] {
  const bins = (payment.drift?.bins ?? []).map((bin, at) => ({
    ...bin,
    category: bin.kind === 'category' ? text(at) : null,
  }));
  const changes = {
    contract: text(0),
    dataset: text(1),
    state: 'failed',
    reference: { kind: 'dataset', name: text(12), value: null },
  } as const;
  const all = columns.map((column, at) => ({
    ...column,
    bins: column.kind === 'categories' ? bins : column.bins,
    column: text(at),
    problem: column.problem && text(13),
  }));
  const kind = 'categories';
  return [
    driftOutcome('a', driftOf({ kind, bins, picked: text(14) }), { ...changes, id: 'drift' }),
    driftOutcome('b', driftOf({ columns: all }), { ...changes, id: 'drifts' }),
  ];
}
