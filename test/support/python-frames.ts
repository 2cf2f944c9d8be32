import { pythonPackages } from './python-packages.ts';

/** A folder with pandas and polars, fetched from PyPI once. Pass it as `PYTHONPATH`. */
export const framesDirectory = (): Promise<string> =>
  pythonPackages('pandas==2.3.3', 'polars==1.35.2');
