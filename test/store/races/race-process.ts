import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { inFolder, storeOn } from '../../../src/store/open-store.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import { type JudgedGate, judgedGate, landGate } from '../../support/gate-landing.ts';

/** What a process is asked to do. */
export type Request =
  /** Begins a gate, and holds it until it is asked to land. */
  | { readonly work: 'begin'; readonly from: string }
  | { readonly work: 'land' }
  | { readonly work: 'rollback' }
  | { readonly work: 'create'; readonly file: string; readonly copy: boolean };

/** How it ended: the code of its error, or null, with the snapshot that it recorded or named. */
export interface Reply {
  readonly code: string | null;
  readonly snapshot: string | null;
}

const root = process.argv[2] ?? '';
const store = storeOn(inFolder('.assay', root), root);
let judged: JudgedGate | null = null;

async function answer(request: Request): Promise<string | null> {
  switch (request.work) {
    case 'begin':
      judged = await judgedGate(store, 'trips', request.from, 'production');
      return judged.gate.snapshot;
    case 'land':
      if (judged === null) throw new TypeError('no gate began');
      return (await landGate(judged)).snapshot;
    case 'rollback':
      return (await store.rollback('trips', 'production')).snapshot;
    case 'create': {
      const { file, copy } = request;
      writeFileSync(join(root, file), `id,file\n1,${file}\n`);
      return (await store.create('trips', file, { tag: 'candidate', copy })).digest;
    }
  }
}

process.on('message', (request: Request) => {
  void answer(request).then(
    (snapshot) => process.send?.({ code: null, snapshot } satisfies Reply),
    (error: unknown) => {
      const code = error instanceof StoreError ? error.code : String(error);
      process.send?.({ code, snapshot: null } satisfies Reply);
    },
  );
});
