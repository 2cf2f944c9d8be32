import { resolve } from 'node:path';

/** Returns the place of a store as every process finds it: an absolute folder, or the address of a bucket. */
export const placeOfStore = (location: string, root: string): string =>
  location.includes('://') ? location : resolve(root, location);

/** True if two locations are of the same store. */
export const isSameStore = (one: string, other: string, root: string): boolean =>
  placeOfStore(one, root) === placeOfStore(other, root);
