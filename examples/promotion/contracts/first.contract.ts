import { git, snapshot, verify } from 'assay';
import { trips } from '../trips.ts';

// The first snapshot replaces nothing in production: it is compared with main, which it has to come from.
verify(trips, snapshot('trips'), { reference: git('data/trips.csv', { rev: 'origin/main' }) });
