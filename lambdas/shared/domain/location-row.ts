import type { License, Location } from './air-quality-source';
import type { City } from './city';
import type { LAKE, RowOf } from './lake';
import { cutToBytes, toPlainText } from './plain-text';
import { DAY_MS } from './window';

/**
 * One row of the lake's locations. Texts are on one line, without control characters, cut to what the warehouse's columns
 * hold, and null where OpenAQ has none; a location is active when it reported within the 30 days before the extraction.
 * `licenses` are the names of those that hold at the extraction, `attribution` whom they ask to name, each joined by `; `.
 */
export type LocationRow = RowOf<typeof LAKE.locations.columns>;

/** Bytes of UTF-8: Redshift's VARCHAR counts them, and refuses the whole load for one text too long. */
const MAX_BYTES = {
  location_name: 255,
  provider: 255,
  owner: 255,
  time_zone: 64,
  licenses: 1_000,
  attribution: 1_000,
} as const;

type TextColumn = keyof typeof MAX_BYTES;
type Texts = Readonly<Record<TextColumn, string | null>>;

/** A location that has not reported for longer is not active. */
export const ACTIVE_DAYS = 30;

/** Whether a location had reported within the days before OpenAQ was asked. @param asOf UTC */
export const isActive = ({ lastReportedAt }: Pick<Location, 'lastReportedAt'>, asOf: string): boolean =>
  // Stryker disable next-line ConditionalExpression: null is no date, which is within no days: one half is for the compiler
  lastReportedAt !== null && Date.parse(asOf) - Date.parse(lastReportedAt) <= ACTIVE_DAYS * DAY_MS;

const joined = (texts: readonly (string | null)[]): string | null =>
  [...new Set(texts.filter((text) => text !== null && text !== ''))].join('; ') || null;

/** `name (url)`, or the one of the two that is given. */
const attributionOf = ({ attribution }: License): string | null => {
  const { name = null, url = null } = attribution ?? {};
  return name !== null && url !== null ? `${name} (${url})` : (name ?? url);
};

const textsOf = (location: Location, date: string): Texts => {
  const licenses = location.licenses.filter(({ from, to }) => (from ?? date) <= date && date <= (to ?? date));
  return {
    location_name: location.name,
    provider: location.provider,
    owner: location.owner,
    time_zone: location.timeZone,
    licenses: joined(licenses.map(({ name }) => name)),
    attribution: joined(licenses.map(attributionOf)),
  };
};

const toStoredText = (text: string | null, maxBytes: number): string | null =>
  text === null ? null : cutToBytes(toPlainText(text), maxBytes).trimEnd() || null;

const toStored = (texts: Texts): Texts =>
  Object.fromEntries(
    (Object.keys(MAX_BYTES) as TextColumn[]).map((column) => [column, toStoredText(texts[column], MAX_BYTES[column])]),
  ) as Texts;

/**
 * Every location of a city, with or without data, in the order of ids, and how many of them have a text that is not as OpenAQ
 * gives it: the name, or what is known of the source.
 */
export const toLocationRows = (locations: readonly Location[], city: City, extractedAt: string) => {
  let changedNames = 0;
  const rows = locations.map((location): LocationRow => {
    const given = textsOf(location, extractedAt.slice(0, 10));
    const stored = toStored(given);
    if ((Object.keys(given) as TextColumn[]).some((column) => stored[column] !== given[column])) changedNames += 1;
    return {
      location_id: location.id,
      ...stored,
      city: city.name,
      country: city.country,
      latitude: location.latitude,
      longitude: location.longitude,
      is_active: isActive(location, extractedAt),
      extracted_at: extractedAt,
      is_monitor: location.isMonitor,
    };
  });
  return { rows: rows.sort((a, b) => a.location_id - b.location_id), changedNames };
};
