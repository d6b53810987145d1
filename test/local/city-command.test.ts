import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRecordedApi } from '../../local/openaq-replay/recorded-api';
import { type ReplayServer, startReplayServer } from '../../local/openaq-replay/server';
import { lastJson, openaq } from '../support/openaq-cli';
import { openaqHere } from '../support/openaq-here';
import { copyProject } from '../support/project-copy';

/** What `openaq city --json` ends with. */
interface Answer {
  readonly place: { readonly name: string; readonly country: string; readonly population: number };
  readonly entry: Readonly<Record<string, unknown>>;
  readonly stations: readonly Readonly<Record<string, unknown>>[];
  readonly isAdded: boolean;
}

const city = (...args: string[]) => openaqHere(['city', ...args]);

describe('openaq city', () => {
  it('shows the stations, pollutants and last reports of a city, and its entry with its own name', async () => {
    const { exitCode, stdout, stderr } = await city('Hanoi');

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/Hanoi; Vietnam; 8,053,663 inhabitants; 21\.02 N, 105\.84 E; .*GeoNames\.org, CC BY 4\.0/);
    expect(stdout).toContain('The recording knows');
    expect(stdout).toMatch(/│ 7441 +│ Hanoi +│ pm25 +│ 2025-04-09 15:00 +│ 2\.3 +│/);
    expect(stdout).toMatch(
      /catches 42 stations; 5 reported within 30 days before 2025-12-22; 6 pollutants: pm25 at 5,/,
    );
    expect(stdout).toMatch(/"name": "Hanoi",\n {2}"country": "VN",\n.*\n.*\n {2}"displayName": "Hà Nội"\n}/);
  });

  it('answers in JSON with every station, and says the rest on stderr', async () => {
    const result = await city('hà', 'nội', '--json');
    const { place, entry, stations, isAdded } = lastJson<Answer>(result);

    expect(result.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(place).toMatchObject({ name: 'Hanoi', country: 'VN' });
    expect(entry).toMatchObject({ name: 'Hanoi', displayName: 'Hà Nội', boundingBox: [105.46, 20.66, 106.23, 21.38] });
    expect(stations).toHaveLength(42);
    expect(stations.find(({ id }) => id === 7441)).toEqual({
      id: 7441,
      name: 'Hanoi',
      latitude: 21.021939,
      longitude: 105.818806,
      pollutants: ['pm25'],
      lastReportedAt: '2025-04-09T15:00:00Z',
      isActive: false,
      km: 2.3,
    });
    expect(isAdded).toBe(false);
  });

  it('takes the one that is far larger than the others of its name, and says so', async () => {
    const { exitCode, stdout } = await city('Cologne');

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/3 other places have this name, far smaller/);
    expect(stdout).toMatch(/"name": "Cologne",[^}]*"displayName": "Köln"/);
  });

  it('lists several of about one size, of which one is chosen', async () => {
    const several = await city('Springfield', '--country', 'us');

    expect(several.exitCode).toBe(2);
    expect(several.stdout).toMatch(
      /│ 3 +│ Springfield +│ United States │ IL \(Springfield\) +│ 116,565 +│ 39\.80, -89\.64 +│/,
    );
    expect(several.stderr).toMatch(/places are called "Springfield": choose one with --choose <number>$/m);
    const chosen = await city('Springfield', '--country', 'us', '--choose', '3', '--json');
    expect(lastJson<Answer>(chosen).entry).toMatchObject({ timeZone: 'America/Chicago', country: 'US' });
  });

  it.each([
    ['a misspelt name', ['Hanoii'], /no place is called "Hanoii": did you mean Hanoi/],
    ['a name in the wrong country', ['Hanoi', '--country', 'FR'], /no place in France is called "Hanoi"/],
    ['a country that is none', ['Hanoi', '--country', 'Vietnam'], /--country "Vietnam": expected the ISO 3166-1 code/],
    ['a number that is not listed', ['Hanoi', '--choose', '7'], /--choose "7": expected a number from 1 to 1$/m],
    ['a name that breaks keys', ['Hanoi', '--name', 'Hà Nội'], /--name "Hà Nội": expected a name of 1 to 63 letters/],
    [
      'a box of three numbers',
      ['Hanoi', '--box', '105,20,106'],
      /--box "105,20,106": expected \[west, south, east, north\]/,
    ],
    [
      'a box that is too small',
      ['Hanoi', '--box', '105,20,105,20'],
      /expected \[west, south, east, north\].* west < east/,
    ],
    [
      'a box with latitude before longitude',
      ['Kathmandu', '--box', '27.6,85.2,27.8,85.5'],
      /these look like latitude before longitude: try --box 85\.2,27\.6,85\.5,27\.8$/m,
    ],
  ])('exits 2 on %s, in one sentence', async (_, args, message) => {
    const { exitCode, stderr } = await city(...args);

    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('openaq city against the API', () => {
  let server: ReplayServer;
  beforeAll(async () => {
    server = await startReplayServer(createRecordedApi({ apiKey: 'right' }));
  });
  afterAll(() => server?.close());

  const ask = (key: string, ...args: string[]) =>
    openaqHere(['city', ...args, '--api-url', server.url], { OPENAQ_API_KEY: key });

  it('says that a box catches nothing, and proposes one that reaches to the nearest station', async () => {
    const { exitCode, stdout } = await ask('right', 'Hanoi', '--box', '105.2,20,105.5,20.2');

    expect(exitCode).toBe(0);
    expect(stdout).toContain('The box does not hold the centre of Hanoi');
    expect(stdout).toContain('The box [105.2, 20, 105.5, 20.2] catches no station');
    expect(stdout).toMatch(/The nearest is .+, [\d.]+ km away: try --box 105\.\d+,\d+\.\d+,105\.\d+,\d+\.\d+/);
  });

  it('says that no station is near, and that a key is wrong', async () => {
    expect((await ask('right', 'Zurich')).stdout).toContain('No station within 60 km either');

    const wrong = await ask('wrong', 'Zurich');
    expect(wrong.exitCode).toBe(1);
    expect(wrong.stderr).toMatch(/^\[FAIL\] .*401.*Invalid credentials/m);
  });
});

describe('openaq city --add', () => {
  const project = copyProject();
  const file = join(project, 'cdk.json');
  const add = (...args: string[]) => openaq(['city', ...args, '--add'], {}, project);

  it('writes the entry into cdk.json and changes nothing else there', async () => {
    const before = readFileSync(file, 'utf8');

    const { exitCode, stdout, stderr } = await add('Da Nang');

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain("npx openaq local --city 'Da Nang' --lookback-hours 48");
    const added = `,
        {
          "name": "Da Nang",
          "country": "VN",
          "boundingBox": [108.08, 15.93, 108.36, 16.2],
          "timeZone": "Asia/Ho_Chi_Minh",
          "displayName": "Đà Nẵng"
        }
      ],`;
    expect(readFileSync(file, 'utf8')).toBe(before.replace(/\n {6}\],/, added));
  });

  it('writes nothing when the configuration with it would be wrong, and says why', async () => {
    const before = readFileSync(file, 'utf8');

    const { exitCode, stderr } = await add('Da Nang');

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /cdk\.json was not changed.*\n.*2 mistakes:\n.*cities\[3\]: expected a city name that no other/,
    );
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});
