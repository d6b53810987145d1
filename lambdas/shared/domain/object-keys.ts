import { LAKE } from './lake';

/** Prefixes of the bucket, one for each use. */
export const PREFIXES = {
  measurements: LAKE.measurements.prefix,
  locations: LAKE.locations.prefix,
  /** What each run's extraction answered, one Parquet file a work item: `manifests/<run id>/`. */
  manifests: LAKE.manifests.prefix,
  temp: 'temp/',
  /** Work items that an invocation of Extract left unfinished, for the next one; counts of those that the archive's job did. */
  extractions: 'temp/extractions/',
  /** What the archive's job computes before it puts it into its place. */
  archive: 'temp/archive/',
} as const;

/**
 * A city's segment in S3 keys: `_` for each space, so that no partition value of the catalog needs escaping
 * (docs/adr/0008-city-segment.md).
 */
export const citySegment = (cityName: string): string => cityName.replaceAll(' ', '_');

/** The one object that holds a city's hours of a UTC date (`YYYY-MM-DD`). Writing it again replaces the day. */
export const airQualityKey = (cityName: string, date: string): string => {
  const [year, month, day] = date.split('-');
  return `${PREFIXES.measurements}${citySegment(cityName)}/year=${year}/month=${month}/day=${day}/data.parquet`;
};

/** The prefix of a city's objects of the month of a UTC date (`YYYY-MM-DD`), one object a day. */
export const airQualityMonth = (cityName: string, date: string): string =>
  airQualityKey(cityName, date).replace(/day=.*$/, '');

/** The one object that holds a city's locations as last seen. */
export const locationsKey = (cityName: string): string => `${PREFIXES.locations}${citySegment(cityName)}/data.parquet`;

/** What names a work item among those of its run: city and first UTC date. */
const itemName = (cityName: string, windowStart: string): string =>
  `${citySegment(cityName)}-${windowStart.slice(0, 10)}`;

/** The object that says what a work item's extraction answered for each location and date: the run's manifest. */
export const manifestKey = (runId: string, cityName: string, windowStart: string): string =>
  `${PREFIXES.manifests}${runId}/${itemName(cityName, windowStart)}.parquet`;

/** The object that keeps what an invocation read of a work item that it could not finish. */
export const progressKey = (runId: string, cityName: string, windowStart: string): string =>
  `${PREFIXES.extractions}${runId}/${itemName(cityName, windowStart)}.json.gz`;

/** The object in which the archive's job leaves what it did for a city: an Extraction as JSON. */
export const extractionKey = (runId: string, cityName: string, windowStart: string): string =>
  `${PREFIXES.extractions}${runId}/${itemName(cityName, windowStart)}.json`;

/** What `progressKey` makes: of a work item that is handed on nothing else is read. */
export const PROGRESS_KEY = new RegExp(`^${PREFIXES.extractions}[A-Za-z0-9_-]+/[A-Za-z0-9_-]+\\.json\\.gz$`);
