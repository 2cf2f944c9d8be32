import { inContractFiles } from './contract-files.ts';
import { inData } from './data.ts';
import { byPlugin } from './plugin-places.ts';
import { byProcess } from './process-ends.ts';
import { inReports } from './reports-lost.ts';
import { bySelection } from './selection.ts';
import { inShards } from './shards.ts';
import type { Way } from './way.ts';

/** Every way to lose a test that is tried, by what it begins with. */
export const ways: readonly { readonly title: string; readonly ways: readonly Way[] }[] = [
  { title: 'In a contract file', ways: inContractFiles },
  { title: 'By where the plugin stands', ways: byPlugin },
  { title: 'By what a run selects', ways: bySelection },
  { title: 'By how processes end', ways: byProcess },
  { title: 'In the reports', ways: inReports },
  { title: 'In shards and merged reports', ways: inShards },
  { title: 'In the data', ways: inData },
];
