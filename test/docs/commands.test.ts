import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT_CODES } from '../../local/cli/exit-codes';

const PAGE = join(__dirname, '../../docs/commands.md');

describe('docs/commands.md', () => {
  it('has every exit code with its meaning (UPDATE_DOCS=1 writes them)', () => {
    const rows = Object.values(EXIT_CODES).map(({ code, meaning }) => `| ${code} | ${meaning} |`);
    const [before = '', after = ''] = readFileSync(PAGE, 'utf8').split(/(?<=\|---\|---\|\n)(?:\|.*\n)*/);
    const page = `${before}${rows.join('\n')}\n${after}`;
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, page);

    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});
