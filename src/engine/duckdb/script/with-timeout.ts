import { ScriptError } from './script-error.ts';

/** The ways to stop a query. */
export interface Stops {
  readonly interrupt: () => void;
  /** Called when interrupting did not end it. */
  readonly abandon: () => void;
}

/** The milliseconds between two interrupts: the first may fall between two statements. */
const pause = 20;
/** The milliseconds that an interrupted query may take to end. */
const patience = 2000;

/** Waits for a query, and stops it after its time. */
export function withTimeout<Result>(
  query: Promise<Result>,
  timeout: number,
  { interrupt, abandon }: Stops,
): Promise<Result> {
  let isLate = false;
  const late = () => new ScriptError('timeout', `it ran for more than ${timeout} ms`);
  return new Promise((resolve, reject) => {
    let timer = setTimeout(stop, timeout);
    function stop() {
      isLate = true;
      interrupt();
      const end = performance.now() + patience;
      timer = setInterval(() => {
        interrupt();
        if (performance.now() < end) return;
        clearInterval(timer);
        abandon();
        reject(late());
      }, pause);
    }
    query.then(
      (result) => {
        clearTimeout(timer);
        resolve(result);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(isLate ? late() : error);
      },
    );
  });
}
