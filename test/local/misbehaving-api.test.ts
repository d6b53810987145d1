import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSummary } from '../../local/cli/run-summary';
import { createRecordedApi } from '../../local/openaq-replay/recorded-api';
import { startReplayServer } from '../../local/openaq-replay/server';
import { startTestServer, type TestServer } from '../support/http-server';
import { lastJson, openaq, PROJECT, query } from '../support/openaq-cli';
import { temporaryDirectory } from '../support/temporary-directory';

const folder = temporaryDirectory();

describe('openaq local against an API that misbehaves', () => {
  const answering = (body: string): Promise<TestServer> =>
    startTestServer(() => ({ status: 200, headers: { 'content-type': 'application/json' }, body }));

  /** Runs one day against an API and expects a red run that wrote neither an object nor a fact. */
  const expectRed = async (name: string, apiUrl: string, error: string, message: RegExp) => {
    const dir = join(folder, name);
    const args = ['--from', '2018-12-05', '--to', '2018-12-05', '--api-url', apiUrl, '--city', 'Hanoi'];
    const result = await openaq(['local', '--json', '--dir', dir, ...args], {
      OPENAQ_API_KEY: 'a-wrong-key',
      NODE_OPTIONS: `--require ${join(PROJECT, 'test/support/hurried.js')}`,
    });
    const summary = lastJson<RunSummary>(result);
    expect(result.exitCode).toBe(1);
    expect(summary).toMatchObject({
      status: 'FAILED',
      error: { name: error, message: expect.stringMatching(message) },
    });
    expect(result.stderr.match(/Notification: .*/g)).toEqual([
      `Notification: OpenAQ pipeline: Extract failed (Hanoi 2018-12-05 to 2018-12-06): ${error}`,
    ]);
    expect(result.stderr).not.toMatch(/undefined row|\[object|errorType|\n\s+at |console\.aws/);
    expect(result.stderr).not.toContain('a-wrong-key');
    expect(existsSync(join(dir, 's3')) ? readdirSync(join(dir, 's3')) : []).toEqual([]);
    expect(result.stderr).toContain(`Report: ${join(dir, 'report.html')}`);
    expect(readFileSync(join(dir, 'report.html'), 'utf8')).toContain(
      '✕ The newest run failed in Extract</b>, Hanoi 2018-12-05 to 2018-12-06',
    );
    // The warehouse is asked for behind the extraction: a first run that fails before leaves it as it was.
    await expect(query('select count(*) as rows from openaq.fact_measurements', dir)).rejects.toThrow();
  };

  it('fails the run on a wrong key, at once', async () => {
    const respond = jest.fn(createRecordedApi({ apiKey: 'the-right-key' }));
    const server = await startReplayServer(respond);
    try {
      await expectRed('wrong-key', server.url, 'InvalidApiKeyError', /Invalid credentials/);
      expect(respond).toHaveBeenCalledTimes(1);
    } finally {
      await server.close();
    }
  });

  it('fails the run on a changed schema, naming the path', async () => {
    const server = await answering(JSON.stringify({ meta: { found: 1 }, results: [{ identifier: 7441 }] }));
    try {
      await expectRed('changed-schema', server.url, 'OpenAqSchemaChangedError', /id/);
    } finally {
      await server.close();
    }
  });

  it('fails the run on an API that is not there, and on a body that is not JSON', async () => {
    const closed = await answering('');
    await closed.close();
    const server = await answering('<html>Bad gateway</html>');
    try {
      await Promise.all([
        expectRed('not-there', closed.url, 'OpenAqUnavailableError', /ECONNREFUSED/),
        expectRed('not-json', server.url, 'OpenAqUnavailableError', /not JSON/),
      ]);
    } finally {
      await server.close();
    }
  }, 180_000);
});
