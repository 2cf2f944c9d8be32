import { expect, test } from 'vitest';
import { checkGates } from '../../../src/store/config/check-gates.ts';

const checked = (production: unknown) => () => checkGates({ production }, 'assay.config.ts');

test('every policy is accepted as it is documented', () => {
  const gates = {
    production: {
      failOnWarnings: true,
      signed: true,
      approvers: { names: ['ana', { name: 'ben', key: 'keys/ben.pem' }], atLeast: 1 },
      notWorseThan: true,
      champion: [
        {
          metric: 'accuracy',
          better: 'higher',
          by: 0.01,
          than: 'production',
          dataset: 'predictions',
        },
        { metric: 'error', better: 'lower' },
      ],
      mutationScore: '80%',
    },
    staging: { notWorseThan: 'production', mutationScore: 0.5 },
    open: {},
  };
  expect(checkGates(gates, 'assay.config.ts')).toBe(gates);
});

test.for([
  [{ failOnWarning: true }, "no option 'failOnWarning'. Did you mean 'failOnWarnings'?"],
  [{ failOnWarnings: 'yes' }, "at 'failOnWarnings' true or false"],
  [{ approvers: { atLeast: 1 } }, "an option 'names', and there is none"],
  [{ approvers: { names: [] } }, "at 'approvers' at 'names' a list of names"],
  [{ approvers: { names: ['ana', 'ana'] } }, 'each name once, and it has ana twice'],
  [{ approvers: { names: ['ana'], atLeast: 2 } }, 'atLeast is 2 of 1'],
  [{ approvers: { names: ['ana'], atLeast: 0 } }, "at 'atLeast' a number from 1"],
  [{ approvers: { names: [{ name: 'ana' }] } }, "{ name: 'ana', key: 'keys/ana.pem' }"],
  [{ notWorseThan: false }, "at 'notWorseThan' a tag"],
  [{ champion: [] }, "{ metric: 'accuracy', better: 'higher' }"],
  [{ champion: { metric: 'accuracy' } }, "an option 'better', and there is none"],
  [{ champion: { metric: 'accuracy', better: 'more' } }, "'higher' or 'lower'"],
  [{ champion: { metric: 'accuracy', better: 'higher', by: -1 } }, 'a number from 0'],
  [{ mutationScore: '0%' }, "not '0%'"],
  [{ mutationScore: 80 }, "not '80'"],
  [{ mutationScore: true }, "a share, such as '80%'"],
  [true, 'an object of the options failOnWarnings'],
] as const)('%j is refused', ([policy, message]) => {
  expect(checked(policy)).toThrow(
    expect.objectContaining({ code: 'STORE_USAGE', message: expect.stringContaining(message) }),
  );
});

test('gates that are no object, or under a name that no tag has, are refused', () => {
  expect(() => checkGates([], 'assay.config.ts')).toThrow('gates takes an object');
  expect(() => checkGates({ Production: {} }, 'assay.config.ts')).toThrow(
    "the gate 'Production' takes a tag",
  );
});
