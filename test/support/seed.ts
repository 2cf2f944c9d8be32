import process from 'node:process';
import fc from 'fast-check';

// CI says the same of the same commit; at a desk each run looks elsewhere, and a failure prints its seed.
if (process.env.CI) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_124 });
