import { createHash } from 'node:crypto';
import type { Notification, Result } from 'sarif';
import { isLost, isRed } from '../../src/outcome/outcome.ts';
import { visible } from '../../src/outcome/printable-text.ts';
import type { FuzzedProperty, ReportedFuzz } from '../../src/outcome/reported-fuzz.ts';
import { messageOf } from './message.ts';
import { placeOf } from './place.ts';
import { notRun } from './rule.ts';

/** The rule of all properties of steps. */
export const propertyRule = 'fuzz.property';

/** Returns the properties of a step that broke or could not be judged, as results. */
export const propertyResults = (
  fuzz: ReportedFuzz,
  index: ReadonlyMap<string, number>,
): readonly Result[] =>
  fuzz.properties.filter(isRed).map((property) => ({
    ruleId: propertyRule,
    ruleIndex: index.get(propertyRule) ?? -1,
    level: 'error',
    message: messageOf(sentence(property, fuzz)),
    locations: [placeOf(property, fuzz.file)],
    partialFingerprints: {
      'assayProperty/v1': createHash('sha256')
        .update(JSON.stringify([fuzz.file, fuzz.name, property.id]))
        .digest('hex'),
    },
    properties: {
      tags: [],
      id: property.id,
      title: property.title,
      fuzz: fuzz.name,
      step: fuzz.step,
      state: property.state,
      seed: fuzz.seed,
      example: property.example,
    },
  }));

/** Returns the properties of a step that were not run, as notifications. */
export const propertiesNotRun = (fuzz: ReportedFuzz): readonly Notification[] =>
  fuzz.properties
    .filter(({ state }) => state === 'notRun')
    .map((property) => ({
      descriptor: { id: notRun.id, index: 1 },
      level: isLost(property) ? 'error' : 'note',
      message: messageOf(sentence(property, fuzz)),
      locations: [placeOf(property, fuzz.file)],
      properties: { title: property.title, fuzz: fuzz.name, step: fuzz.step },
    }));

const sentence = ({ title, problem }: FuzzedProperty, { step }: ReportedFuzz): string =>
  visible(`${step}: ${title}: ${problem?.message ?? 'nobody said why.'}`);
