import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeWhere } from './describe-where';
import { openaq, startOpenaq } from './openaq-cli';
import { temporaryDirectory } from './temporary-directory';

/** A laptop's warehouse with the replayed week, served by `openaq serve` for a whole test file. */
export interface ServedWarehouse {
  readonly dir: string;
  /** As it is printed for psql. */
  url(): string;
  /** Everything that the command has said. */
  said(): string;
}

/** Fills a warehouse and serves it on a free port. */
export const useServedWarehouse = (): ServedWarehouse => {
  const dir = join(temporaryDirectory(), 'laptop');
  let serving: ReturnType<typeof startOpenaq>;
  beforeAll(async () => {
    const run = await openaq(['local', '--dir', dir]);
    if (run.exitCode !== 0) throw new Error(run.stdout + run.stderr);
    serving = startOpenaq(['serve', '--local', '--port', '0', '--dir', dir]);
    await serving.saying('Ctrl-C ends it');
  }, 300_000);
  afterAll(async () => {
    serving?.child.kill('SIGINT');
    await serving?.ended;
  });
  return { dir, url: () => urlIn(serving.output()), said: () => serving.output() };
};

/** The address that `openaq serve` prints for psql. */
export const urlIn = (output: string): string => /psql "(postgresql:[^"]+)"/.exec(output)?.[1] ?? '';

const answers = (command: string, ...args: string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** A `describe` whose tests need psql. */
export const describeWithPsql = (title: string, specify: () => void): void =>
  describeWhere(
    answers('psql', '--version') ? undefined : 'no psql (apt-get install postgresql-client)',
    title,
    specify,
  );

/** Where Debian and Ubuntu keep it; PGJDBC names another. */
export const PGJDBC = process.env['PGJDBC'] ?? '/usr/share/java/postgresql.jar';

const missingForJdbc = (): string | undefined => {
  if (!existsSync(PGJDBC)) return `no pgjdbc (apt-get install libpostgresql-jdbc-java, or PGJDBC=<path of the jar>)`;
  return answers('javac', '-version') ? undefined : 'no JDK (apt-get install openjdk-17-jdk-headless)';
};

/** A `describe` whose tests need pgjdbc, and a JDK to speak with it. */
export const describeWithJdbc = (title: string, specify: () => void): void =>
  describeWhere(missingForJdbc(), title, specify);
