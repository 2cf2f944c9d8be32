import { verify } from 'assay';
import { stations, stationsOf } from '../stations.ts';

verify(stations, stationsOf('data/stations.txt'));
