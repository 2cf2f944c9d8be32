import { pypiPackages } from './pypi-packages.ts';

/** A folder with pandas and polars. Pass it as `PYTHONPATH`. */
export const framesDirectory = (): Promise<string> =>
  pypiPackages(['pandas==2.3.3', 'polars==1.35.2']);
