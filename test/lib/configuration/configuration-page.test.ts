import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownerOf } from '../../../lambdas/shared/domain/city-assignment';
import { readConfiguration } from '../../../lib/configuration';
import { BEGIN, configurationTable, END } from './configuration-page';

const PAGE = join(__dirname, '../../../docs/configuration.md');

const RECORDING = join(__dirname, '../../../local/openaq-replay/data/locations_iso-VN_2025-12-22.json');

interface RecordedLocation {
  readonly coordinates: { readonly latitude: number; readonly longitude: number };
  readonly sensors: readonly { readonly parameter: { readonly name: string } }[];
}

const productionFixture = (name: string): unknown =>
  JSON.parse(readFileSync(join(__dirname, `../../fixtures/openaq/production/${name}.json`), 'utf8'));

const belongsToBox = (
  { latitude, longitude }: RecordedLocation['coordinates'],
  [west, south, east, north]: readonly [number, number, number, number],
): boolean => longitude >= west && longitude <= east && latitude >= south && latitude <= north;

describe('docs/configuration.md', () => {
  it('shows every value of the schema, its default and its meaning (UPDATE_DOCS=1 writes them)', () => {
    const page = readFileSync(PAGE, 'utf8');
    const [before, rest = ''] = page.split(BEGIN);
    const after = rest.split(END)[1];
    const table = configurationTable();
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, `${before}${table}${after}`);

    expect(readFileSync(PAGE, 'utf8')).toBe(`${before}${table}${after}`);
  });

  it('gives an example that is right, of a city in which a station reports', () => {
    const [, json = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync(PAGE, 'utf8')) ?? [];
    const { cities } = readConfiguration((JSON.parse(json) as { context: { openaq: unknown } }).context.openaq);
    // Location 2178: in the archive for 88 of the 91 days of the second quarter of 2026.
    const [location] = (productionFixture('location_2178') as { results: RecordedLocation[] }).results;

    expect(cities).toHaveLength(1);
    expect(ownerOf(location?.coordinates ?? { latitude: null, longitude: null }, cities)).toBe(cities[0]);
    const [west, south, east, north] = cities[0]?.boundingBox ?? [0, 0, 0, 0];
    expect(location?.coordinates.longitude).toBeGreaterThan(west);
    expect(location?.coordinates.longitude).toBeLessThan(east);
    expect(location?.coordinates.latitude).toBeGreaterThan(south);
    expect(location?.coordinates.latitude).toBeLessThan(north);
    expect(location?.sensors.map(({ parameter }) => parameter.name)).toEqual(expect.arrayContaining(['pm25', 'o3']));
  });

  it('gives the default of sensorsPerCity as what was recorded of Hanoi', () => {
    const { sensorsPerCity, pollutants, cities } = readConfiguration({});
    const { results } = JSON.parse(readFileSync(RECORDING, 'utf8')) as { results: RecordedLocation[] };
    const hanoi = results.filter(({ coordinates }) =>
      belongsToBox(coordinates, cities[0]?.boundingBox ?? [0, 0, 0, 0]),
    );
    const wanted = hanoi.flatMap(({ sensors }) =>
      sensors.filter(({ parameter }) => (pollutants as string[]).includes(parameter.name)),
    );

    expect(wanted).toHaveLength(sensorsPerCity);
  });

  it('describes every value', () => {
    expect(configurationTable()).not.toContain('undefined');
  });
});
