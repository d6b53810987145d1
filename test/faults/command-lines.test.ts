import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openaq } from '../support/openaq-cli';
import { openaqHere } from '../support/openaq-here';
import { temporaryDirectory } from '../support/temporary-directory';
import { COMMAND_LINES } from './command-lines-list';
import { titleOf } from './tried';

const folder = temporaryDirectory();

describe('Bad inputs of the command line', () => {
  it.each(COMMAND_LINES.map((tried) => [titleOf(tried), tried] as const))('%s', async (_, { args, says }) => {
    const dir = join(folder, 'never-made');

    const { exitCode, stdout, stderr } = await openaqHere([...args, '--dir', dir]);

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\n\s+at |undefined|\[object/);
    expect(stderr).not.toContain('\u001b');
    expect(existsSync(dir)).toBe(false);
  });

  it('openaq local: a folder below a file -> exit code 2, one message', async () => {
    writeFileSync(join(folder, 'file'), '');

    const { exitCode, stderr } = await openaq(['local', '--dir', join(folder, 'file/below')]);

    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/file is a file; give --dir another folder/);
  });
});
