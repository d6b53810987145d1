import type { Location, SensorHour } from './air-quality-source';
import type { City } from './city';
import type { Extraction } from './extraction';
import type { LAKE, RowOf } from './lake';
import { type NullReason, toMeasuredValue } from './measured-value';
import { POLLUTANT_NAMES, type PollutantName } from './pollutants';
import { flagsOf, toQualityFlags } from './quality-flags';
import type { SelectedSensor } from './sensor-selection';
import { normaliseUnit } from './units';

/**
 * One row of the lake: all pollutants of one location in one hour. Concentrations in ug/m3, null where not measured.
 * `measurement_datetime` is the START of the hour, UTC; OpenAQ stamps the END (docs/adr/0002-period-start.md).
 */
export type HourlyRow = RowOf<typeof LAKE.measurements.columns>;

/** The rows of a city and an account of every hour: `values` = kept + `gaps` + nulled (by reason) + shadowed. */
interface Pivot
  extends Pick<Extraction, 'values' | 'gaps' | 'nulledValues' | 'unitChanges' | 'flaggedValues' | 'shadowedValues'> {
  /** Ordered by location, then hour; keys (location_id, measurement_datetime) are unique. */
  readonly rows: readonly HourlyRow[];
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
  quality_flags: null,
});

/** A row that is being filled, and what is known against the values of its sensors, of those too that it does not take. */
interface Draft {
  readonly row: MutableRow;
  readonly flags: Map<PollutantName, string[]>;
}

/** Two rows of one location are of two hours. */
const byLocationAndHour = (a: HourlyRow, b: HourlyRow): number =>
  // Stryker disable next-line EqualityOperator: their hours are never equal
  a.location_id - b.location_id || (a.measurement_datetime < b.measurement_datetime ? -1 : 1);

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
  const drafts = new Map<string, Draft>();
  const nulledValues: Partial<Record<NullReason, number>> = {};
  const counts = { values: 0, gaps: 0, unitChanges: 0, flaggedValues: 0, shadowedValues: 0 };
  for (const [sensor, hours] of readings) {
    for (const hour of hours) {
      const key = `${sensor.location.id} ${hour.periodStart}`;
      const draft = drafts.get(key) ?? {
        row: emptyRow(sensor.location, hour.periodStart, city, extractedAt),
        flags: new Map(),
      };
      drafts.set(key, draft);
      const { row, flags } = draft;
      const unit = hour.unit ?? sensor.unit;
      const parameter = hour.parameter ?? sensor.pollutant;
      const { value, nullReason } = toMeasuredValue(sensor.pollutant, { value: hour.value, unit, parameter });
      const found = flagsOf(hour, nullReason === 'gap' ? null : nullReason);
      flags.set(sensor.pollutant, [...(flags.get(sensor.pollutant) ?? []), ...found]);
      counts.values += 1;
      if (normaliseUnit(unit) !== normaliseUnit(sensor.unit)) counts.unitChanges += 1;
      if (hour.hasFlags) counts.flaggedValues += 1;
      if (nullReason === 'gap') counts.gaps += 1;
      else if (nullReason !== null) nulledValues[nullReason] = (nulledValues[nullReason] ?? 0) + 1;
      else if (row[sensor.pollutant] === null) row[sensor.pollutant] = value;
      else counts.shadowedValues += 1;
    }
  }
  const ordered = [...drafts.values()]
    .map(({ row, flags }): HourlyRow => ({ ...row, quality_flags: toQualityFlags(flags) }))
    .sort(byLocationAndHour);
  return { rows: ordered, nulledValues, ...counts };
};
