import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from './openaq-cli';

const SOURCES = ['bin', 'local', 'lib', 'lambdas', 'sql', 'glue_jobs', 'cdk.json', 'package.json', 'package-lock.json'];

/** What the packages leave in `node_modules` while they work; a copy begins without it. */
const CACHE = '.cache';

/**
 * A fresh clone of the project with its packages installed and no cached template, for tests that change its files. It is
 * gone after the test file.
 */
export const copyProject = (): string => {
  const copy = mkdtempSync(join(tmpdir(), 'openaq-project-'));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));
  for (const source of SOURCES) cpSync(join(PROJECT, source), join(copy, source), { recursive: true });
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(PROJECT, 'node_modules')).filter((entry) => entry !== CACHE)) {
    symlinkSync(join(PROJECT, 'node_modules', name), join(copy, 'node_modules', name));
  }
  return copy;
};

/** Changes the configuration of a copy: the value of context `openaq`. */
export const configure = (copy: string, openaq: object): void => {
  const file = join(copy, 'cdk.json');
  const content = JSON.parse(readFileSync(file, 'utf8')) as { context: Record<string, unknown> };
  writeFileSync(file, JSON.stringify({ ...content, context: { ...content.context, openaq } }));
};
