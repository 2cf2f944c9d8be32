import { AsyncLocalStorage } from 'node:async_hooks';

/** Relations and files that are made when a query first needs them. */
export interface PendingWork {
  add(work: ReadonlyMap<string, () => Promise<void>> | undefined): void;
  /** Makes whatever is named in a query and is not there yet. */
  bring(sql: string): Promise<void>;
}

/**
 * Returns a new {@link PendingWork}, in which each work is done once, and again only if it failed. Queries that need it
 * meanwhile wait for it, but for those that it consists of.
 */
export function pendingWork(): PendingWork {
  const open = new Map<string, () => Promise<void>>();
  const running = new Map<string, Promise<void>>();
  const inside = new AsyncLocalStorage<ReadonlySet<string>>();
  const start = (text: string, make: () => Promise<void>): Promise<void> => {
    const within = new Set(inside.getStore()).add(text);
    const made = inside
      .run(within, make)
      .then(() => void open.delete(text))
      .finally(() => running.delete(text));
    running.set(text, made);
    return made;
  };
  return {
    add: (work) => {
      for (const [text, make] of work ?? []) open.set(text, make);
    },
    bring: async (sql) => {
      for (const [text, make] of [...open]) {
        if (!open.has(text) || !sql.includes(text) || inside.getStore()?.has(text)) continue;
        await (running.get(text) ?? start(text, make));
      }
    },
  };
}
