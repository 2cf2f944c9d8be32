import process from 'node:process';
import { unsupportedNode } from './node-version.ts';

/** Throws if Node is too old, when this module is imported. */
const refusal = unsupportedNode(process.versions.node);
if (refusal !== null) {
  const error = new Error(refusal);
  // The frames are those of loaders.
  error.stack = `Error: ${refusal}`;
  throw error;
}
