import { accepted, transform } from './support';

const staged = async (...rows: Record<string, unknown>[]) =>
  (await transform({ measurements: rows }, 'stage_measurements')).stage_measurements;

describe('sql/transform: which of several rows of one location and hour is staged', () => {
  it('keeps the one that was extracted last', async () => {
    const early = accepted({ pm25: 99, extracted_at: '2018-12-06 00:00:00' });
    const late = accepted({ pm25: 1, extracted_at: '2018-12-06 00:00:00.001' });

    expect(await staged(early, late)).toMatchObject([{ pm25: '1.0000' }]);
    expect(await staged(late, early)).toMatchObject([{ pm25: '1.0000' }]);
  });

  it('prefers any extraction time to none', async () => {
    const rows = [accepted({ pm25: 99, extracted_at: null }), accepted({ pm25: 1 })];
    expect(await staged(...rows)).toMatchObject([{ pm25: '1.0000' }]);
  });

  it('breaks a tie by the values, whatever the order of the rows', async () => {
    const rows = [accepted({ pm25: 1, pm10: null }), accepted({ pm25: 1, pm10: 7 }), accepted({ pm25: 1, pm10: 5 })];

    expect(await staged(...rows)).toMatchObject([{ pm10: '7.0000' }]);
    expect(await staged(...rows.reverse())).toMatchObject([{ pm10: '7.0000' }]);
  });

  it('keeps a location in the boxes of two cities once', async () => {
    const rows = [accepted({ city: 'Hue', partition_0: 'Hue' }), accepted({ city: 'Hanoi' })];
    expect(await staged(...rows)).toMatchObject([{ city: 'Hanoi' }]);
  });

  it('does not let a rejected row displace an accepted one', async () => {
    const newerButBad = accepted({ pm25: -1, extracted_at: '2019-01-01 00:00:00' });
    expect(await staged(newerButBad, accepted())).toMatchObject([{ pm25: '42.5000' }]);
  });

  it('keeps other hours and other locations', async () => {
    const rows = [
      accepted(),
      accepted({ measurement_datetime: '2018-12-05 02:00:00' }),
      accepted({ location_id: 7440 }),
    ];
    expect(await staged(...rows)).toHaveLength(3);
  });
});

describe('sql/transform: which of several rows of one location is staged', () => {
  const location = {
    location_id: 7441,
    location_name: 'Đại sứ quán Mỹ',
    city: 'Hanoi',
    country: 'VN',
    latitude: 21.0211939,
    longitude: 105.81909244,
    is_active: true,
    extracted_at: '2018-12-06 00:10:00',
    provider: 'AirNow',
    owner: 'State Department',
    is_monitor: true,
    time_zone: 'Asia/Bangkok',
    licenses: 'US Public Domain',
    attribution: null,
    partition_0: 'Hanoi',
  };
  const stagedLocations = async (...rows: Record<string, unknown>[]) =>
    (await transform({ locations: rows }, 'stage_locations')).stage_locations;

  it('rounds coordinates to six places and adds the run', async () => {
    const { partition_0: _, ...columns } = location;
    expect(await stagedLocations(location)).toEqual([
      { ...columns, latitude: '21.021194', longitude: '105.819092', run_id: 'run-1' },
    ]);
  });

  it('keeps the newest extraction, and among equals the first name', async () => {
    const newer = { ...location, location_name: 'Zzz', extracted_at: '2018-12-07 00:00:00' };
    expect(await stagedLocations(location, newer)).toMatchObject([{ location_name: 'Zzz' }]);
    expect(await stagedLocations({ ...location, location_name: 'A' }, location)).toMatchObject([
      { location_name: 'A' },
    ]);
  });

  it('breaks a tie by what is known of the source, whatever the order of the rows', async () => {
    const rows = [location, { ...location, licenses: 'CC BY 4.0' }, { ...location, licenses: null }];

    expect(await stagedLocations(...rows)).toMatchObject([{ licenses: 'CC BY 4.0' }]);
    expect(await stagedLocations(...rows.reverse())).toMatchObject([{ licenses: 'CC BY 4.0' }]);
  });

  it('cuts a text to the characters that its column holds', async () => {
    expect(await stagedLocations({ ...location, attribution: 'é'.repeat(2_000) })).toMatchObject([
      { attribution: 'é'.repeat(1_000) },
    ]);
  });

  it('makes a coordinate that is out of range null and takes a location without a flag as active', async () => {
    const odd = { ...location, latitude: 91, longitude: 'NaN', is_active: null };
    expect(await stagedLocations(odd)).toMatchObject([{ latitude: null, longitude: null, is_active: true }]);
  });

  it('leaves out a row without a location id', async () => {
    expect(await stagedLocations({ ...location, location_id: null })).toEqual([]);
  });
});
