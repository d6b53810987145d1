import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const SCRIPTS = join(__dirname, '../..', 'glue_jobs');

/** The modules that a script of `glue_jobs/` imports, and those that these import, in the order of their names. */
export const modulesOf = (script: string): string[] => {
  const files = new Set([script]);
  // A set that grows is gone through to its end.
  for (const file of files) {
    for (const [, module] of readFileSync(join(SCRIPTS, file), 'utf8').matchAll(/^from (\w+) import/gm)) {
      if (existsSync(join(SCRIPTS, `${module}.py`))) files.add(`${module}.py`);
    }
  }
  return [...files].filter((file) => file !== script).sort();
};
