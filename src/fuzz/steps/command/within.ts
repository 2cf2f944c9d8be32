/** Waits for a promise, and gives `'late'` where it takes longer than some milliseconds. */
export function within<Value>(promise: Promise<Value>, timeout: number): Promise<Value | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeout);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
