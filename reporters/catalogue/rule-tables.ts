import type { CataloguedContract, CataloguedRule } from '../../src/outcome/catalogue/catalogue.ts';
import { counted, truncate } from '../../src/outcome/printable-text.ts';
import { stateOf } from '../../src/outcome/report.ts';
import { type Child, el } from '../html/element.ts';
import { section, table } from './table.ts';
import { foundAt, verdictBadge } from './verdict.ts';

const origins = {
  declared: { title: 'Declared rules', what: 'declared rules' },
  schema: { title: 'Rules of the schema', what: 'rules of the schema' },
} as const;

/** Renders the rules of a contract in words, each with its last verdict on the datasets: those that a person wrote first. */
export function ruleTables(contract: CataloguedContract): Child {
  return (['declared', 'schema'] as const).map((origin) => {
    const rules = contract.rules
      .map((rule, at) => ({ rule, at }))
      .filter(({ rule }) => rule.origin === origin);
    if (rules.length === 0) return null;
    const { title, what } = origins[origin];
    const heading = [title, ' ', el('span', { class: 'dim' }, String(rules.length))];
    return section(origin, heading, [
      table(
        ['Verdict', 'Rule', 'Last run'],
        rules.map(({ rule, at }) => {
          const found = worstOf(contract, at);
          return [verdictBadge(found), inWords(rule), foundAt(found)];
        }),
        what,
      ),
    ]);
  });
}

/** Returns the worst verdict on a rule over all datasets, and when the oldest of those was given. */
function worstOf({ runs }: CataloguedContract, rule: number) {
  const all = runs.flatMap(({ verdicts }) => verdicts[rule] ?? []);
  const state = stateOf(all);
  const worst = all.filter((one) => one.state === state).map(({ at }) => at);
  return { state, at: worst.includes(null) ? null : (worst.toSorted()[0] ?? null) };
}

const inWords = ({ title, because, severity, tags }: CataloguedRule): Child => [
  truncate(title, 400),
  severity === 'warn' ? el('span', { class: 'dim' }, ' (warns only)') : null,
  because === null ? null : el('p', { class: 'dim' }, `because ${truncate(because, 400)}`),
  tags.length === 0
    ? null
    : el(
        'p',
        { class: 'dim' },
        `${counted(tags.length, 'tag')}: ${truncate(tags.join(', '), 200)}`,
      ),
];
