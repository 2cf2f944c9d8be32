import { printArgument } from '../../metric/subject.ts';
import { counted } from '../../outcome/printable-text.ts';
import { dateForms, formPatterns } from '../text-formats.ts';
import type { Suspect } from './suspicion.ts';

/** The least share of texts that are dates for the column to be one of dates. */
const mostly = 0.9;

/** Suspects a column of dates that are written in several ways, or of which some are none. */
export const suspectDates: Suspect = ({ name, filled, written }) => {
  const forms = ['isoDate', ...Object.keys(dateForms)]
    .map((form) => ({ form, rows: written[form] ?? 0 }))
    .filter(({ rows }) => rows > 0)
    .toSorted((one, other) => other.rows - one.rows);
  const [main, ...others] = forms;
  const dates = forms.reduce((sum, { rows }) => sum + rows, 0);
  if (main === undefined || main.rows === filled || dates < filled * mostly) return [];
  const rest = filled - dates;
  const like = [
    ...others.map(({ form, rows }) => `${counted(rows, 'value')} like ${exampleOf(form)}`),
    ...(rest > 0
      ? [`${counted(rest, 'value')} that ${rest === 1 ? 'is no date' : 'are no dates'}`]
      : []),
  ];
  const pattern = formPatterns[main.form] ?? /^/;
  return [
    {
      kind: 'dates',
      column: name,
      rows: filled - main.rows,
      said: `beside ${counted(main.rows, 'date')} like ${exampleOf(main.form)} there are ${inWords(like)}${rest > 0 ? '' : `; ${howToRead(name, forms)}`}`,
      rule: `column(${printArgument(name)}).matches(${pattern})`,
    },
  ];
};

const exampleOf = (form: string) => dateForms[form]?.example ?? '2026-01-31';

const inWords = (list: readonly string[]) =>
  list.length < 2 ? (list[0] ?? '') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;

/** Returns advice on the option that reads all of the forms, with its choices where the shape of a date leaves several. */
function howToRead(name: string, forms: readonly { readonly form: string }[]): string {
  const read = forms.map(({ form }) => dateForms[form]?.read ?? ['%Y-%m-%d']);
  const list = read.map(([first = '']) => printArgument(first)).join(', ');
  const doubtful = read.filter((choices) => choices.length > 1);
  const or = doubtful.map(
    (choices) => `, or ${choices.slice(1).join(' or ')} if the month comes first`,
  );
  return `{ dateFormat: { ${printArgument(name)}: [${list}] } } reads dates like these${or.join('')}`;
}
