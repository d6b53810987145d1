import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { archiveOf, checkArchive } from '../../local/cli/archive-source';
import { temporaryDirectory } from '../support/temporary-directory';

const folder = temporaryDirectory();
const window = { start: '2024-01-01T00:00:00Z', end: '2024-01-02T00:00:00Z' };

describe('the archive of a run on the laptop', () => {
  it('is the given folder, when that mirrors the keys of the bucket', () => {
    const archiveDir = join(folder, 'mirror');
    mkdirSync(join(archiveDir, 'records/csv.gz'), { recursive: true });

    checkArchive({ source: 'archive', archiveDir });
    expect(archiveOf({ source: 'archive', archiveDir }, { archive: join(folder, 'made') }, { window })).toBe(
      archiveDir,
    );
  });

  it('is one of the recording, in the folder of the run, when none is given', () => {
    const made = join(folder, 'made');

    checkArchive({ source: 'archive' });
    expect(archiveOf({ source: 'archive' }, { archive: made }, { window })).toBe(made);
  });

  it.each([
    [{ source: 'api', archiveDir: '/x' }, '--archive-dir "/x" is for --source archive alone: give both, or neither'],
    [
      { source: 'archive', archiveDir: '/nowhere' },
      '--archive-dir "/nowhere" is no mirror of OpenAQ\'s archive: expected a folder with records/csv.gz/locationid=.../ in it',
    ],
  ] as const)('is refused when the options are %j', (options, message) => {
    expect(() => checkArchive(options)).toThrow(message);
  });
});
