import { titledExpectations } from '../../../src/contract/titled-expectations.ts';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { contract, type Expectation, type Outcome, parquet, type z } from '../../../src/index.ts';
import { measureContract } from '../../../src/plan/measure-contract.ts';
import type { Few } from '../../../src/plan/measure-request.ts';
import { asMuch, now } from '../../support/measured.ts';
import { bound, unbound } from './bounds.ts';
import { difference } from './compare.ts';
import type { Declaring, Pick, Written } from './metrics.ts';
import { naive } from './tables.ts';

/** What is asked, each with the draw that its bound is made of. */
export interface Asked {
  readonly schema: z.ZodObject;
  readonly picks: readonly Pick[];
  readonly write: (declaring: Declaring) => readonly Written[];
}

export interface Compared {
  /** In words; none is as it should be. */
  readonly differences: readonly string[];
  readonly outcomes: readonly Outcome[];
}

/** Measure files by the planner with all its passes and the plain way, with bounds close to the true values. */
export async function compared(
  paths: readonly string[],
  asked: Asked,
  root: string,
): Promise<Compared> {
  const plain = naive(paths);
  const truths = await outcomesOf(plain, asked, (list) => list.map(unbound), root);
  const held = (list: readonly Written[]) =>
    list.map((one, at) => bound(one, truths[at] as Outcome, asked.picks[at] as Pick));
  const wanted = await outcomesOf(plain, asked, held, root);
  // One in four with its files read together, as small ones are; else each is a piece by itself.
  const few = { ...asMuch, bytes: asked.picks.length % 4 === 0 ? 1_000_000 : 0 };
  const found = await outcomesOf(parquet(paths), asked, held, root, few);
  const written: Written[] = [];
  const keep = (list: readonly Written[]) => {
    written.push(...list);
    return list.map(unbound);
  };
  contractOf(asked, keep);
  const differences = written.flatMap(
    (one, at) => difference(one, found[at] as Outcome, wanted[at] as Outcome) ?? [],
  );
  return { differences, outcomes: found };
}

type Hold = (list: readonly Written[]) => readonly Expectation[];

const contractOf = ({ schema, write }: Asked, hold: Hold) =>
  contract('compared', { schema }, (declaring) => hold(write(declaring as unknown as Declaring)));

/** The outcomes of what is declared, in that order. */
async function outcomesOf(
  dataset: Dataset,
  asked: Asked,
  hold: Hold,
  root: string,
  few?: Few,
): Promise<readonly Outcome[]> {
  const held = contractOf(asked, hold);
  const mine = titledExpectations(held).filter(({ node }) => node.origin === 'declared');
  if (mine.length !== asked.picks.length) throw new Error('Not all that is asked was declared.');
  return measureContract({
    contract: held,
    dataset,
    selected: new Set(mine.map(({ id }) => id)),
    settings: { root, now, threads: 2 },
    ...(few && { few }),
  });
}
