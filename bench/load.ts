/**
 * Loads staged rows into facts in three ways, each in a transaction that is rolled back, and prints JSON. In all of them
 * half of the staged keys are there already, among as many facts of other days. On PGlite, PostgreSQL in this process.
 *
 * Usage: `node --require tsx/cjs bench/load.ts [--runs 5] [--rows 1000,100000,1000000]`
 */
import { PGlite } from '@electric-sql/pglite';
import { median, runsOf } from './median';

const COLUMNS = 'location_id, measurement_datetime, pm25, pm10, city, run_id';
const KEY = 'fact.location_id = stage.location_id and fact.measurement_datetime = stage.measurement_datetime';

const WAYS: Readonly<Record<string, readonly string[]>> = {
  'delete and insert': [
    `delete from fact_measurements as fact using stage_measurements as stage where ${KEY}`,
    `insert into fact_measurements (${COLUMNS}) select ${COLUMNS} from stage_measurements`,
  ],
  merge: [
    `merge into fact_measurements as fact using stage_measurements as stage on ${KEY}
       when matched then update set pm25 = stage.pm25, pm10 = stage.pm10, city = stage.city, run_id = stage.run_id
       when not matched then insert (${COLUMNS})
         values (${COLUMNS.split(', ')
           .map((name) => `stage.${name}`)
           .join(', ')})`,
  ],
  'append, which doubles': [`insert into fact_measurements (${COLUMNS}) select ${COLUMNS} from stage_measurements`],
};

/** Facts and staged rows: hours of 100 stations, `first` to `first + count` in a row. */
const fill = (table: string, first: number, count: number, run: string): string =>
  `insert into ${table} (${COLUMNS})
     select n % 100, timestamp '2000-01-01' + n / 100 * interval '1 hour', n % 97, n % 89, 'Hanoi', '${run}'
     from generate_series(${first}, ${first + count - 1}) as n`;

const measure = async (count: number, runs: number) => {
  const database = await PGlite.create();
  const columns = `location_id integer, measurement_datetime timestamp, pm25 decimal(10,4), pm10 decimal(10,4),
    city varchar(100), run_id varchar(100)`;
  await database.exec(`
    create table fact_measurements (measurement_id bigint generated always as identity, ${columns});
    create table stage_measurements (${columns});
    ${fill('fact_measurements', 0, 1.5 * count, 'earlier')};
    ${fill('stage_measurements', count, count, 'this')};
    analyze`);
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(WAYS).map((name) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const [name, statements] of Object.entries(WAYS)) {
      await database.exec('begin');
      const begin = performance.now();
      for (const statement of statements) await database.exec(statement);
      times[name]?.push(performance.now() - begin);
      await database.exec('rollback');
      await database.exec('vacuum');
    }
  }
  const [version] = (await database.query<{ server_version: string }>('show server_version')).rows;
  await database.close();
  const ways = Object.entries(times).map(([name, each]) => ({ name, ms: median(each) }));
  return { rows: count, postgres: version?.server_version, ways };
};

const main = async (): Promise<void> => {
  const at = process.argv.indexOf('--rows');
  const counts = (at < 0 ? '1000,100000,1000000' : String(process.argv[at + 1])).split(',').map(Number);
  const runs = runsOf(process.argv);
  const sizes = [];
  for (const count of counts) sizes.push(await measure(count, runs));
  process.stdout.write(`${JSON.stringify({ runs, sizes })}\n`);
};

main();
