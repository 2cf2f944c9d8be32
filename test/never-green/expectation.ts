import type {
  Condition,
  DriftMeasure,
  Expectation,
  Measure,
  NumberColumn,
  TextColumn,
  TimeColumn,
} from '../../src/index.ts';
import { erasures } from '../../src/index.ts';
import type { Check, Rule } from './case.ts';

/** A contract's rows and columns, where names and values are data that the compiler can't look up. */
export interface Declaring {
  readonly rows: Rows;
  column(name: string): Column;
}

interface Rows {
  count(): Measure<'count'>;
  drift(options?: { readonly from?: string }): Measure<'count'>;
  key(...columns: readonly string[]): Condition;
  satisfy(sql: string): Condition;
  erased(ledger: ReturnType<typeof erasures>): Condition;
  where(sql: string): Rows & Pick<Declaring, 'column'>;
  per(column: string): Rows & Pick<Declaring, 'column'>;
}

type Column = NumberColumn & TextColumn & TimeColumn;

/** The dataset that subjects were erased from. */
export const ledgerName = 'erased';

/** A check as Assay says it. */
export function expectationOf(check: Check, declaring: Declaring): Expectation {
  const expectation = ruleOf(check, scopeOf(check, declaring));
  return check.warning ? expectation.warn() : expectation;
}

function scopeOf({ where, per }: Check, { rows, column }: Declaring): Declaring {
  const filtered = where === undefined ? { ...rows, column } : rows.where(where);
  const { column: scoped, ...rest } = per === undefined ? filtered : filtered.per(per);
  return { rows: rest, column: scoped };
}

function ruleOf(rule: Rule, { rows, column }: Declaring): Expectation {
  switch (rule.kind) {
    case 'row count':
      return counted(rows.count(), rule);
    case 'not null':
      return column(rule.column).notNull();
    case 'unique':
      return column(rule.column).unique();
    case 'key':
      return rows.key(...rule.columns);
    case 'nulls at most':
      return column(rule.column).nulls().atMost(rule.limit);
    case 'missing at most':
      return column(rule.column).missing().atMost(rule.limit);
    case 'duplicates at most':
      return column(rule.column).duplicates().atMost(rule.limit);
    case 'accepted values':
      return column(rule.column).in(rule.values as readonly string[]);
    case 'refused values':
      return column(rule.column).notIn(rule.values as readonly string[]);
    case 'matches pattern':
      return column(rule.column).matches(new RegExp(rule.pattern));
    case 'matches no pattern':
      return column(rule.column).notMatches(new RegExp(rule.pattern));
    case 'format':
      return column(rule.column).format(rule.format);
    case 'length between':
      return column(rule.column).length(rule.min, rule.max);
    case 'values between':
      return column(rule.column).between(rule.min as number, rule.max as number);
    case 'statistic':
      return statisticOf(rule, column(rule.column));
    case 'statistic of two': {
      const [one, other] = [column(rule.column), column(rule.other)];
      return one[rule.statistic](other).between(rule.min, rule.max);
    }
    case 'bin at most': {
      const bins = column(rule.column).histogram(rule.edges);
      const { bin } = rule;
      return (typeof bin === 'number' ? bins.bin(bin) : bins[bin]()).atMost(rule.limit);
    }
    case 'distinct share at least':
      return column(rule.column).distinct().atLeast(rule.limit);
    case 'freshness':
      return column(rule.column).age().atMost(`${rule.hours}h`);
    case 'newest at least':
      return column(rule.column).newest().atLeast(new Date(rule.limit));
    case 'satisfies sql':
      return rows.satisfy(rule.predicate);
    case 'no erased subjects':
      return rows.erased(erasures(ledgerName, { column: rule.column }));
    case 'drift':
      return driftExpectation(rule, column(rule.column));
    case 'drift p-value':
      return column(rule.column).drift(rule.method, comparing(rule)).pValue().atLeast(rule.min);
    case 'new values':
      return column(rule.column).newValues(comparing(rule)).atMost(rule.max);
    case 'vanished values':
      return column(rule.column).vanishedValues(comparing(rule)).atMost(rule.max);
    case 'drifted columns':
      return rows.drift(comparing(rule)).atMost(rule.max);
    case 'change':
      return numberOf(rule, { rows, column })
        .change(comparing(rule))
        .between(`${rule.min * 100}%`, `${rule.max * 100}%`);
    case 'difference':
      return numberOf(rule, { rows, column })
        .difference(comparing(rule))
        .between(rule.min, rule.max);
    case 'like earlier runs':
      return likeEarlierRuns(rule, { rows, column });
    case 'rule in code':
    case 'schema':
      throw new Error(`${rule.kind} is judged by the schema.`);
  }
}

const counted = (
  count: Measure<'count'>,
  { min = 0, max }: Extract<Rule, { kind: 'row count' }>,
): Expectation => (max === undefined ? count.atLeast(min) : count.between(min, max));

function likeEarlierRuns(
  {
    statistic,
    column: name,
    season,
    mayBeYoung = false,
  }: Extract<Rule, { kind: 'like earlier runs' }>,
  { rows, column }: Pick<Declaring, 'rows' | 'column'>,
): Expectation {
  const measure: Measure<'count'> | Measure<'number'> =
    name === undefined || statistic === 'count' ? rows.count() : column(name)[statistic]();
  const anomaly = measure.anomaly(season === undefined ? {} : { season });
  return mayBeYoung ? anomaly.allowYoung() : anomaly;
}

const comparing = ({ from }: { readonly from?: string }) => (from === undefined ? {} : { from });

function driftExpectation(rule: Extract<Rule, { kind: 'drift' }>, column: Column): Expectation {
  const { method, bins, edges, nulls, max, above } = rule;
  const options = {
    ...comparing(rule),
    ...(bins !== undefined && { bins }),
    ...(edges !== undefined && { edges }),
    ...(nulls !== undefined && { nulls }),
  };
  const drift: DriftMeasure =
    method === null ? column.drift(options) : column.drift(method, options);
  const expectation = above === undefined ? drift.atMost(max ?? 0) : drift.above(above);
  return rule.confident ? expectation.confident() : expectation;
}

function numberOf(
  { statistic, column: name }: Extract<Rule, { kind: 'change' | 'difference' }>,
  { rows, column }: Pick<Declaring, 'rows' | 'column'>,
): Measure<'count'> | Measure<'number'> {
  return name === undefined || statistic === 'count' ? rows.count() : column(name)[statistic]();
}

function statisticOf(
  { statistic, min, max, not, p = 0.5 }: Extract<Rule, { kind: 'statistic' }>,
  column: Column,
): Expectation {
  if (statistic === 'distinct') {
    const distinct = column.distinct();
    return (not ? distinct.not : distinct).between(min, max);
  }
  const measure = statistic === 'quantile' ? column.quantile(p) : column[statistic]();
  return (not ? measure.not : measure).between(min, max);
}
