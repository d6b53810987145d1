import { cpSync } from 'node:fs';
import { FakeWarehouse } from '../../../support/fake-warehouse';
import { hour, Lake, location } from '../../../support/lake';
import { RELEASED_VERSIONS, releasedLake } from '../../../support/releases';

describe.each(RELEASED_VERSIONS)('the lake that version %s wrote', (version) => {
  const lake = new Lake();
  const warehouse = new FakeWarehouse();
  afterAll(() => lake.remove());

  it('is read beside new days, in one crawl and one job', async () => {
    cpSync(releasedLake(version), lake.bucketDirectory, { recursive: true });
    await lake.putDay('Hanoi', '2018-12-07', [hour({ measurement_datetime: '2018-12-07T00:00:00Z' })]);
    await lake.putLocations('Hanoi', [location()]);
    await lake.vouch('run-1', ['Hanoi'], '2018-12-07', '2018-12-08');

    expect(await lake.crawl()).toBe('SUCCEEDED');
    await lake.job(warehouse).startJobRunSync({
      JobName: 'openaq_to_redshift',
      Arguments: {
        '--run_id': 'run-1',
        '--window_start': '2018-12-05T00:00:00Z',
        '--window_end': '2018-12-08T00:00:00Z',
        '--cities': 'Hanoi,Ho Chi Minh City',
      },
    });

    // Two days of two posts and the new hour; the old days count as those of another run.
    expect(warehouse.rows('openaq.stage_counts')).toMatchObject([
      { rows_read: 97, rows_staged: 97, rows_rejected: 0, rows_adopted: 96 },
    ]);
  });
});
