import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

const FILES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(ROOT, file)));

/** What keys look like. Hashes of packages are in base64 and those of a template's assets behind a name: neither is here. */
const KEYS: Readonly<Record<string, RegExp>> = {
  'an API key of OpenAQ': /(?<![\w/.-])[0-9a-f]{64}(?![\w.-])/g,
  'an access key of AWS': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  'a secret access key of AWS': /aws_?secret_?access_?key["']?\s*[:=]\s*["']?[A-Za-z0-9/+]{40}/gi,
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/g,
  'a token of GitHub': /\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{22,}/g,
  'a token of npm': /\bnpm_[A-Za-z0-9]{36}\b/g,
};

/** A hash by its name, which is no key. */
const isNamedHash = (text: string, at: number): boolean => /(?:sha256|hash|digest)\W{0,4}$/i.test(text.slice(0, at));

describe('the repository', () => {
  it.each(Object.entries(KEYS))('holds nothing that looks like %s', (_, pattern) => {
    const found = FILES.flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return [...text.matchAll(pattern)]
        .filter(({ index }) => !isNamedHash(text, index))
        .map(({ 0: match }) => `${file}: ${match.slice(0, 8)}...`);
    });

    expect(found).toEqual([]);
    expect(FILES.length).toBeGreaterThan(400);
  });

  it('tracks no file that keeps secrets by its name', () => {
    expect(
      FILES.filter((file) => /(^|\/)(\.env(\..*)?|id_rsa.*|credentials|.*\.(pem|p12|pfx|key))$/.test(file)),
    ).toEqual([]);
  });
});
