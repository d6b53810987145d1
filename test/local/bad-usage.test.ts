import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openaq } from '../support/openaq-cli';
import { temporaryDirectory } from '../support/temporary-directory';

const folder = temporaryDirectory();

describe('openaq local with bad usage', () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

  it.each([
    ['an unknown option', ['--form', '2018-12-05'], /unknown option '--form'/],
    ['from after to', ['--from', '2018-12-09', '--to', '2018-12-05'], /--from 2018-12-09 is after --to 2018-12-05/],
    [
      'a date that does not exist',
      ['--from', '2018-11-31', '--to', '2018-12-05'],
      /--from "2018-11-31": expected a date that exists/,
    ],
    ['a date in the future', ['--from', '2018-12-05', '--to', tomorrow], /--to ".*": is in the future/],
    ['an unknown city', ['--city', 'Saigon'], /--city "Saigon" .* expected some of Hanoi, Ho Chi Minh City/],
    ['a misspelt city', ['--city', 'Hanoy'], /--city "Hanoy" .* did you mean Hanoi\?/],
    ['a lookback that is no number', ['--lookback-hours', 'two'], /--lookback-hours "two": expected a whole number/],
    ['a year before there were data', ['--from', '0000-01-01', '--to', '0000-01-02'], /0000-01-01/],
    [
      'several mistakes',
      ['--from', '2018-11-31', '--to', tomorrow, '--city', 'Saigon', '--lookback-hours', '0'],
      /5 mistakes:\n( {2}- --[^\n]+\n){5}$/,
    ],
    [
      'a window that the recording lacks',
      ['--from', '2024-05-01', '--to', '2024-05-03'],
      /has no hour of 2024-05-01 to 2024-05-03 .*\n {2}- Hanoi: pm25 2016-11-09 to .*\n.*\n.*https:\/\/explore\.openaq\.org\/register/,
    ],
    ['hours before now, which the recording lacks', ['--lookback-hours', '24'], /the recording has no hour of/],
    ['a name that steers the terminal', ['--city', '\u001b[2J\u0007'], /--city "\\u001b\[2J\\u0007"/],
    ['an URL that is none', ['--api-url', 'localhost:80'], /expected an http or https URL/],
    ['an engine that does not exist', ['--engine', 'flink'], /Allowed choices are duckdb, spark/],
  ])('exits 2 on %s, with one message, and writes nothing', async (_, args, message) => {
    const dir = join(folder, 'never-made');

    const { exitCode, stdout, stderr } = await openaq(['local', '--dir', dir, ...args]);

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at |undefined/);
    expect(stderr).not.toContain('\u001b');
    expect(existsSync(dir)).toBe(false);
  });

  it('exits 2 on a folder that cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');

    const { exitCode, stderr } = await openaq(['local', '--dir', join(folder, 'file/below')]);

    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/file is a file; give --dir another folder/);
  });

  it('exits 2 on a query of a warehouse that was never filled', async () => {
    const { exitCode, stderr } = await openaq(['query', 'select 1', '--local', '--dir', join(folder, 'nowhere')]);

    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/holds no warehouse yet/);
  });
});
