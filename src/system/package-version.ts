import { createRequire } from 'node:module';

/** Returns the version of this package. */
export function packageVersion(): string {
  const manifest: { readonly version: string } = createRequire(import.meta.url)(
    'assay/package.json',
  );
  return manifest.version;
}
