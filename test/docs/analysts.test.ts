import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPLAYED_WEEK } from '../../local/cli/defaults';
import { type ReplayServer, startReplayServer } from '../../local/openaq-replay/server';
import { useLaptop } from '../support/laptop-run';
import { sqlFilesIn } from '../support/sql-files';
import { analystsPage, toQuestion } from './analysts-page';

const PAGE = join(__dirname, '../../docs/analysts.md');

/** What the page says before the questions is written by hand. */
const HEADING = '## Ten questions';

describe('docs/analysts.md', () => {
  let replay: ReplayServer;
  const laptop = useLaptop({}, () => replay.url);
  beforeAll(async () => {
    replay = await startReplayServer();
    await laptop.run(REPLAYED_WEEK);
  });
  afterAll(() => replay.close());

  it('answers its questions as `openaq query` does after `npm start` (UPDATE_DOCS=1 writes the answers)', async () => {
    const written = readFileSync(PAGE, 'utf8');
    const introduction = written.slice(0, written.indexOf(HEADING) + HEADING.length);
    const answered = [];
    for (const question of sqlFilesIn('questions').map(toQuestion)) {
      answered.push([question, await laptop.answer(question.sql)] as const);
    }
    const page = analystsPage(introduction, answered);
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, page);

    expect(answered).toHaveLength(10);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});
