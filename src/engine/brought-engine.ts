import { CodedError } from '../value/coded-error.ts';
import { thrownAt } from '../value/thrown.ts';
import { Declined, type Engine, EngineError, type OpenSession, type Session } from './engine.ts';

/**
 * Opens a dataset on an engine that it brings along. Its session may be an instance of a class, and what it throws
 * without a code of ours is an error of that engine's, and none of Assay's.
 */
export const openBrought = async (
  engine: Engine,
  ...[dataset, hints, settings]: Parameters<OpenSession>
): Promise<Session> => {
  const ours = <T>(work: () => Promise<T>) => work().catch((error) => rethrow(engine, error));
  const session = await ours(async () => engine.open(dataset, hints, settings));
  if (typeof session !== 'object' || session === null)
    throw new EngineError('ENGINE_FAILED', `the engine '${engine.name}' opened no session`);
  return {
    engine: session.engine,
    version: session.version,
    capabilities: session.capabilities,
    dialect: session.dialect,
    relation: session.relation,
    reproduce: session.reproduce,
    columns: session.columns,
    problems: session.problems,
    problemCount: session.problemCount,
    leftOut: session.leftOut ?? 0,
    unreadable: session.unreadable ?? null,
    notes: session.notes,
    columnNotes: session.columnNotes ?? new Map(),
    unordered: session.unordered,
    files: session.files,
    store: session.store,
    changes: session.changes ?? null,
    now: session.now,
    isSame: () => ours(async () => session.isSame()),
    query: (sql) => ours(async () => session.query(sql)),
    async *stream(sql, options) {
      try {
        yield* session.stream(sql, options);
      } catch (error) {
        rethrow(engine, error);
      }
    },
    checkExpression: (text, kind) => ours(async () => session.checkExpression(text, kind)),
    ...(session.checkAhead !== undefined && {
      checkAhead: (texts) => ours(async () => session.checkAhead?.(texts)),
    }),
    close: () => ours(async () => session.close()),
  };
};

function rethrow({ name }: Engine, error: unknown): never {
  if (error instanceof CodedError || error instanceof Declined) throw error;
  throw new EngineError(
    'ENGINE_FAILED',
    `the engine '${name}' failed: ${thrownAt(error)}. Mend it there, or let it throw an EngineError with the reason (this one's text may quote data and is not shown)`,
  );
}
