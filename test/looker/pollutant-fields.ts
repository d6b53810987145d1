import { columnsOf, LAKE } from '../../lambdas/shared/domain/lake';

/** Each pollutant's column and how a person writes it. */
const POLLUTANTS = columnsOf(LAKE.measurements.columns).flatMap(({ name, pollutant }) =>
  pollutant === undefined ? [] : [{ name, label: pollutant }],
);

/** A field of LookML, indented as within a view. */
const field = (kind: 'dimension' | 'measure', name: string, lines: readonly string[]): string =>
  [`  ${kind}: ${name} {`, ...lines.map((line) => `    ${line}`), '  }'].join('\n');

const factFields = ({ name, label }: (typeof POLLUTANTS)[number]): string[] => [
  field('dimension', name, [
    'group_label: "Hourly values"',
    `label: "${label} (ug/m3)"`,
    'type: number',
    'value_format_name: decimal_1',
    `description: "Hourly mean of ${label} in ug/m3. Null: not measured, or not plausible."`,
    `sql: \${TABLE}.${name} ;;`,
  ]),
  field('measure', `average_${name}`, [
    `group_label: "${label}"`,
    `label: "${label} mean (ug/m3)"`,
    'type: average',
    'value_format_name: decimal_1',
    `description: "Mean of the hourly values of ${label} in ug/m3, without nulls."`,
    `sql: \${${name}} ;;`,
  ]),
  field('measure', `max_${name}`, [
    `group_label: "${label}"`,
    `label: "${label} maximum (ug/m3)"`,
    'type: max',
    'value_format_name: decimal_1',
    `description: "Highest hourly value of ${label} in ug/m3."`,
    `sql: \${${name}} ;;`,
  ]),
  field('measure', `count_${name}`, [
    `group_label: "${label}"`,
    `label: "${label} values (hours)"`,
    'type: count',
    'value_format_name: decimal_0',
    `description: "Hours of locations with a value of ${label}."`,
    `filters: [${name}: "NOT NULL"]`,
  ]),
];

const rejectedFields = ({ name, label }: (typeof POLLUTANTS)[number]): string[] => [
  field('dimension', name, [
    'group_label: "Values as read"',
    `label: "${label} as read (ug/m3)"`,
    'type: number',
    `description: "Hourly mean of ${label} in ug/m3, as read."`,
    `sql: \${TABLE}.${name} ;;`,
  ]),
];

const FIELDS = {
  'views/fact_measurements.view.lkml': factFields,
  'views/rejected_measurements.view.lkml': rejectedFields,
} as const;

/** The views whose fields of pollutants are generated, by their path under looker/. */
export const GENERATED_VIEWS = Object.keys(FIELDS) as (keyof typeof FIELDS)[];

/** What stands in a view between the two comments. */
const GENERATED_PART = /( {2}# Generated [^\n]*\n\n)[\s\S]*?(\n\n {2}# End of the generated part\.)/;

/** The view's text with the fields of the contract's pollutants, and with all of them where they are listed to drill. */
export const withPollutants = (path: keyof typeof FIELDS, text: string): string => {
  const fields = POLLUTANTS.flatMap(FIELDS[path]).join('\n\n');
  const names = POLLUTANTS.map(({ name }) => name);
  return text
    .replace(GENERATED_PART, (_, begin: string, end: string) => `${begin}${fields}${end}`)
    .replace(/(?<=drill_fields: \[)[^\]]*\bpm25\b[^\]]*/, (listed) =>
      [...listed.split(', ').filter((name) => !names.includes(name)), ...names].join(', '),
    );
};
