import fs from 'node:fs';
import { relative } from 'node:path';
import { functionsOf } from '../../local/aws/lambda/functions';
import { createConsole } from '../../local/cli/console';
import { localFolder, openFolder } from '../../local/folder/folder';
import type { Engine, Session } from '../../local/warehouse/engine';
import { openPglite } from '../../local/warehouse/pglite';
import { installRedshiftFunctions } from '../../local/warehouse/redshift-functions';
import { warehouseOn } from '../../local/warehouse/warehouse';
import { runLocally } from '../../local/workflow/run';
import { type Template, TemplateResolver } from '../../local/workflow/template';

/** What the process is told, as JSON in its only argument. */
export interface RunToBeKilled {
  readonly directory: string;
  readonly templateFile: string;
  readonly apiUrl: string;
  readonly input: Record<string, unknown>;
  /** The step in which it kills itself. @default - none: the steps are listed on stdout, one a line */
  readonly killAt?: string;
}

/*
 * A run on a laptop in a process of its own that kills itself with SIGKILL in a step that it is told: before and after a
 * Task, in the middle of a file, before and after its name is changed, before a statement and before its commit.
 */
const { directory, templateFile, apiUrl, input, killAt } = JSON.parse(process.argv[2] ?? '') as RunToBeKilled;
const folder = localFolder(directory);

let state = 'begin';
const steps = new Set<string>();

/** Comes to a step, `<state>: <what>`; one that comes again has its number behind it. */
const step = (what: string, of = state): void => {
  let name = `${of}: ${what}`;
  for (let number = 2; steps.has(name); number += 1) name = `${of}: ${what} (${number})`;
  steps.add(name);
  if (name !== killAt) return;
  process.kill(process.pid, 'SIGKILL');
  // Until the signal is here.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};

/** The crawl goes on in the background of other states. */
const ownerOf = (file: string): string => (file.includes('catalog.json') ? 'StartCrawler' : state);

/** A file's name, without what is made up anew for each run. */
const nameOf = (file: string): string =>
  relative(directory, file).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|jr_[0-9a-f]+|\d{8}T\d+Z-[\w-]+/g, '*');

const { writeFileSync, renameSync } = fs;
fs.writeFileSync = (file, content, options) => {
  const half = content instanceof Uint8Array || typeof content === 'string' ? content.slice(0, content.length / 2) : '';
  // The database makes files of its own under names that differ from run to run.
  if (String(file).startsWith(directory) && !String(file).startsWith(folder.warehouse)) {
    writeFileSync(file, half, options);
    step(`in the middle of ${nameOf(String(file))}`, ownerOf(String(file)));
  }
  writeFileSync(file, content, options);
};
fs.renameSync = (from, to) => {
  step(`before ${nameOf(String(to))} is there`, ownerOf(String(to)));
  renameSync(from, to);
  step(`when ${nameOf(String(to))} is there`, ownerOf(String(to)));
};

/** The engine with a step before each statement and before and after each commit. */
const stepping = (engine: Engine): Engine => ({
  ...engine,
  transact: async (work) => {
    const of = state;
    const stepped = (session: Session): Session => ({
      run: (sql, parameters) => {
        step('before a statement', of);
        return session.run(sql, parameters);
      },
      copyIn: (target, text) => {
        step('before rows are copied', of);
        return session.copyIn(target, text);
      },
    });
    const result = await engine.transact(async (session) => {
      const done = await work(stepped(session));
      step('before the commit', of);
      return done;
    });
    step('behind the commit', of);
    return result;
  },
});

const main = async (): Promise<void> => {
  const resolver = new TemplateResolver(JSON.parse(fs.readFileSync(templateFile, 'utf8')) as Template);
  await openFolder(folder, 'a run to be killed', false);
  const engine = await openPglite(folder.warehouse);
  await engine.transact(installRedshiftFunctions);
  const { status } = await runLocally(
    {
      resolver,
      functions: functionsOf(resolver),
      folder,
      warehouse: warehouseOn(stepping(engine)),
      engine: 'duckdb',
      apiUrl,
      apiKey: 'key',
      command: 'npx openaq local',
      console: createConsole(process.stderr),
      conditions: {
        around: async (entered, answer) => {
          state = entered;
          step('before it');
          const answered = await answer();
          step('behind it', entered);
          return answered;
        },
      },
    },
    input,
    'killed',
  );
  process.stdout.write(`${status}\n${[...steps].join('\n')}\n`);
  process.exit();
};

void main();
