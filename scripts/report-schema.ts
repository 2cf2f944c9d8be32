import { writeFileSync } from 'node:fs';
import { reportJsonSchema } from '../src/outcome/report-schema.ts';

/** Write the JSON Schema of the report: `npm run schema`. A test fails when it is out of date. */
writeFileSync(
  new URL('../reporters/report.schema.json', import.meta.url),
  `${JSON.stringify(reportJsonSchema(), null, 2)}\n`,
);
