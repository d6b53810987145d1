import type { Location, SensorHour } from './air-quality-source';
import type { City } from './city';
import { type NullReason, toMeasuredValue } from './measured-value';
import { POLLUTANT_NAMES, type PollutantName } from './pollutants';
import type { SelectedSensor } from './sensor-selection';
import { normaliseUnit } from './units';

/** One row of the lake: all pollutants of one location in one hour. Concentrations in ug/m3, null where not measured. */
export interface HourlyRow extends Readonly<Record<PollutantName, number | null>> {
  readonly location_id: number;
  /** START of the hour, UTC. OpenAQ stamps the END; see docs/adr/0002-period-start.md. */
  readonly measurement_datetime: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly city: string;
  readonly country: string;
  readonly extracted_at: string;
}

/** The rows of a city and an account of every hour: `values` = kept + `gaps` + nulled (by reason) + shadowed. */
export interface Pivot {
  /** Ordered by location, then hour; keys (location_id, measurement_datetime) are unique. */
  readonly rows: readonly HourlyRow[];
  /** Hours received, over all sensors. */
  readonly values: number;
  /** Hours that OpenAQ gives without a value. */
  readonly gaps: number;
  /** Values that OpenAQ gives and the warehouse does not store, by reason. */
  readonly nulledValues: Readonly<Partial<Record<NullReason, number>>>;
  /** Hours whose unit differs from their sensor's; they are converted by their own. */
  readonly unitChanges: number;
  /** Values that OpenAQ flags; they are kept. */
  readonly flaggedValues: number;
  /** Values left out because another sensor of the same location measures the same pollutant in the same hour. */
  readonly shadowedValues: number;
}

type MutableRow = { -readonly [column in keyof HourlyRow]: HourlyRow[column] };

const emptyRow = (location: Location, hour: string, city: City, extractedAt: string): MutableRow => ({
  location_id: location.id,
  measurement_datetime: hour,
  ...(Object.fromEntries(POLLUTANT_NAMES.map((name) => [name, null])) as Record<PollutantName, null>),
  latitude: location.latitude,
  longitude: location.longitude,
  city: city.name,
  country: city.country,
  extracted_at: extractedAt,
});

/**
 * Turns hours of sensors into rows of locations. An hour whose values are all null keeps its row: that nothing was
 * measured is known, and the transform counts it. Where two sensors of a location measure one pollutant, the one with the
 * lower id that has a value wins, so that a re-run chooses the same.
 *
 * @param readings hours of each sensor, sensors in the order of their ids (as `selectSensors` gives them)
 * @param extractedAt UTC instant, the same for all rows of one extraction
 */
export const pivot = (
  readings: Iterable<readonly [SelectedSensor, readonly SensorHour[]]>,
  city: City,
  extractedAt: string,
): Pivot => {
  const rows = new Map<string, MutableRow>();
  const nulledValues: Partial<Record<NullReason, number>> = {};
  let values = 0;
  let gaps = 0;
  let unitChanges = 0;
  let flaggedValues = 0;
  let shadowedValues = 0;
  for (const [sensor, hours] of readings) {
    for (const hour of hours) {
      const key = `${sensor.location.id} ${hour.periodStart}`;
      const row = rows.get(key) ?? emptyRow(sensor.location, hour.periodStart, city, extractedAt);
      rows.set(key, row);
      const unit = hour.unit ?? sensor.unit;
      const parameter = hour.parameter ?? sensor.pollutant;
      const { value, nullReason } = toMeasuredValue(sensor.pollutant, { value: hour.value, unit, parameter });
      values += 1;
      if (normaliseUnit(unit) !== normaliseUnit(sensor.unit)) unitChanges += 1;
      if (hour.hasFlags) flaggedValues += 1;
      if (nullReason === 'gap') gaps += 1;
      else if (nullReason !== null) nulledValues[nullReason] = (nulledValues[nullReason] ?? 0) + 1;
      else if (row[sensor.pollutant] === null) row[sensor.pollutant] = value;
      else shadowedValues += 1;
    }
  }
  const ordered = [...rows.values()].sort(
    (a, b) => a.location_id - b.location_id || (a.measurement_datetime < b.measurement_datetime ? -1 : 1),
  );
  return { rows: ordered, values, gaps, nulledValues, unitChanges, flaggedValues, shadowedValues };
};
