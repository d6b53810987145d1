import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { writeArchiveMirror } from '../../../local/openaq-replay/archive-mirror';
import { temporaryDirectory } from '../../support/temporary-directory';

const folder = temporaryDirectory();

const linesOf = (mirror: string, locationId: number, localDate: string): string[] => {
  const key = `locationid=${locationId}/year=2018/month=12/location-${locationId}-${localDate}.csv.gz`;
  return gunzipSync(readFileSync(join(mirror, 'records/csv.gz', key)))
    .toString('utf8')
    .split('\r\n');
};

describe('writeArchiveMirror', () => {
  it('writes a file for each station and local date, whose hours end from 01:00 to midnight', () => {
    const files = writeArchiveMirror(folder, { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' });

    const [header, ...lines] = linesOf(folder, 7441, '20181205');
    expect(header).toBe('location_id,sensors_id,location,datetime,lat,lon,parameter,units,value');
    expect(lines).toHaveLength(25);
    expect(lines[0]).toMatch(/^7441,21632,7441-7441,2018-12-05T01:00:00\+07:00,21\.\d+,105\.\d+,pm25,µg\/m³,\d+\.0$/);
    expect(lines[23]).toContain(',2018-12-06T00:00:00+07:00,');
    expect(lines[24]).toBe('');
    // The UTC day lies in two local dates of each of two stations.
    expect(linesOf(folder, 7441, '20181206')).toHaveLength(26);
    expect(files).toBe(4);
    expect(readdirSync(folder, { recursive: true }).filter((name) => `${name}`.endsWith('.csv.gz'))).toHaveLength(4);
  });

  it('keeps fill codes and has no line for an hour that was never published', () => {
    writeArchiveMirror(folder, { start: '2018-12-01T00:00:00Z', end: '2019-01-01T00:00:00Z' });

    const values = linesOf(folder, 7441, '20181207').flatMap((line) => line.split(',').slice(8));
    expect(values).toContain('-999.0');
    expect(values).not.toContain('');
  });

  it('writes nothing where the recording has no hour', () => {
    expect(writeArchiveMirror(folder, { start: '2024-01-01T00:00:00Z', end: '2024-01-02T00:00:00Z' })).toBe(0);
  });
});
