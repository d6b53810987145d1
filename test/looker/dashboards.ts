import * as z from 'zod';

const place = { row: z.int().min(0), col: z.int().min(0), width: z.int().min(1), height: z.int().min(1) };

const lineStyle = { label_position: z.enum(['left', 'center', 'right']), color: z.string() };

/** A tile. Loose, for each visualization has options of its own. */
const tile = z.looseObject({
  name: z.string(),
  title: z.string(),
  type: z.enum(['looker_line', 'looker_column', 'looker_grid', 'looker_map', 'single_value']),
  model: z.literal('openaq'),
  explore: z.string(),
  fields: z.array(z.string()).min(1),
  pivots: z.array(z.string()).default([]),
  fill_fields: z.array(z.string()).default([]),
  sorts: z.array(z.string()).default([]),
  filters: z.record(z.string(), z.string()).default({}),
  listen: z.record(z.string(), z.string()).default({}),
  reference_lines: z
    .array(
      z.strictObject({ reference_type: z.literal('line'), line_value: z.string(), label: z.string(), ...lineStyle }),
    )
    .default([]),
  ...place,
});

const text = z.strictObject({
  name: z.string(),
  type: z.literal('text'),
  title_text: z.string(),
  body_text: z.string(),
  ...place,
});

const dashboardFilter = z.strictObject({
  name: z.string(),
  title: z.string(),
  type: z.enum(['field_filter', 'date_filter']),
  default_value: z.string(),
  model: z.literal('openaq').optional(),
  explore: z.string().optional(),
  field: z.string().optional(),
});

/** A dashboard, as it stands in its file. */
export const dashboard = z.strictObject({
  dashboard: z.string(),
  title: z.string(),
  description: z.string(),
  layout: z.literal('newspaper'),
  filters: z.array(dashboardFilter),
  elements: z.array(z.discriminatedUnion('type', [text, tile])),
});

export type Dashboard = z.infer<typeof dashboard>;
export type Tile = z.infer<typeof tile>;

/** The tiles of a dashboard that ask the warehouse: all but texts. */
export const tilesOf = ({ elements }: Dashboard): Tile[] =>
  elements.flatMap((element) => (element.type === 'text' ? [] : [element]));
