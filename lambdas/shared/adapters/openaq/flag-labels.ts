import type { AirQualitySource, SensorHour } from '../../domain/air-quality-source';
import { TransientError } from '../../domain/errors';
import { HOUR_MS, toUtcSeconds } from '../../domain/window';
import { flagsPageSchema } from './answers';
import { readPages } from './read-pages';
import type { Requester, RequesterOptions } from './requester';

const endOf = ({ periodStart }: SensorHour): string => toUtcSeconds(Date.parse(periodStart) + HOUR_MS);

/**
 * Reads hours, and asks for the flags of a sensor when one of its hours has any: what OpenAQ calls them says why. What a
 * flag is called matters less than the hours: when the API refuses the question or cannot answer it, the hours stay flagged
 * without a label, a warning is logged, and it is not asked again for this work item. Only a used-up limit and the end of
 * the item's time are errors, which another try mends.
 */
export const withFlagLabels = (
  readHours: AirQualitySource['hours'],
  requester: Requester,
  pageSize: number,
  { now, deadlineMs = Infinity, log }: Pick<RequesterOptions, 'now' | 'deadlineMs' | 'log'>,
): AirQualitySource['hours'] => {
  let isRefused = false;

  const giveUp = (sensorId: number, failure: string) => {
    isRefused = true;
    log?.warn('OpenAQ does not tell why values are flagged: they stay flagged without a label', { sensorId, failure });
    return [];
  };

  const readFlags = async (sensorId: number, from: string, to: string) => {
    const query = `/v3/sensors/${sensorId}/flags?datetime_from=${from}&datetime_to=${to}`;
    try {
      const flags = await readPages(requester, query, flagsPageSchema, pageSize);
      return flags === 'tooSlow' ? giveUp(sensorId, 'it answered 408') : flags;
    } catch (error) {
      const isLimit = error instanceof TransientError && error.name === 'OpenAqRateLimitedError';
      if (!(error instanceof Error) || isLimit || now() >= deadlineMs) throw error;
      return giveUp(sensorId, error.message);
    }
  };

  return async (sensorId, window) => {
    const hours = await readHours(sensorId, window);
    const flagged = hours.filter(({ hasFlags }) => hasFlags);
    const [first] = flagged;
    if (first === undefined || isRefused) return hours;
    const flags = await readFlags(sensorId, first.periodStart, endOf(flagged.at(-1) ?? first));
    // A flag marks the hours that it touches, its end included, as the API itself reckons.
    const labelsOf = (hour: SensorHour): string[] => [
      ...new Set(
        flags
          .filter(
            ({ from, to }) => (from ?? hour.periodStart) <= endOf(hour) && (to ?? endOf(hour)) >= hour.periodStart,
          )
          .map(({ label }) => label),
      ),
    ];
    return hours.map((hour) => (hour.hasFlags ? { ...hour, flagLabels: labelsOf(hour) } : hour));
  };
};
