import process from 'node:process';
import { unsupportedNode } from './node-version.ts';

/** Ends what imports it, with a sentence, where Node is too old. */
const refusal = unsupportedNode(process.versions.node);
if (refusal !== null) {
  const error = new Error(refusal);
  // The frames are those of loaders.
  error.stack = `Error: ${refusal}`;
  throw error;
}
