import type { Dataset } from '../dataset/dataset.ts';
import { withoutCredentials } from '../privacy/secrets.ts';

/** Returns the name under which a baseline file has a dataset: its label, without credentials in it. */
export const datasetKey = ({ label }: Pick<Dataset, 'label'>): string => withoutCredentials(label);
