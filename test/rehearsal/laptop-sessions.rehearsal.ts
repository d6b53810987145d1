import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRecordedApi } from '../../local/openaq-replay/recorded-api';
import { type ReplayServer, startReplayServer } from '../../local/openaq-replay/server';
import { expectRecorded, recordingOf } from '../support/sessions';
import { temporaryDirectory } from '../support/temporary-directory';
import { CTRL_C, inTerminal, type Typed } from '../support/terminal';

const PAGE = join(__dirname, '../../docs/sessions/laptop.md');

const INTRODUCTION = `# What the commands show: on a laptop

Recorded in a terminal of 80 columns by \`test/rehearsal/laptop-sessions.rehearsal.ts\`, which fails when a command says something else
(\`UPDATE_DOCS=1 npm run rehearse -- laptop-sessions\` records anew). Times, paths and passwords are those of the recording. Those of a deployed
stack: [stack.md](stack.md).`;

const API_KEY = 'the-key-of-the-recording';

describe('docs/sessions/laptop.md', () => {
  const folder = join(temporaryDirectory(), 'openaq-pipeline');
  const { sessions, record: keep } = recordingOf((text) => text.replaceAll(folder, '/home/you/openaq'));
  let api: ReplayServer;
  beforeAll(async () => {
    mkdirSync(folder);
    api = await startReplayServer(createRecordedApi({ apiKey: API_KEY, requestsPerMinute: Number.MAX_SAFE_INTEGER }));
  });
  afterAll(() => api.close());

  const record = (title: string, words: readonly string[], environment = {}, ...typed: Typed[]) =>
    keep(title, words, inTerminal(words, environment, typed, folder), Object.keys(environment));

  it('is what a person sees', async () => {
    await record('What there is', ['--help']);
    const day = ['--from', '2018-12-05', '--to', '2018-12-05', '--city', 'Hanoi'];
    await record('A run with a key that OpenAQ does not take', ['local', ...day, '--api-url', api.url], {
      OPENAQ_API_KEY: 'wrong',
    });
    await record('On with it, with a right key', ['local', '--redrive', '--api-url', api.url], {
      OPENAQ_API_KEY: API_KEY,
    });
    await record('The same day again, recorded', ['local', ...day]);
    await record('Earlier runs', ['runs']);
    await record('Its tables', ['tables']);
    await record('A table', ['tables', 'dim_locations']);
    await record('A question', [
      'query',
      'select city, count(*) as hours, max(pm25) from openaq.fact_measurements group by 1',
    ]);
    await record('A wide answer', [
      'query',
      'select top 2 * from openaq.fact_measurements order by measurement_datetime',
    ]);
    await record('A mistake in a question', ['query', 'select pm_2_5 from openaq.fact_measurements']);
    await record('The report again', ['report']);
    await record('Files', ['export', '--format', 'parquet']);
    await record('A city', ['city', 'Hanoi']);
    await record('A server for other programs', ['serve', '--port', '0'], {}, ['Ctrl-C ends it', CTRL_C]);
    await record('The window on the runs', ['watch', '--local'], {}, ['until Ctrl-C', CTRL_C]);
    await record('A look at the machine', ['doctor']);
    await record('A shell that it does not know', ['completion', 'powershell']);
    await record('A city that is not there', ['local', '--city', 'Paris']);

    expectRecorded(PAGE, INTRODUCTION, sessions);
  }, 120_000);
});
