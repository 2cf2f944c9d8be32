import { writeFileSync } from 'node:fs';
import { profileJsonSchema } from '../src/outcome/profile/profile-schema.ts';
import { reportJsonSchema } from '../src/outcome/report-schema.ts';

/** Write the JSON Schemas of the report and of profiles: `npm run schema`. Tests fail when they are out of date. */
const schemas = { report: reportJsonSchema(), profile: profileJsonSchema() };
for (const [name, schema] of Object.entries(schemas))
  writeFileSync(
    new URL(`../reporters/${name}.schema.json`, import.meta.url),
    `${JSON.stringify(schema, null, 2)}\n`,
  );
