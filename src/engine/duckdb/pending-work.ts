/** Relations and files that are made when a query first needs them. */
export interface PendingWork {
  add(work: ReadonlyMap<string, () => Promise<void>> | undefined): void;
  /** Makes whatever is named in a query and is not there yet. */
  bring(sql: string): Promise<void>;
}

/** Returns a new {@link PendingWork}, in which each work is done once, and again only if it failed. */
export function pendingWork(): PendingWork {
  const open = new Map<string, () => Promise<void>>();
  return {
    add: (work) => {
      for (const [text, make] of work ?? []) open.set(text, make);
    },
    bring: async (sql) => {
      if (open.size === 0) return;
      for (const [text, make] of [...open]) {
        if (!sql.includes(text) || !open.delete(text)) continue;
        try {
          await make();
        } catch (error) {
          open.set(text, make);
          throw error;
        }
      }
    },
  };
}
