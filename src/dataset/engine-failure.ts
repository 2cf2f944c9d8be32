/** True for the error of a query that failed, and was not stopped. */
export const isEngineFailure = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENGINE_FAILED';
