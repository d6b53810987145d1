import { accepted, type Row, transform } from './support';

const reasonOf = async (changes: Row): Promise<unknown> => {
  const { rejected_measurements: rejected } = await transform(
    { measurements: [accepted(changes)] },
    'rejected_measurements',
  );
  return rejected[0]?.['reason'];
};

describe('sql/transform: which rows are rejected', () => {
  it.each<[string, Row]>([
    ['missing_location_id', { location_id: null }],
    ['missing_measurement_datetime', { measurement_datetime: null }],
    ['outside_partition', { measurement_datetime: '2018-12-06 00:00:00' }],
    ['outside_partition', { measurement_datetime: '2018-12-04 23:00:00' }],
    ['not_on_a_quarter_hour', { measurement_datetime: '2018-12-05 01:00:00.001' }],
    ['not_on_a_quarter_hour', { measurement_datetime: '2018-12-05 01:20:00' }],
    ['missing_extracted_at', { extracted_at: null }],
    ['missing_city', { city: null }],
    ['missing_city', { city: '  ' }],
    ['latitude_out_of_range', { latitude: 90.000001 }],
    ['latitude_out_of_range', { latitude: 'NaN' }],
    ['longitude_out_of_range', { longitude: -180.5 }],
    ['longitude_out_of_range', { longitude: 'Infinity' }],
    ['value_out_of_range', { pm25: -0.001 }],
    ['value_out_of_range', { co: 'NaN' }],
    ['value_out_of_range', { o3: 'Infinity' }],
    ['value_out_of_range', { no2: 999999.99995 }],
    ['no_measurement', { pm25: null }],
  ])('gives %s for %j', async (reason, changes) => {
    expect(await reasonOf(changes)).toBe(reason);
  });

  it.each<[string, Row]>([
    ['null coordinates', { latitude: null, longitude: null }],
    ['the poles and the date line', { latitude: -90, longitude: 180 }],
    ['a value of zero', { pm25: 0 }],
    ['a negative zero', { pm25: '-0.0' }],
    ['the largest value that decimal(10, 4) holds', { pm25: 999999.9999 }],
    ['the first and the last hour of the day', { measurement_datetime: '2018-12-05 23:00:00' }],
    ['a country that is missing', { country: null }],
    ['an hour that starts at a half, as in Delhi and Adelaide', { measurement_datetime: '2018-12-05 01:30:00' }],
    ['an hour that starts at a quarter, as in Kathmandu', { measurement_datetime: '2018-12-05 01:15:00' }],
  ])('accepts %s', async (_, changes) => {
    const result = await transform({ measurements: [accepted(changes)] }, 'stage_measurements');
    expect(result.stage_measurements).toHaveLength(1);
  });

  it('gives the first reason of several, in the order of the rules', async () => {
    const everything = { location_id: null, measurement_datetime: null, city: null, latitude: 91, pm25: null };
    expect(await reasonOf(everything)).toBe('missing_location_id');
    expect(await reasonOf({ ...everything, location_id: 1 })).toBe('missing_measurement_datetime');
    expect(await reasonOf({ city: null, latitude: 91, pm25: null })).toBe('missing_city');
    expect(await reasonOf({ latitude: 91, longitude: 181, pm25: -1 })).toBe('latitude_out_of_range');
  });

  it('keeps a rejected row as it was read, with its run, reason and partition', async () => {
    const row = accepted({ pm25: -1.23456789, city: 'Hà Nội', partition_0: 'Hanoi' });
    const { rejected_measurements: rejected } = await transform({ measurements: [row] }, 'rejected_measurements');

    const { partition_0, year, month, day, ...columns } = row;
    expect(rejected).toEqual([
      {
        ...columns,
        run_id: 'run-1',
        reason: 'value_out_of_range',
        partition_city: partition_0,
        partition_date: `${year}-${month}-${day}`,
      },
    ]);
  });
});
