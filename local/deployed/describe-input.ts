import { isRecord } from '../../lambdas/shared/domain/json';

const listOf = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(', ') : String(value));

/** What a run was asked for, in a few words; an input that no run takes as it is. */
export const describeInput = (input: unknown): string => {
  if (!isRecord(input)) return 'no input';
  const { from, to, lookbackHours, cities, source, onlyMissing, scheduledTime, partOf, ...others } = input;
  if (Object.keys(others).length > 0) return JSON.stringify(input);
  const days = from === undefined ? 'the last hours' : `${from} to ${to}`;
  return [
    lookbackHours === undefined ? days : `the last ${lookbackHours} hours`,
    ...(cities === undefined ? [] : [listOf(cities)]),
    ...(source === undefined ? [] : [`from the ${source}`]),
    ...(onlyMissing ? ['only missing days'] : []),
    ...(partOf === undefined ? [] : [`part of ${partOf}`]),
    ...(scheduledTime === undefined ? [] : ['by the schedule']),
  ].join(', ');
};
