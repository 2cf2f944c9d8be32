import { snapshot, verify } from 'assay';
import { trips } from '../trips.ts';

// The snapshot that is to be promoted, against the one that it replaces in production.
verify(trips, snapshot('trips'), { reference: snapshot('trips@production') });
