import type { Scalar } from '../../../metric/expression.ts';
import type {
  DialectContext,
  Examples,
  GroupedAggregate,
  GroupedFrom,
  ShownAggregate,
} from '../../engine.ts';
import { identifier, isNanoseconds, mayBeSpecial, scalar } from './expressions.ts';
import { aliases, groups, list, outer, partition, scoped, selected } from './grouping-sql.ts';
import { microsecondsSql } from './instants.ts';
import { cramersVSql, pearsonSql, spearmanSql } from './paired-sql.ts';
import { entropySql, outlierExamples, outliersSql } from './shape-sql.ts';

/** A function for each kind of aggregate. */
type ByKind<All extends GroupedAggregate, Answer> = {
  readonly [Kind in All['kind']]: (
    aggregate: Extract<All, { kind: Kind }>,
    from: GroupedFrom,
    context: DialectContext,
  ) => Answer;
};

function answerOf<All extends GroupedAggregate, Answer>(
  functions: ByKind<All, Answer>,
  aggregate: All,
  from: GroupedFrom,
  context: DialectContext,
): Answer {
  // The table has the function of each kind under its name, which the compiler can't see of a union.
  const answer = functions[aggregate.kind as All['kind']] as (
    a: All,
    f: GroupedFrom,
    c: DialectContext,
  ) => Answer;
  return answer(aggregate, from, context);
}

/** DuckDB holds NaN to be above all numbers; a number that follows one is not above it to DuckDB either. */
const notAbove = (value: string, previous: string, of: Scalar, context: DialectContext) =>
  mayBeSpecial(of, context)
    ? `(${value} <= ${previous} or isnan(${value}))`
    : `${value} <= ${previous}`;

const printers: ByKind<GroupedAggregate, string> = {
  duplicates: ({ of, nulls }, from, context) => {
    const incomplete = of.map((_, at) => `k${at} is null`).join(' or ');
    const excess = `case when ${incomplete} then ${nulls === 'skip' ? '0' : 'n'} else greatest(n - 1, 0) end`;
    return outer(from.per, `coalesce(sum(${excess}), 0)`, groups(of, from, context));
  },
  mode: ({ of }, from, context) =>
    outer(
      from.per,
      'coalesce(max(n) filter (where k0 is not null), 0)',
      groups([of], from, context),
    ),
  entropy: ({ of }, from, context) => entropySql(of, from, context),
  outliers: outliersSql,
  pearson: ({ of }, from, context) => pearsonSql(of, from, context),
  spearman: ({ of }, from, context) => spearmanSql(of, from, context),
  cramersV: ({ of }, from, context) => cramersVSql(of, from, context),
  gaps: ({ of, milliseconds }, { relation, filter, per }, context) => {
    const value = scalar(of, context);
    const held = scoped(filter, value);
    const at = (instant: string) => microsecondsSql(instant, isNanoseconds(of, context));
    const window = `(${partition(per)}order by v)`;
    const distinct = `(select distinct ${list(selected(per), `${held} as v`)} from ${relation})`;
    const steps = `(select ${list(...aliases(per), `${at('v')} - lag(${at('v')}) over ${window} as step`, `lag(v) over ${window} as previous`)} from ${distinct} where v is not null)`;
    // From infinity to anything there is no number of microseconds.
    const isGap = `step > ${milliseconds * 1000} or (step is null and previous is not null)`;
    return outer(per, `count(*) filter (where ${isGap})`, steps);
  },
  descents: ({ of }, { relation, filter, per }, context) => {
    const value = scalar(of, context);
    const held = scoped(filter, value);
    const isDescent = notAbove('v', 'previous', of, context);
    // Without segments the rows stream past in their order, each beside the one before it: nothing is sorted or kept.
    if (per.length === 0) {
      const values = `(select ${held} as v from ${relation})`;
      const streamed = `(select v, lag(v) over () as previous from ${values} where v is not null)`;
      return outer(per, `count(*) filter (where ${isDescent})`, streamed);
    }
    const numbered = `(select ${list(selected(per), `${held} as v`, 'row_number() over () as n')} from ${relation})`;
    const pairs = `(select ${list(...aliases(per), 'v', `lag(v) over (${partition(per)}order by n) as previous`)} from ${numbered} where v is not null)`;
    return outer(per, `count(*) filter (where ${isDescent})`, pairs);
  },
};

/** A whole SELECT: `s0`, `s1`... of the segments, and `value`. */
export function groupedSql(
  aggregate: GroupedAggregate,
  from: GroupedFrom,
  context: DialectContext,
): string {
  return answerOf(printers, aggregate, from, context);
}

const named = (node: Scalar, at: number) =>
  node.kind === 'column' ? node.name : `value ${at + 1}`;

/**
 * The groups that fit `having`, largest first: their values and how many rows hold them. Ordered by place, for `order
 * by` takes a column of the dataset's name for ours.
 */
function largest(
  of: readonly Scalar[],
  from: GroupedFrom,
  context: DialectContext,
  having: string,
): Examples {
  const values = of.map(named);
  const columns = [...values, values.includes('rows') ? 'rows of it' : 'rows'];
  const list = [...of.map((_, at) => `k${at}`), 'n'].map(
    (item, at) => `${item} as ${identifier(columns[at] ?? '')}`,
  );
  return {
    columns,
    sql: `select ${list.join(', ')} from ${groups(of, from, context)} where ${having} order by ${columns.length} desc, ${of.map((_, at) => at + 1).join(', ')} limit 10`,
  };
}

const examplers: ByKind<ShownAggregate, Examples> = {
  duplicates: ({ of, nulls }, from, context) => {
    const incomplete = of.map((_, at) => `k${at} is null`).join(' or ');
    return largest(
      of,
      from,
      context,
      nulls === 'skip' ? `n > 1 and not (${incomplete})` : `n > 1 or (n > 0 and (${incomplete}))`,
    );
  },
  mode: ({ of }, from, context) => largest([of], from, context, 'n > 0 and k0 is not null'),
  entropy: ({ of }, from, context) => largest([of], from, context, 'n > 0 and k0 is not null'),
  outliers: outlierExamples,
  gaps: ({ of, milliseconds }, { relation, filter }, context) => {
    const value = scalar(of, context);
    const at = (instant: string) => microsecondsSql(instant, isNanoseconds(of, context));
    const steps = `(select v, lag(v) over (order by v) as previous from (select distinct ${value} as v from ${relation}${filter === null ? '' : ` where ${filter}`}) where v is not null)`;
    return {
      columns: ['after', 'next'],
      sql: `select previous as "after", v as "next" from ${steps} where previous is not null and coalesce(${at('v')} - ${at('previous')} > ${milliseconds * 1000}, true) order by previous limit 10`,
    };
  },
  descents: ({ of }, { relation, filter }, context) => {
    const numbered = `(select ${scalar(of, context)} as v, row_number() over () as n from ${relation}${filter === null ? '' : ` where ${filter}`})`;
    const pairs = `(select v, n, lag(v) over (order by n) as previous from ${numbered} where v is not null)`;
    return {
      columns: ['row', 'value', 'before it'],
      sql: `select n as "row", v as "value", previous as "before it" from ${pairs} where ${notAbove('v', 'previous', of, context)} order by n limit 10`,
    };
  },
};

/** Selects a few rows of what a grouped aggregate counted. */
export function examplesSql(
  aggregate: ShownAggregate,
  from: GroupedFrom,
  context: DialectContext,
): Examples {
  return answerOf(examplers, aggregate, from, context);
}
