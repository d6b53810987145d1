/** One recorded hour of a sensor. */
export interface RecordedHour {
  /** END of the hour, milliseconds since the epoch. */
  readonly endMs: number;
  /** As published: -999 and negative values stay; null where nothing was written. */
  readonly value: number | null;
  /** Whether the publisher doubts the number. A fill value is no doubtful number: OpenAQ keeps it without a flag. */
  readonly hasFlags: boolean;
}

const FILL_VALUE = -999;

/** Reads lines of `sensors_id,period_end_utc,value,quality`, in time order for each sensor; other lines are headings. */
export const parseRecordedHours = (csv: string): Map<number, RecordedHour[]> => {
  const hoursOfSensors = new Map<number, RecordedHour[]>();
  for (const line of csv.split('\n')) {
    const [sensorId = '', periodEnd = '', valueText = '', quality = ''] = line.trim().split(',');
    if (!/^\d+$/.test(sensorId)) continue;
    const value = valueText === '' ? null : Number(valueText);
    const hour = {
      endMs: Date.parse(periodEnd),
      value,
      hasFlags: quality !== 'Valid' && value !== null && value !== FILL_VALUE,
    };
    const hours = hoursOfSensors.get(Number(sensorId));
    if (hours) hours.push(hour);
    else hoursOfSensors.set(Number(sensorId), [hour]);
  }
  return hoursOfSensors;
};
