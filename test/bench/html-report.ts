import { type History, keyOf } from '../../reporters/html/history.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import type { Report } from '../../src/outcome/report.ts';
import { reportedBound } from '../../src/outcome/reported-bound.ts';
import { bound } from '../../src/value/bound.ts';
import { contractOf, outcomeOf, reportOf } from '../reporters/example.ts';

const aContract = 100;
const runs = 50;

const numbered = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** SQL as long as that of this project's own contracts: 340 characters in the mean. */
const sqlOf = (column: string, contract: string) =>
  `select count(case when (("${column}" is not null) and ((regexp_full_match("${column}", ` +
  `'[A-Z]{3}[0-9]{2,8}') and "${column}" <> 'NONE' and length("${column}") between 3 and 40) is not true)) ` +
  `then 1 end) as matches from read_parquet(['warehouse/exports/${contract}/year=*/month=*/*.parquet'], ` +
  'hive_partitioning=true) where "tenant" is not null and "deleted_at" is null';

/** One of ten missed its bound, with ten rows; one of fifty has a distribution, one of twenty its counts by file. */
function expectation(at: number): Outcome {
  const contract = `contract-${Math.floor(at / aContract)}`;
  const column = `measured column ${at}`;
  const isMissed = at % 10 === 3;
  const metric = `rows.where("tenant = 'a'").column('${column}').matches(/^[A-Z]{3}/)`;
  const columns = numbered(6, (one) => `column ${one}`);
  return outcomeOf({
    contract,
    dataset: `warehouse/exports/${contract}/year=*/month=*/*.parquet`,
    id: metric,
    title: metric,
    metric,
    state: isMissed ? 'failed' : 'passed',
    because: at % 3 === 0 ? 'the export of the warehouse has promised it since 2024' : null,
    bound: reportedBound(bound('atMost', ['1%'], 'count')),
    kind: 'condition',
    unit: 'count',
    share: isMissed ? '0.021' : '0.0007',
    expected: 'at most 1%',
    observed: isMissed ? '63,000 of 3,000,000 (2.1%)' : '2,100 of 3,000,000 (0.07%)',
    value: isMissed ? '63000' : '2100',
    of: 3_000_000,
    rows: 3_000_000,
    violations: isMissed ? 63_000 : 2100,
    sample: isMissed
      ? {
          columns,
          rows: numbered(10, (row) => columns.map((name) => `${name}-${row}`)),
          masked: [],
          shows: 'rows',
        }
      : null,
    distribution:
      at % 50 === 0
        ? { kind: 'histogram', bins: numbered(40, (bin) => [bin * 64, bin * 64 + 64, bin * 1000]) }
        : null,
    byFile:
      at % 20 === 0
        ? numbered(12, (file) => ({ file: `month=${file}/a.parquet`, value: file, of: 250_000 }))
        : null,
    sql: sqlOf(column, contract),
  });
}

/** A run of so many expectations, in contracts of 100. */
export function benchmarkReport(expectations: number): Report {
  const contracts = Map.groupBy(numbered(expectations, expectation), (one) => one.contract);
  return reportOf([...contracts.values()].map((outcomes) => contractOf(outcomes)));
}

/** Fifty runs before it, in which every value moved. */
export const benchmarkHistory = ({ contracts }: Report): History =>
  new Map(
    contracts
      .flatMap(({ outcomes }) => outcomes)
      .map((outcome) => [
        keyOf(outcome),
        numbered(runs, (at) => ({
          startedAt: new Date(Date.UTC(2026, 8, at)).toISOString(),
          state: at > 40 ? outcome.state : 'passed',
          value: `${Number(outcome.value) + at}`,
          observed: `${Number(outcome.value) + at} of 3,000,000`,
        })),
      ]),
  );
