import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeHandler } from '../../lambdas/extract/handler';
import { createFolderStore } from '../../local/aws/s3/folder-store';
import { makeSource } from '../support/air-quality';
import { expectSentence } from '../support/one-sentence';
import { temporaryDirectory } from '../support/temporary-directory';
import { PAYLOADS } from './payloads-list';
import { titleOf } from './tried';

describe('Bad inputs of Extract', () => {
  const folder = temporaryDirectory();
  const openSource = jest.fn(async () => makeSource([], {}));
  const handler = makeHandler({
    pollutants: ['pm25'],
    openSource,
    store: createFolderStore(join(folder, 'bucket')),
    now: Date.now,
    log: { info: () => {}, warn: () => {} },
  });

  it.each(PAYLOADS.map((tried) => [titleOf(tried), tried] as const))('%s', async (_, { payload, says }) => {
    const refusal = await handler(payload, { getRemainingTimeInMillis: () => 900_000 }).catch((error: Error) => error);

    expect(refusal).toMatchObject({ name: 'InvalidPayloadError', message: expect.stringMatching(says) });
    expectSentence((refusal as Error).message);
    expect(openSource).not.toHaveBeenCalled();
    expect(readdirSync(folder)).toEqual([]);
  });
});
