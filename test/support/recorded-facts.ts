import { isPollutantName, type PollutantName } from '../../lambdas/shared/domain/pollutants';
import { hoursOf, recordedData } from '../../local/openaq-replay/recorded-data';
import type { Warehouse } from '../../local/warehouse/warehouse';

/** An hour of the shipped recording that is a reading: null, -999 and negative numbers are none. */
export interface RecordedValue {
  readonly locationId: number;
  readonly city: string;
  readonly pollutant: PollutantName;
  /** START of the hour, milliseconds since the epoch. */
  readonly startMs: number;
  readonly value: number;
}

const HOUR_MS = 3_600_000;

/** Hanoi lies north of the 16th parallel, Ho Chi Minh City south of it: all that the recording needs. */
const cityAt = (latitude: number): string => (latitude > 16 ? 'Hanoi' : 'Ho Chi Minh City');

/** Every reading of the recording: two posts over three years, and four days of CO. */
export const recordedValues = (): RecordedValue[] =>
  recordedData()
    .locations.flatMap(({ id, coordinates, sensors }) =>
      sensors.flatMap((sensor) => {
        const name = recordedData().sensors.get(sensor.id)?.parameter.name ?? '';
        const hours = hoursOf(sensor.id);
        return isPollutantName(name)
          ? hours.map(({ endMs, value }) => ({
              locationId: id,
              city: cityAt(coordinates.latitude),
              pollutant: name,
              startMs: endMs - HOUR_MS,
              value: value ?? -1,
            }))
          : [];
      }),
    )
    .filter(({ value }) => value >= 0);

/** Writes values as facts, one row for a value, which is what the views see of a row with several. */
export const writeFacts = async (warehouse: Warehouse, values: readonly RecordedValue[]): Promise<void> => {
  for (const pollutant of new Set(values.map((value) => value.pollutant))) {
    await warehouse.write(
      'openaq.fact_measurements',
      ['location_id', 'measurement_datetime', pollutant, 'city', 'country', 'run_id'],
      values
        .filter((value) => value.pollutant === pollutant)
        .map(({ locationId, startMs, value, city }) => [
          locationId,
          new Date(startMs).toISOString().slice(0, 19).replace('T', ' '),
          value,
          city,
          'VN',
          'recording',
        ]),
      [],
    );
  }
};

/** Gives the values of each group, by the key that `keyOf` makes. */
export const groupBy = <Element>(
  elements: readonly Element[],
  keyOf: (element: Element) => string,
): Map<string, Element[]> => {
  const groups = new Map<string, Element[]>();
  for (const element of elements) {
    const key = keyOf(element);
    const group = groups.get(key);
    if (group) group.push(element);
    else groups.set(key, [element]);
  }
  return groups;
};

/** The arithmetic mean with four decimals, half up, reckoned in whole ten-thousandths, so that no float decides a tie. */
export const meanOf = (values: readonly number[]): string => {
  const sum = values.reduce((total, value) => total + BigInt(Math.round(value * 10_000)), 0n);
  const count = BigInt(values.length);
  return (Number((2n * sum + count) / (2n * count)) / 10_000).toFixed(4);
};
