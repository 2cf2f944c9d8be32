import type { Outcome } from '../../outcome/outcome.ts';
import { counted } from '../../outcome/printable-text.ts';
import { skipped } from '../../outcome/skipped.ts';
import { besideOnly, skippedByHook } from './not-run.ts';
import type { ModuleRecord, NotRunReasons, TestRecord } from './run-record.ts';

type Reason = NonNullable<Outcome['problem']>;

const causes: readonly (readonly [isCause: (reason: Reason) => boolean, cause: string])[] = [
  [({ message }) => message === besideOnly.message, '.only is left in'],
  [({ code }) => code === skipped, 'the file skips some'],
  [({ message }) => message === skippedByHook.message, 'a hook of the file skips some'],
];

const listed = 5;

/**
 * Returns warnings on tests that a file itself leaves out, by `.skip` or `.only`. The file passes, and each run names
 * them at its end.
 */
export function leftOutByFile(module: ModuleRecord, notRun: NotRunReasons): readonly string[] {
  return causes.flatMap(([isCause, cause]) => {
    const tests = module.tests.filter((test) => {
      const reason = notRun.get(test);
      return reason !== undefined && isCause(reason);
    });
    if (tests.length === 0) return [];
    const count = counted(tests.length, 'expectation');
    return [`${module.path}: ${cause}, so ${count} did not run: ${subjects(tests, module)}`];
  });
}

/** Names a contract and dataset if all of its expectations were left out, else the expectations. */
function subjects(tests: readonly TestRecord[], module: ModuleRecord): string {
  const of = ({ outcome }: TestRecord) => `${outcome.contract} on ${outcome.dataset}`;
  const names = [...Map.groupBy(tests, of)].flatMap(([subject, some]) => {
    const all = module.tests.filter((test) => of(test) === subject);
    return some.length === all.length
      ? [subject]
      : some.map(({ outcome }) => `${subject}: ${outcome.title}`);
  });
  const more = names.length - listed;
  return [...names.slice(0, listed), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
