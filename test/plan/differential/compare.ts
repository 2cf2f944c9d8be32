import { measuredMetric } from '../../../src/contract/words/measure.ts';
import type { Outcome } from '../../../src/index.ts';
import type { Written } from './metrics.ts';

/** What differs between what the planner says and what the plain way does, in words; null where nothing does. */
export function difference(one: Written, planned: Outcome, plain: Outcome): string | null {
  const told = (what: string, found: unknown, wanted: unknown) =>
    `${planned.title} (${planned.evidence?.pass}): ${what} is ${found}, and ${wanted} the plain way`;
  if (planned.state !== plain.state)
    return told(
      'state',
      `${planned.state} at ${planned.observed} ${planned.problem?.message}`,
      `${plain.state} at ${plain.observed} ${plain.problem?.message}`,
    );
  if (planned.of !== plain.of) return told('of', planned.of, plain.of);
  if (planned.violations !== plain.violations)
    return told('violations', planned.violations, plain.violations);
  const [shown, wanted] = [planned, plain].map(sampleOf);
  if (planned.sample?.columns.join() === plain.sample?.columns.join() && shown !== wanted)
    return told('sample', shown, wanted);
  const { interval = null, exactness } = planned.evidence ?? {};
  if (exactness === 'bounded') {
    const isWithin = interval !== null && lies(plain.value, interval);
    return isWithin ? null : told('interval', JSON.stringify(interval), plain.value);
  }
  const metric = measuredMetric(one);
  const isSame =
    planned.value === plain.value ||
    (metric?.value.kind === 'quantile' && isNear(planned.value, plain.value));
  return isSame ? null : told('value', planned.value, plain.value);
}

const sampleOf = ({ sample }: Outcome): string => JSON.stringify(sample?.rows ?? []);

const relative = 1e-9;

function isNear(found: string | null, wanted: string | null): boolean {
  if (found === null || wanted === null) return false;
  const [a, b] = [Number(found), Number(wanted)];
  return Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b));
}

/** DuckDB's quantile between two equal doubles may be off by the last digit. */
function lies(
  value: string | null,
  { low, high }: { readonly low: string; readonly high: string },
) {
  if (value === null) return false;
  const noise = Math.abs(Number(value)) * 1e-15;
  return Number(value) >= Number(low) - noise && Number(value) <= Number(high) + noise;
}
