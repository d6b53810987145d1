import { from } from '../../bench/peers/week.json';
import { createWorld } from '../../bench/peers/world';
import { toMeasuredValue } from '../../lambdas/shared/domain/measured-value';

const HOURS = 7 * 24;

describe('the synthetic world of the comparison', () => {
  const { data, truth } = createWorld(10, Date.parse(from), HOURS);
  const hoursOf = (sensor: number) => data.hoursUntil(sensor, 0, Date.now());

  it('is the same every time, so that all programs meet the same', () => {
    const again = createWorld(10, Date.parse(from), HOURS);

    expect(again.truth).toEqual(truth);
    for (const { sensor } of truth) expect(again.data.hoursUntil(sensor, 0, Date.now())).toEqual(hoursOf(sensor));
  });

  it('is true of what its API says: the concentration, and nothing where it gives no value or a fill value', () => {
    for (const { sensor, parameter, values } of truth) {
      const unit = data.sensors.get(sensor)?.parameter.units ?? '';
      const said = hoursOf(sensor).map(({ value }) => toMeasuredValue(parameter, { value, unit, parameter }).value);

      expect(said.map((value) => value?.toPrecision(10))).toEqual(values.map((value) => value?.toPrecision(10)));
    }
  });

  it('has what trips a program up: gaps, fill values, gases by volume, retired stations, sensors of no pollutant', () => {
    const hours = [...data.sensors.keys()].flatMap(hoursOf);
    const units = new Set([...data.sensors.values()].map(({ parameter }) => parameter.units));

    expect(hours.filter(({ value }) => value === null).length).toBeGreaterThan(0);
    expect(hours.filter(({ value }) => value === -999).length).toBeGreaterThan(0);
    expect([...units]).toEqual(expect.arrayContaining(['µg/m³', 'ppm', 'c']));
    expect(data.locations).toHaveLength(20);
    expect(new Set(truth.map(({ location }) => location)).size).toBe(18);
  });
});
