import type { Dataset } from '../../dataset/dataset.ts';
import type { Session } from '../../engine/engine.ts';
import { openDataset } from '../../engine/engines.ts';
import { requestSettings } from '../../run/run-settings.ts';

/** Opens a dataset with the limits that the environment sets, as a run does, and closes it after the work. */
export async function withSession<T>(
  root: string,
  dataset: Dataset,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { settings } = requestSettings({ now: new Date().toISOString() }, root, process.env);
  const session = await openDataset(dataset, [], settings);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
