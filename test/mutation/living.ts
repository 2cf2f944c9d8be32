import { relative } from 'node:path';
import process from 'node:process';
import type { MutantResult } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import type { Reporter } from '@stryker-mutator/api/report';
import { told } from './score.ts';

/** Names each mutant that lives when it is known, for a run takes hours. */
class Living implements Reporter {
  onMutantTested(one: Readonly<MutantResult>): void {
    if (one.status !== 'Survived' && one.status !== 'NoCoverage') return;
    const file = relative(process.cwd(), one.fileName);
    console.log(`${one.status === 'Survived' ? 'lived' : 'unreached'} ${told({ ...one, file })}`);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'living', Living)];
