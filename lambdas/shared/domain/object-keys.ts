/**
 * A city's segment in S3 keys: `_` for each space, so that no partition value of the catalog needs escaping
 * (docs/adr/0008-city-segment.md).
 */
const citySegment = (cityName: string): string => cityName.replaceAll(' ', '_');

/** The one object that holds a city's hours of a UTC date (`YYYY-MM-DD`). Writing it again replaces the day. */
export const airQualityKey = (cityName: string, date: string): string => {
  const [year, month, day] = date.split('-');
  return `airquality/${citySegment(cityName)}/year=${year}/month=${month}/day=${day}/data.parquet`;
};

/** The one object that holds a city's locations as last seen. */
export const locationsKey = (cityName: string): string => `locations/${citySegment(cityName)}/data.parquet`;
