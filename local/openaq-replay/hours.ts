import { type Answer, json, pageOf, SERVER_FAILURE } from './answers';
import { toStamp } from './instant';
import { LARGEST_ID, ParameterReader } from './parameter-reader';
import { type RecordedSensor, recordedHours, recordedSensor } from './recorded-data';
import type { RecordedHour } from './recorded-hours';

const HOUR_MS = 3_600_000;

/** Every statistic of a single observation is the observation; it has no standard deviation. */
const summaryOf = (value: number | null): Record<string, number | null> => ({
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

/** One element of the answer: an hour of one observation, or without any (value null) as the live API has it. */
export const toHourElement = (hour: RecordedHour, { parameter }: RecordedSensor): unknown => {
  const datetimeFrom = toStamp(hour.endMs - HOUR_MS);
  const datetimeTo = toStamp(hour.endMs);
  return {
    // Rounded as in the API; the exact number is in the summary.
    value: hour.value === null ? null : Number(hour.value.toPrecision(3)),
    flagInfo: { hasFlags: hour.hasFlags },
    parameter: { id: parameter.id, name: parameter.name, units: parameter.units, displayName: null },
    period: { label: '1hour', interval: '01:00:00', datetimeFrom, datetimeTo },
    coordinates: null,
    summary: summaryOf(hour.value),
    coverage: {
      expectedCount: 1,
      expectedInterval: '01:00:00',
      observedCount: 1,
      observedInterval: '01:00:00',
      percentComplete: 100,
      percentCoverage: 100,
      datetimeFrom,
      datetimeTo,
    },
  };
};

/**
 * `GET /v3/sensors/{id}/hours`: hours with from < END <= to. A sensor without recorded hours, or that does not exist, has
 * an empty page. `date_from` and any other unknown name is ignored, as in the API.
 */
export const answerHours = (query: URLSearchParams, sensorIdText: string): Answer => {
  const read = new ParameterReader(query);
  const sensorId = read.id('sensors_id', sensorIdText);
  const from = read.instant('datetime_from');
  const to = read.instant('datetime_to');
  const paging = read.paging();
  const refusal = read.parsingRefusal() ?? read.validationRefusal();
  if (refusal) return refusal;

  // Python cannot compare a time with offset and one without.
  if (from && to && from.isNaive !== to.isNaive) return SERVER_FAILURE;
  if (from && to && to.epochMs <= from.epochMs) {
    return json(422, `Date/time from must be older than the date/time to. User passed ${from.text} - ${to.text}`);
  }
  if (sensorId > LARGEST_ID) return SERVER_FAILURE;

  const sensor = recordedSensor(sensorId);
  if (!sensor) return pageOf([], paging);
  const hours = recordedHours(sensorId).filter(
    ({ endMs }) => endMs > (from?.epochMs ?? -Infinity) && endMs <= (to?.epochMs ?? Infinity),
  );
  return pageOf(hours, paging, (hour) => toHourElement(hour, sensor));
};
