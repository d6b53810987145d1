import { type WorldLocation, worldLocation } from './world';

/** Names of the hours of the two days that `EXTRACTED_WINDOW` has. */
export const FIRST_HOUR = '2024-01-15T00:00:00Z';
const HOURS = 48;

const valuesFrom = (first: number): number[] => Array.from({ length: HOURS }, (_, hour) => first + hour);

/** Another sensor of a location, with a value for each hour of its first. */
export const sensorBeside = (
  { sensors: [first] }: WorldLocation,
  id: number,
  parameter: string,
  unit: string,
): WorldLocation['sensors'][number] => ({
  id,
  parameter,
  unit,
  hours: new Map(
    [...(first?.hours ?? [])].map(([start, { value }]) => [start, { value: (value ?? 0) + 100 }] as const),
  ),
});

/** The honest world of the hostile tests: two locations, one of them with two sensors, 48 hours each; 96 rows. */
export const honestWorld = (): WorldLocation[] => {
  const first = worldLocation(1, [105.8, 21], FIRST_HOUR, valuesFrom(10));
  const second = worldLocation(2, [105.9, 21.1], FIRST_HOUR, valuesFrom(60));
  return [{ ...first, sensors: [...first.sensors, sensorBeside(first, 11, 'o3', 'µg/m³')] }, second];
};
