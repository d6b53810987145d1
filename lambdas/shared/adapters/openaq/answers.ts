import * as z from 'zod';
import type { License, Location, SensorHour } from '../../domain/air-quality-source';
import { toUtcSeconds } from '../../domain/window';

/*
 * What is read of OpenAQ's answers, and nothing else: strict on these fields, indifferent to all others. `meta.found` is
 * left out on purpose: it is a number, a text such as ">1000" or null, and counts the page, never the whole.
 */

/** The API writes `...Z`; its documentation and older clients also show `+00:00`. Both become `YYYY-MM-DDTHH:mm:ssZ`. */
const instantSchema = z.iso.datetime({ offset: true }).transform((text) => toUtcSeconds(Date.parse(text)));

/** `{utc, local}`; null or absent for a location that never reported. */
const stampSchema = z.object({ utc: instantSchema });

const sensorSchema = z
  .object({ id: z.int(), parameter: z.object({ name: z.string(), units: z.string() }) })
  .transform(({ id, parameter }) => ({ id, parameter: parameter.name, unit: parameter.units }));

const text = z.string().nullish();
const namedSchema = z.object({ name: text }).nullish();

/** Dates of the API are `YYYY-MM-DD`; a time behind one changes nothing. */
const dateSchema = text.transform((date) => date?.slice(0, 10) ?? null);

const licenseSchema = z
  .object({
    name: text,
    attribution: z.object({ name: text, url: text }).nullish(),
    dateFrom: dateSchema,
    dateTo: dateSchema,
  })
  .transform(
    ({ name, attribution, dateFrom, dateTo }): License => ({
      name: name ?? null,
      attribution: attribution ? { name: attribution.name ?? null, url: attribution.url ?? null } : null,
      from: dateFrom,
      to: dateTo,
    }),
  );

/** One element of `GET /v3/locations`. The lake and the warehouse keep an id in 32 bits. */
export const locationSchema = z
  .object({
    id: z.int32(),
    name: text,
    provider: namedSchema,
    owner: namedSchema,
    isMonitor: z.boolean().nullish(),
    timezone: text,
    licenses: z.array(licenseSchema).nullish(),
    coordinates: z.object({ latitude: z.number().nullish(), longitude: z.number().nullish() }).nullish(),
    datetimeFirst: stampSchema.nullish(),
    datetimeLast: stampSchema.nullish(),
    sensors: z.array(sensorSchema),
  })
  .transform(
    (location): Location => ({
      id: location.id,
      name: location.name ?? null,
      provider: location.provider?.name ?? null,
      owner: location.owner?.name ?? null,
      isMonitor: location.isMonitor ?? null,
      timeZone: location.timezone ?? null,
      licenses: location.licenses ?? [],
      latitude: location.coordinates?.latitude ?? null,
      longitude: location.coordinates?.longitude ?? null,
      firstReportedAt: location.datetimeFirst?.utc ?? null,
      lastReportedAt: location.datetimeLast?.utc ?? null,
      sensors: location.sensors,
    }),
  );

/**
 * One element of `GET /v3/sensors/{id}/hours`. `value` is rounded to 3 significant digits, `summary.avg` is exact; both
 * are null for an hour without data. `value` must be there even when null: a renamed field must not read as a gap.
 * `parameter` says the unit of this very hour; a text where it is given, absent for the sensor's own.
 */
export const hourSchema = z
  .object({
    value: z.number().nullable(),
    summary: z.object({ avg: z.number().nullish() }).nullish(),
    flagInfo: z.object({ hasFlags: z.boolean().nullish() }).nullish(),
    parameter: z.object({ name: z.string().nullish(), units: z.string().nullish() }).nullish(),
    period: z.object({ datetimeFrom: stampSchema }),
  })
  .transform(
    (hour): SensorHour => ({
      periodStart: hour.period.datetimeFrom.utc,
      value: hour.summary?.avg ?? hour.value,
      unit: hour.parameter?.units ?? null,
      parameter: hour.parameter?.name ?? null,
      hasFlags: hour.flagInfo?.hasFlags ?? false,
    }),
  );

const openStampSchema = z.object({ utc: instantSchema.nullish() }).nullish();

/** One element of `GET /v3/sensors/{id}/flags`: what the flag is called, and from when to when it holds; null is open. */
const flagSchema = z
  .object({ flagType: z.object({ label: z.string() }), datetimeFrom: openStampSchema, datetimeTo: openStampSchema })
  .transform(({ flagType, datetimeFrom, datetimeTo }) => ({
    label: flagType.label,
    from: datetimeFrom?.utc ?? null,
    to: datetimeTo?.utc ?? null,
  }));

/** How many rows the API says that it gives on a page at most; undefined where it does not say. */
const metaSchema = z.object({ limit: z.number() }).optional().catch(undefined);

/** A page of anything: the elements are under `results`. */
const pageSchema = <T extends z.ZodType>(elementSchema: T) =>
  z.object({ meta: metaSchema, results: z.array(elementSchema) });

// Made once: zod compiles a schema when it parses for the first time.
export const locationsPageSchema = pageSchema(locationSchema);
export const hoursPageSchema = pageSchema(hourSchema);
export const flagsPageSchema = pageSchema(flagSchema);

/** The schema of a page, by its elements. */
export type PageSchema<Element> = z.ZodType<{ meta?: { limit: number } | undefined; results: Element[] }>;
