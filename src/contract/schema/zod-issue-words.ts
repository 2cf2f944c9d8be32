import { printArgument } from '../../metric/subject.ts';

/** The constants of the schema in an issue of zod's own checks; which there are depends on the code. */
export interface IssueFacts {
  readonly code?: string | undefined;
  readonly expected?: unknown;
  readonly origin?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly inclusive?: boolean | undefined;
  readonly format?: unknown;
  readonly divisor?: unknown;
  readonly values?: readonly unknown[] | undefined;
}

/** The things that are counted in a value of each kind. */
const units: Readonly<Record<string, string>> = {
  string: ' characters',
  array: ' items',
  set: ' items',
  map: ' entries',
};

/**
 * Returns what a schema expected in place of a value that it refuses, `'expected string'`. It is made of constants of the
 * schema alone, as zod's own message is not; null for an issue that is about keys of the data.
 */
export function issueWords(issue: IssueFacts): string | null {
  const { code, origin, inclusive = true, values = [] } = issue;
  const unit = units[String(origin)] ?? '';
  const limit = (value: unknown) => `${value instanceof Date ? value.toISOString() : value}${unit}`;
  switch (code) {
    case 'invalid_type':
      return `expected ${issue.expected}`;
    case 'too_small':
      return `expected ${inclusive ? 'at least' : 'more than'} ${limit(issue.minimum)}`;
    case 'too_big':
      return `expected ${inclusive ? 'at most' : 'less than'} ${limit(issue.maximum)}`;
    case 'invalid_format':
      return `expected the format ${issue.format}`;
    case 'not_multiple_of':
      return `expected a multiple of ${issue.divisor}`;
    case 'invalid_value':
      return `expected ${values.length > 1 ? 'one of ' : ''}${values.map(printArgument).join(', ')}`;
    case 'invalid_union':
      return 'expected one of several kinds';
    case 'custom':
      return 'refused by a refinement';
    default:
      return null;
  }
}
