import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARCHIVE_DELAY_DAYS } from '../../lambdas/shared/domain/run-source';
import { CITY_EXTRACTED_MESSAGE } from '../../lib/monitoring/metrics';
import { SQL_DIRECTORY } from '../../lib/sql-statements';
import { jobNamed, modulesWith, namesIn, SCRIPTS } from '../support/glue-jobs';
import { templateOf } from '../support/pipeline-template';
import { readable } from '../support/role-statements';

const SCRIPT = 'openaq_archive_to_lake.py';
const { Properties: job } = jobNamed(templateOf(), 'openaq_archive_to_lake');
const defaults = job['DefaultArguments'] as Record<string, never>;
const scriptOf = (name: string): string => readFileSync(join(SCRIPTS, name), 'utf8');

describe("the archive's job", () => {
  it('is small, bounded, and has no connection: the VPC has no way to us-east-1', () => {
    expect(job).toMatchObject({
      GlueVersion: '5.1',
      WorkerType: 'G.1X',
      NumberOfWorkers: 2,
      Timeout: 240,
      MaxRetries: 0,
    });
    expect(job).not.toHaveProperty('Connections');
  });

  it('knows where to read and to write, and which pollutants are wanted', () => {
    expect(Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, readable(value)]))).toMatchObject({
      '--archive_location': 's3://openaq-data-archive/',
      '--lake_location': 's3://DataLakeBucket/',
      '--pollutants': 'pm25,pm10,o3,no2,so2,co',
      '--job-bookmark-option': 'job-bookmark-disable',
      '--custom-logGroup-prefix': '/aws-glue/openaq_archive_to_lake',
    });
  });

  it('gets what its script imports and reads, each file under its own name', () => {
    expect(namesIn(defaults, '--extra-py-files')).toEqual(
      [...modulesWith(SCRIPT)].filter((file) => file !== SCRIPT).sort(),
    );
    expect(namesIn(defaults, '--extra-files')).toEqual([
      ...readdirSync(join(SQL_DIRECTORY, 'archive')).sort(),
      'lake.json',
    ]);
  });

  it('takes configured workers and names', () => {
    const archive = { workerType: 'G.2X', workers: 10, jobName: 'my_archive' };
    const template = templateOf({ archive, pollutants: ['pm25', 'o3'] });

    expect(jobNamed(template, 'my_archive').Properties).toMatchObject({
      WorkerType: 'G.2X',
      NumberOfWorkers: 10,
      DefaultArguments: { '--pollutants': 'pm25,o3', '--custom-logGroup-prefix': '/aws-glue/my_archive' },
    });
  });

  it('is behind by as many days as the input of a run is told', () => {
    expect(scriptOf('archive_arguments.py')).toContain(`\nARCHIVE_DELAY = timedelta(days=${ARCHIVE_DELAY_DAYS})\n`);
  });

  it('says what the dashboard looks for', () => {
    expect(scriptOf(SCRIPT)).toContain(`logger.info("${CITY_EXTRACTED_MESSAGE}"`);
  });
});
