import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { httpGet } from '../../support/http-get';
import { openaq, startOpenaq } from '../../support/openaq-cli';
import { temporaryDirectory } from '../../support/temporary-directory';

const urlIn = (output: string): string => /Watch: (http:\S+)/.exec(output)?.[1] ?? '';

describe('openaq local --watch', () => {
  const directory = temporaryDirectory();
  const dir = join(directory, 'laptop');

  it('shows the run, also when it has ended, until Ctrl-C; openaq watch shows it again', async () => {
    const local = startOpenaq(['local', '--watch', '--from', '2018-12-05', '--to', '2018-12-05', '--dir', dir]);
    await local.saying('The page stays until Ctrl-C');
    const watch = startOpenaq(['watch', '--local', '--dir', dir]);
    await watch.saying('The page stays until Ctrl-C');
    const pages = [await httpGet(urlIn(local.output())), await httpGet(urlIn(watch.output()))];
    for (const { child } of [local, watch]) child.kill('SIGINT');

    for (const { status, body } of pages) {
      expect(status).toBe(200);
      expect(body).toMatch(/The run laptop-\w+ succeeded/);
      expect(body).toContain('Extracted a work item');
      expect(body).toContain('aria-label="LoadWarehouse, Task, done, ');
      expect(body).toContain('<b>48</b> <span class="what">loaded</span>');
    }
    expect((await local.ended).exitCode).toBe(0);
    expect(await watch.ended).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/Ended by SIGINT; the journals of the runs are kept\n$/),
    });
  });

  it('ends with the run where this cannot begin', async () => {
    const { exitCode, stderr } = await openaq(['local', '--watch', '--dir', dir, '--city', 'Atlantis']);

    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^\[FAIL\] {4}--city "Atlantis" is not a configured city: [^\n]+\n$/);
  });

  it('refuses a folder of somebody else', async () => {
    writeFileSync(join(directory, 'thesis.doc'), 'years of work');

    expect(await openaq(['watch', '--dir', directory])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('it holds other files; give --dir another folder'),
    });
  });
});
