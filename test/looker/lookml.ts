import * as z from 'zod';
import { dashboard } from './dashboards';

/**
 * The LookML that this project uses, as lookml-parser returns it. The parser checks syntax only, so the objects are
 * strict and the types listed: an unknown parameter or a misspelt type is an error here.
 */
const named = { $type: z.string(), $name: z.string() };

const field = {
  ...named,
  label: z.string().optional(),
  group_label: z.string().optional(),
  description: z.string().min(1, 'no description'),
  hidden: z.boolean().optional(),
  value_format_name: z.enum(['id', 'decimal_0', 'decimal_1', 'percent_1']).optional(),
};

/** The timeframes that the project uses. */
export const TIMEFRAMES = [
  'raw',
  'time',
  'hour',
  'hour_of_day',
  'date',
  'day_of_week',
  'day_of_month',
  'week',
  'month',
  'year',
] as const;

const dimension = z.strictObject({
  ...field,
  type: z.enum(['string', 'number', 'yesno', 'location']),
  primary_key: z.boolean().optional(),
  sql: z.string().optional(),
  sql_latitude: z.string().optional(),
  sql_longitude: z.string().optional(),
  order_by_field: z.string().optional(),
  link: z.strictObject({ $type: z.literal('link'), label: z.string(), url: z.url() }).optional(),
});

const dimensionGroup = z.strictObject({
  ...field,
  type: z.literal('time'),
  datatype: z.literal('date').optional(),
  timeframes: z.array(z.enum(TIMEFRAMES)),
  // Never by Looker: a field shows the time that its column has, UTC or local.
  convert_tz: z.literal(false),
  sql: z.string(),
});

/** A list of `name: value`, such as filters. */
const pairs = z.looseObject({ $type: z.string() }).transform(({ $type: _, ...rest }) => rest);

const measure = z.strictObject({
  ...field,
  type: z.enum(['count', 'count_distinct', 'sum', 'average', 'max', 'min', 'number', 'string']),
  sql: z.string().optional(),
  html: z.string().optional(),
  filters: pairs.optional(),
  drill_fields: z.array(z.string()).optional(),
});

const view = z.strictObject({
  ...named,
  label: z.string(),
  extends: z.array(z.string()).optional(),
  sql_table_name: z.string(),
  dimension: z.record(z.string(), dimension),
  dimension_group: z.record(z.string(), dimensionGroup).default({}),
  measure: z.record(z.string(), measure).default({}),
});

const join = z.strictObject({
  ...named,
  type: z.literal('left_outer'),
  relationship: z.enum(['many_to_one', 'one_to_one'], 'no relationship, or one that multiplies rows'),
  sql_on: z.string(),
});

const explore = z.strictObject({
  ...named,
  label: z.string(),
  description: z.string(),
  persist_with: z.string().optional(),
  always_filter: z.strictObject({ $type: z.literal('always_filter'), filters: pairs }).optional(),
  join: z.record(z.string(), join).default({}),
});

const dataTest = z.strictObject({
  ...named,
  explore_source: z.record(
    z.string(),
    z.strictObject({
      ...named,
      column: z.record(z.string(), z.strictObject({ ...named, field: z.string() })),
      filters: pairs.optional(),
      sorts: pairs.optional(),
      limit: z.string().optional(),
    }),
  ),
  assert: z.record(z.string(), z.strictObject({ ...named, expression: z.string() })),
});

/** The model, assembled from its includes. Loose, for the parser adds the names of files to it. */
export const modelSchema = z.looseObject({
  connection: z.string(),
  persist_with: z.string(),
  datagroup: z.record(z.string(), z.looseObject({ sql_trigger: z.string().optional(), max_cache_age: z.string() })),
  view: z.record(z.string(), view),
  explore: z.record(z.string(), explore),
  test: z.record(z.string(), dataTest),
  dashboard: z.record(z.string(), z.tuple([dashboard])),
});

export const manifestSchema = z.looseObject({
  constant: z.record(z.string(), z.looseObject({ value: z.string() })),
});

export type View = z.infer<typeof view>;
export type Measure = z.infer<typeof measure>;
export type Explore = z.infer<typeof explore>;
export type DataTest = z.infer<typeof dataTest>;
export type Model = z.infer<typeof modelSchema>;
