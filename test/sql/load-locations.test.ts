import { useLoads } from '../support/loads';
import { rowsOf } from '../support/test-warehouse';
import { type Run, stageAndLoad } from '../support/warehouse-run';

describe('the load of locations', () => {
  const { warehouse } = useLoads();

  const dimensions = () => rowsOf(warehouse(), 'dim_locations', 'location_id, location_name, created_at, updated_at');
  const named = (runId: string, name: string, day: number): Run => ({
    runId,
    locations: [{ locationId: 1, name }],
    extractedAt: `2024-01-${day} 00:05:00`,
  });

  it('adds a new one, created and updated when OpenAQ was read', async () => {
    await stageAndLoad(warehouse(), named('first', 'Cầu Giấy', 17));

    expect(await dimensions()).toEqual([
      {
        location_id: 1,
        location_name: 'Cầu Giấy',
        created_at: '2024-01-17 00:05:00',
        updated_at: '2024-01-17 00:05:00',
      },
    ]);
  });

  it('takes the newer name and keeps the time of creation', async () => {
    await stageAndLoad(warehouse(), named('first', 'old', 17));

    await stageAndLoad(warehouse(), named('second', 'new', 18));

    expect(await dimensions()).toEqual([
      { location_id: 1, location_name: 'new', created_at: '2024-01-17 00:05:00', updated_at: '2024-01-18 00:05:00' },
    ]);
  });

  it('takes what the newer answer says of the source, and keeps nothing that it no longer says', async () => {
    const source = {
      provider: 'AirNow',
      owner: 'State Department',
      is_monitor: true,
      time_zone: 'Asia/Bangkok',
      licenses: 'US Public Domain',
      attribution: 'State Department (https://example.org)',
    };
    const run = (runId: string, day: number, known: Record<string, string | boolean>): Run => ({
      ...named(runId, 'Hanoi', day),
      locations: [{ locationId: 1, name: 'Hanoi', source: known }],
    });
    const sources = () => rowsOf(warehouse(), 'dim_locations', Object.keys(source).join(', '));

    await stageAndLoad(warehouse(), run('first', 17, source));
    expect(await sources()).toEqual([source]);

    await stageAndLoad(warehouse(), run('second', 18, { provider: 'AirGradient' }));
    const nothing = Object.fromEntries(Object.keys(source).map((column) => [column, null]));
    expect(await sources()).toEqual([{ ...nothing, provider: 'AirGradient' }]);
  });

  it('does not let a run that read OpenAQ earlier and loads later undo a newer name', async () => {
    await stageAndLoad(warehouse(), named('second', 'new', 18));

    await stageAndLoad(warehouse(), named('first', 'old', 17));

    expect((await dimensions()).map((row) => row['location_name'])).toEqual(['new']);
  });

  it('takes one row of a location that was staged twice', async () => {
    const twice = [
      { locationId: 1, name: 'b' },
      { locationId: 1, name: 'a' },
    ];

    await stageAndLoad(warehouse(), { runId: 'first', locations: twice });

    expect((await dimensions()).map((row) => row['location_name'])).toEqual(['a']);
  });

  it.each([
    ['keeps a name of 255 bytes', 'ế'.repeat(85), 85],
    ['shortens a longer name to characters that fit in any case', 'ế'.repeat(86), 63],
    ['shortens a name of 255 characters of four bytes', '🌫'.repeat(255), 63],
  ])('%s', async (_, name, characters) => {
    await stageAndLoad(warehouse(), named('first', name, 17));

    const [row] = await dimensions();
    expect([...String(row?.['location_name'])]).toHaveLength(characters);
  });
});
