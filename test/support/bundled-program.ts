import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './openaq-cli';

/**
 * Writes a program of `test/support` as one JavaScript file, for processes that would take longer to load its modules one by
 * one than to run. It needs `NODE_PATH` to find the packages.
 */
export const bundleProgram = async (name: string, file: string): Promise<void> => {
  const { bundle } = require('../../local/setup/bundle') as {
    bundle: (entry: string) => Promise<{ code: Uint8Array }>;
  };
  writeFileSync(file, (await bundle(join(PROJECT, 'test/support', name))).code);
};

/** The environment of a process that runs such a file. */
export const programEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_PATH: join(PROJECT, 'node_modules'),
});
