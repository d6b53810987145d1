import type { Location, Sensor } from './air-quality-source';
import { cutToBytes, toPlainText } from './plain-text';
import { isPollutantName, type PollutantName } from './pollutants';
import { toUnit } from './units';
import { endBoundsOf, type Window } from './window';

/** A sensor worth asking: what it measures is wanted, and its unit is understood. */
export interface SelectedSensor {
  readonly id: number;
  readonly location: Location;
  readonly pollutant: PollutantName;
  /** Unit of the sensor as OpenAQ writes it, one that can be converted: that of its hours, unless an hour says another. */
  readonly unit: string;
}

/**
 * The sensors to ask and, for every other sensor of the locations, a count by reason: `other_parameter`,
 * `no_data_in_window`, or `unknown_unit:<parameter>:<unit>` for a unit that nobody can convert (`unknown_unit:other` where
 * there are more than three).
 */
export interface SensorSelection {
  readonly sensors: readonly SelectedSensor[];
  readonly skipped: Readonly<Record<string, number>>;
}

type Reported = Location & { readonly firstReportedAt: string; readonly lastReportedAt: string };

/**
 * Whether OpenAQ lists a first and a last report of a location, as it does not for those that never reported. Another is
 * not asked, and what it reported once is not taken back by that.
 */
export const hasReported = (location: Location): location is Reported =>
  location.firstReportedAt !== null && location.lastReportedAt !== null;

/** Whether a location can have hours that start in the window. `firstReportedAt` and `lastReportedAt` are period ENDs. */
export const canHaveDataIn = (location: Location, window: Window): boolean => {
  const { after, until } = endBoundsOf(window);
  return hasReported(location) && location.lastReportedAt > after && location.firstReportedAt <= until;
};

/** The unit's text is OpenAQ's and goes into a count's name, which a state's data and a log line carry. */
export const MAX_UNIT_BYTES = 20;

/** Unknown units that are counted by name: a state's data has 256 KiB, and OpenAQ may send as many as there are sensors. */
export const MAX_UNKNOWN_UNITS = 3;

const UNKNOWN_UNIT = 'unknown_unit:';

const skipReasonOf = (
  sensor: Sensor,
  location: Location,
  wanted: ReadonlySet<PollutantName>,
  window: Window,
): string | { pollutant: PollutantName; unit: string } => {
  const { parameter, unit } = sensor;
  if (!isPollutantName(parameter) || !wanted.has(parameter)) return 'other_parameter';
  if (!canHaveDataIn(location, window)) return 'no_data_in_window';
  if (toUnit(parameter, unit) !== null) return { pollutant: parameter, unit };
  return `${UNKNOWN_UNIT}${parameter}:${cutToBytes(toPlainText(unit), MAX_UNIT_BYTES)}`;
};

const isOneTooMany = (reason: string, skipped: Readonly<Record<string, number>>): boolean =>
  reason.startsWith(UNKNOWN_UNIT) &&
  skipped[reason] === undefined &&
  Object.keys(skipped).filter((name) => name.startsWith(UNKNOWN_UNIT)).length >= MAX_UNKNOWN_UNITS;

/** Chooses, in the order of their ids, the sensors that a window has to ask, and counts the others by reason. */
export const selectSensors = (
  locations: readonly Location[],
  pollutants: readonly PollutantName[],
  window: Window,
): SensorSelection => {
  const wanted = new Set(pollutants);
  const sensors: SelectedSensor[] = [];
  const skipped: Record<string, number> = {};
  for (const location of locations) {
    for (const sensor of location.sensors) {
      const verdict = skipReasonOf(sensor, location, wanted, window);
      if (typeof verdict !== 'string') {
        sensors.push({ id: sensor.id, location, ...verdict });
        continue;
      }
      const reason = isOneTooMany(verdict, skipped) ? `${UNKNOWN_UNIT}other` : verdict;
      skipped[reason] = (skipped[reason] ?? 0) + 1;
    }
  }
  return { sensors: sensors.sort((a, b) => a.id - b.id), skipped };
};
