import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A text of the page that the browser may run or apply, with the digest by which the page allows it alone. */
export interface Asset {
  readonly text: string;
  readonly source: string;
}

/** Read a file that lies beside the code, in the sources as in the package. */
export function readAsset(name: 'page.css' | 'page.js'): Asset {
  const text = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  return { text, source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}
