import type { License } from '../../../../lambdas/shared/domain/air-quality-source';
import { toLocationRows } from '../../../../lambdas/shared/domain/location-row';
import { HANOI, makeLocation } from '../../../support/air-quality';

const LICENSE: License = { name: null, attribution: null, from: null, to: null };
const NOW = '2025-05-01T00:00:00Z';

const storedNames = (...names: (string | null)[]) => {
  const locations = names.map((name, index) => makeLocation({ id: index + 1, name }));
  const { rows, changedNames } = toLocationRows(locations, HANOI, NOW);
  return { names: rows.map(({ location_name }) => location_name), changedNames };
};

describe('toLocationRows', () => {
  it('gives a row for every location, in the order of ids', () => {
    const { rows } = toLocationRows([makeLocation({ id: 9 }), makeLocation({ id: 2, name: 'West' })], HANOI, NOW);

    expect(rows.map(({ location_id }) => location_id)).toEqual([2, 9]);
    expect(rows[0]).toEqual({
      location_id: 2,
      location_name: 'West',
      city: 'Hanoi',
      country: 'VN',
      latitude: 21.021939,
      longitude: 105.818806,
      is_active: true,
      extracted_at: NOW,
      provider: 'AirNow',
      owner: 'Unknown Governmental Organization',
      is_monitor: true,
      time_zone: 'Asia/Bangkok',
      licenses: null,
      attribution: null,
    });
  });

  it('has the licences that hold on the day of the extraction, and whom they ask to name', () => {
    const licenses: License[] = [
      { ...LICENSE, name: 'ended', to: '2025-04-30' },
      { ...LICENSE, name: 'CC BY 4.0', attribution: { name: 'AirGradient', url: null } },
      { ...LICENSE, name: 'ODbL', attribution: { name: 'Hà Nội', url: 'https://example.org' }, to: '2025-05-01' },
      { ...LICENSE, name: 'CC BY 4.0', attribution: { name: null, url: 'https://example.net' }, from: '2025-05-01' },
      { ...LICENSE, name: 'begins later', from: '2025-05-02' },
      { ...LICENSE, name: '' },
      LICENSE,
    ];

    const { rows, changedNames } = toLocationRows([makeLocation({ licenses })], HANOI, NOW);

    expect(rows).toMatchObject([
      { licenses: 'CC BY 4.0; ODbL', attribution: 'AirGradient; Hà Nội (https://example.org); https://example.net' },
    ]);
    expect(changedNames).toBe(0);
  });

  it('strips and shortens the other texts as it does the name, and counts the location once', () => {
    const licenses = [{ ...LICENSE, name: 'L'.repeat(2_000) }];
    const odd = makeLocation({ provider: 'é'.repeat(200), owner: 'a\0b', timeZone: null, isMonitor: null, licenses });

    expect(toLocationRows([odd, makeLocation({ id: 9_999 })], HANOI, NOW)).toMatchObject({
      rows: [
        { provider: 'é'.repeat(127), owner: 'ab', time_zone: null, is_monitor: null, licenses: 'L'.repeat(1_000) },
        { location_id: 9_999 },
      ],
      changedNames: 1,
    });
  });

  it.each([
    ['30 days ago', '2025-04-01T00:00:00Z', true],
    ['more than 30 days ago', '2025-03-31T23:00:00Z', false],
    ['never', null, false],
  ])('judges a location that last reported %s', (_, lastReportedAt, isActive) => {
    const { rows } = toLocationRows([makeLocation({ lastReportedAt })], HANOI, NOW);

    expect(rows[0]?.is_active).toBe(isActive);
  });

  it('leaves lawful names as they are and counts none', () => {
    const names = ['Hanoi', null, '556 Nguyễn Văn Cừ', 'a, "quoted" \\ name', 'ễ'.repeat(85)];

    expect(storedNames(...names)).toEqual({ names, changedNames: 0 });
  });

  it('strips and shortens odd names, so that one does not stop a city, and counts them', () => {
    expect(storedNames('x'.repeat(10_000), '😀'.repeat(2_500), 'Ha\0noi', '\u001b]0;owned\u0007', 'Hanoi')).toEqual({
      names: ['x'.repeat(255), '😀'.repeat(63), 'Hanoi', ']0;owned', 'Hanoi'],
      changedNames: 4,
    });
  });

  it('has no name where nothing is left of it', () => {
    expect(storedNames(`${'x'.repeat(254)} West`).names).toEqual(['x'.repeat(254)]);
    expect(storedNames('\0\u0007', '   ', '')).toEqual({ names: [null, null, null], changedNames: 3 });
  });
});
