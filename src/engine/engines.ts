import type { Dataset } from '../dataset/dataset.ts';
import { openBrought } from './brought-engine.ts';
import { type Engine, EngineError, type OpenSession } from './engine.ts';

/** The engines that come with Assay. Each is loaded when the first dataset names it. */
const engines = {
  duckdb: async () => (await import('./duckdb/duckdb-engine.ts')).duckdbEngine,
} satisfies Readonly<Record<string, () => Promise<Engine>>>;

type EngineName = keyof typeof engines;

/** Engines that a dataset was opened on since they were last closed. */
const used = new Set<Engine>();

/**
 * Opens a dataset on the engine that it names.
 *
 * @throws {EngineError} `ENGINE_UNKNOWN` for a name that no engine has.
 */
export const openDataset: OpenSession = async (dataset, hints, settings) => {
  const engine = await engineOf(dataset);
  used.add(engine);
  return isEngine(dataset.engine)
    ? openBrought(engine, dataset, hints, settings)
    : engine.open(dataset, hints, settings);
};

/** Closes all that the engines of this process hold open, at the end of a run. */
export async function closeEngines(): Promise<void> {
  const open = [...used];
  used.clear();
  await Promise.all(open.map((engine) => engine.close()));
}

async function engineOf({ engine, label }: Dataset): Promise<Engine> {
  if (isEngine(engine)) return engine;
  if (isName(engine)) return engines[engine]();
  const known = Object.keys(engines).join("', '");
  const found = typeof engine === 'string' ? `the engine '${engine}'` : 'no engine';
  throw new EngineError(
    'ENGINE_UNKNOWN',
    `${label} names ${found}${typeof engine === 'string' ? ', which assay does not have' : ''}: name one that it has ('${known}'), or give the dataset an engine of its own, { name, open, close }.`,
  );
}

const isName = (engine: unknown): engine is EngineName =>
  typeof engine === 'string' && Object.hasOwn(engines, engine);

/** A dataset knows the name of the engine that it brings, for it is declared before engines are. */
const isEngine = (engine: Dataset['engine'] | undefined): engine is Engine =>
  typeof engine === 'object' &&
  engine !== null &&
  'open' in engine &&
  typeof engine.open === 'function';
