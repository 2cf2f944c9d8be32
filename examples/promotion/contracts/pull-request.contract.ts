import { csv, git, verify } from 'assay';
import { trips } from '../trips.ts';

// The file of this branch, against the one that it replaces on main.
verify(trips, csv('data/trips.csv'), {
  reference: git('data/trips.csv', { rev: 'origin/main' }),
});
