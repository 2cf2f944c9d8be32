import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A script or style that the page may use, with the digest by which the page's policy allows it. */
export interface Asset {
  readonly text: string;
  readonly source: string;
}

/** The files of `assets`. */
type AssetName =
  | 'page.css'
  | 'page.js'
  | 'theme.js'
  | 'profile.css'
  | 'catalogue.css'
  | 'catalogue.js';

/** Reads a file next to the code, in the sources as in the package. */
export function readAsset(name: AssetName): Asset {
  const text = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  return { text, source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}
