import { HOUR_MS, toUtcSeconds } from '../../lambdas/shared/domain/window';
import type { RecordedHour, RecordedSensor } from './recorded-data';

/** The stations replayed here are in `Asia/Bangkok` and `Asia/Ho_Chi_Minh`: both +07:00, without daylight saving time. */
const OFFSET_MS = 7 * HOUR_MS;

/** The API's form of an instant: UTC and the station's local time. */
export const toStamp = (epochMs: number): { utc: string; local: string } => ({
  utc: toUtcSeconds(epochMs),
  local: toUtcSeconds(epochMs + OFFSET_MS).replace('Z', '+07:00'),
});

/** One flag of the API's answer, within its hour: one that ended with the hour would mark the next one too. */
export const toFlagElement = ({ endMs, quality }: RecordedHour, sensorId: number) => ({
  flagType: { id: 1, label: quality, level: 'WARNING' },
  datetimeFrom: toStamp(endMs - HOUR_MS + 1_000),
  datetimeTo: toStamp(endMs - 1_000),
  sensorIds: [sensorId],
  note: null,
});

/** Every statistic of a single observation is the observation; it has no standard deviation. */
const summaryOf = (value: number | null) => ({
  min: value,
  q02: value,
  q25: value,
  median: value,
  q75: value,
  q98: value,
  max: value,
  avg: value,
  sd: null,
});

/** One element of the API's answer: an hour of one observation, or without any (value null) as the live API has it. */
export const toHourElement = (hour: RecordedHour, { parameter }: RecordedSensor) => {
  const period = { datetimeFrom: toStamp(hour.endMs - HOUR_MS), datetimeTo: toStamp(hour.endMs) };
  return {
    // Rounded as in the API; the exact number is in the summary.
    value: hour.value === null ? null : Number(hour.value.toPrecision(3)),
    flagInfo: { hasFlags: hour.hasFlags },
    parameter: { id: parameter.id, name: parameter.name, units: parameter.units, displayName: null },
    period: { label: '1hour', interval: '01:00:00', ...period },
    coordinates: null,
    summary: summaryOf(hour.value),
    coverage: {
      expectedCount: 1,
      expectedInterval: '01:00:00',
      observedCount: 1,
      observedInterval: '01:00:00',
      percentComplete: 100,
      percentCoverage: 100,
      ...period,
    },
  };
};
