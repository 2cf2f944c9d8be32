import { csv } from 'assay';
import { exitCode, reportOf, runContract, startReports } from 'assay/run';
import { trips } from './trips.ts';

const [snapshot = 'data/trips.csv'] = process.argv.slice(2);

// Red from here on: no green report of an earlier night survives a script that crashes.
const reports = await startReports({
  html: 'assay-report/trips.html',
  junit: 'assay-report/trips.xml',
});

const run = await runContract(trips, csv(snapshot), { timeout: '10m' });
const report = reportOf([run]);
await reports.end(report);

for (const { state, title, observed } of run.outcomes)
  if (state !== 'passed') console.log(`${state}: ${title} (${observed ?? 'no value'})`);
console.log(report.state === 'passed' ? `${snapshot} may go on.` : `${snapshot} stays here.`);

// 0: the data keeps its contract; 1: it breaks it; 2: it could not be judged.
process.exitCode = exitCode(report);
