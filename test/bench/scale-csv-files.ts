import { dirname, join } from 'node:path';

import { compared, contractsOf, inTurns, type Scale } from './scale-measure.ts';
import { assayProject, rehearse } from './text-contestants.ts';
import { textData } from './text-data.ts';

/** One dataset of 1,000 CSV files of 1,000 rows beside the same rows in one file. */
export const scale: Scale = async ({ runs, small }) => {
  const files = small ? 100 : 1000;
  const rows = files * 1000;
  const cut = await textData('csv', rows, files);
  const whole = await textData('csv', rows);
  const glob = [join(dirname(cut.files[0] ?? ''), '*.csv')];
  const many = await assayProject('scale-csv-files', 'csv', rows, glob);
  const one = await assayProject('scale-csv-file', 'csv', rows, whole.files);
  await rehearse(many, rows, cut);
  const measured = await inTurns(
    {
      one: contractsOf(one),
      many: contractsOf(many),
      unchanged: contractsOf(many, { keepsCache: true }),
    },
    runs,
    { isWarm: true },
  );
  const work = `${files.toLocaleString('en')} CSV files of 1,000 rows`;
  return [
    compared(work, measured.many, ['the same rows in one file', measured.one], 1.5),
    compared(`${work}, unchanged`, measured.unchanged, ['cold', measured.many], 0.1),
  ];
};
