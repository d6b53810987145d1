import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { examineApiKey } from '../../../local/doctor/api-key';
import { type Finding, findingsOf, works } from '../../../local/doctor/finding';
import { examineMachine } from '../../../local/doctor/machine';
import { createRecordedApi } from '../../../local/openaq-replay/recorded-api';
import { type ReplayServer, startReplayServer } from '../../../local/openaq-replay/server';
import { temporaryDirectory } from '../../support/temporary-directory';

const of = (findings: readonly Finding[], check: string) => findings.find((finding) => finding.check === check);

describe('the machine', () => {
  const root = temporaryDirectory();

  it('is looked at for each thing that a run needs', async () => {
    const findings = await examineMachine(join(root, 'new'), 0);

    expect(findings.map(({ check }) => check)).toEqual([
      ...['Node', 'tar', 'Python', 'Java', 'Chromium', 'Folder', 'Disk', 'Ports'],
    ]);
    expect(of(findings, 'Disk')?.detail).toMatch(/^[\d,]+ MiB are free in /);
  });

  it('has the reason why a folder cannot be used', async () => {
    const foreign = join(root, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'thesis.txt'), '');

    expect(of(await examineMachine(foreign, 0), 'Folder')).toEqual({
      part: 'laptop',
      check: 'Folder',
      status: 'FAIL',
      detail: `${foreign} cannot be used: it holds other files; give --dir another folder`,
      mend: 'give --dir another folder',
    });
  });

  it('says that the port of openaq serve is taken, which stands in the way of nothing else', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      expect(of(await examineMachine(root, port), 'Ports')).toMatchObject({
        status: 'WARNING',
        detail: `127.0.0.1:${port} is taken (EADDRINUSE)`,
        mend: expect.stringContaining('--port 0'),
      });
    } finally {
      server.close();
    }
  });
});

describe('the key', () => {
  const KEY = 'k'.repeat(64);
  let api: ReplayServer;
  beforeAll(async () => {
    api = await startReplayServer(createRecordedApi({ apiKey: KEY, requestsPerMinute: 2 }));
  });
  afterAll(() => api.close());

  it('is no must: without one nothing is asked', async () => {
    expect(await examineApiKey('http://127.0.0.1:9', undefined)).toMatchObject({ status: 'OK', mend: null });
  });

  it('is valid, with what is left of its limit', async () => {
    expect(await examineApiKey(api.url, KEY)).toMatchObject({
      status: 'OK',
      detail: 'valid; 1 of 2 requests left, anew in 60 s',
    });
  });

  it('is refused in the words of the API, without being shown', async () => {
    const finding = await examineApiKey(api.url, 'wrong-wrong-wrong-wrong');

    expect(finding).toMatchObject({
      status: 'FAIL',
      detail: 'OpenAQ answers 401: Invalid credentials',
      mend: expect.stringContaining('https://explore.openaq.org/register'),
    });
    expect(JSON.stringify(finding)).not.toContain('wrong-wrong');
  });

  it('whose limit is used up is told when it may be used again', async () => {
    await examineApiKey(api.url, KEY);

    expect(await examineApiKey(api.url, KEY)).toMatchObject({
      status: 'WARNING',
      detail: expect.stringMatching(/^its limit is used up, anew in \d+ s$/),
    });
  });

  it.each([
    ['two words', 'The OpenAQ API key holds spaces or characters that no HTTP header can carry'],
    [' ', 'The OpenAQ API key is empty'],
  ])('that no header can carry is never sent: %j', async (key, detail) => {
    expect(await examineApiKey(api.url, key)).toMatchObject({ status: 'FAIL', detail });
  });

  it('cannot be tried where nobody answers', async () => {
    expect(await examineApiKey('http://127.0.0.1:9', KEY)).toMatchObject({
      status: 'FAIL',
      detail: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

describe('works', () => {
  const { ok, warning, fail } = findingsOf('laptop');

  it('takes a warning for nothing that stands in the way, and a failure of another part neither', () => {
    const others = findingsOf('deployment');

    expect(works([ok('a', ''), warning('b', '', 'c'), others.fail('d', '', '')], 'laptop')).toBe(true);
    expect(works([ok('a', ''), fail('b', '', 'c')], 'laptop')).toBe(false);
  });
});
