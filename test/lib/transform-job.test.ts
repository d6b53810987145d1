import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { RUNS_AT_ONCE } from '../../lambdas/shared/domain/capacity';
import { SQL_DIRECTORY } from '../../lib/sql-statements';
import { jobNamed, modulesWith, namesIn, SCRIPTS } from '../support/glue-jobs';
import { templateOf } from '../support/pipeline-template';
import { readable, rolesOf } from '../support/role-statements';
import { makeStack, unvalidatedApp } from '../support/stack';

const template = templateOf();
const { Properties: job } = jobNamed(template, 'openaq_to_redshift');
const defaults = job['DefaultArguments'] as Record<string, never>;

const SCRIPT = 'openaq_to_redshift.py';

/** The script with every module that it imports, and that these import. */
const MODULES = modulesWith(SCRIPT);

describe('the Glue job', () => {
  it('is small, runs Spark 3.5 on Glue 5.1, and is bounded', () => {
    expect(job).toMatchObject({
      Name: 'openaq_to_redshift',
      GlueVersion: '5.1',
      WorkerType: 'G.1X',
      NumberOfWorkers: 2,
      Timeout: 60,
      Command: { Name: 'glueetl', PythonVersion: '3' },
      Connections: { Connections: [{ Ref: expect.stringMatching(/^WarehouseConnection/) }] },
    });
  });

  it('leaves retries to the state machine and lets as many runs go on as may be under way', () => {
    expect(job).toMatchObject({ MaxRetries: 0, ExecutionProperty: { MaxConcurrentRuns: RUNS_AT_ONCE } });
  });

  it('knows where to read and to write', () => {
    expect(Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, readable(value)]))).toMatchObject({
      '--job-bookmark-option': 'job-bookmark-disable',
      '--TempDir': 's3://DataLakeBucket/temp/',
      '--manifest_location': 's3://DataLakeBucket/manifests/',
      '--source_database': 'CatalogDatabase',
      '--target_schema': 'openaq',
      '--redshift_connection': 'WarehouseConnection',
      '--redshift_database': 'openaq_warehouse',
      '--copy_role_arn': 'RedshiftS3Role',
      '--custom-logGroup-prefix': '/aws-glue/openaq_to_redshift',
    });
  });

  it('sends no metrics, since its VPC has no way to CloudWatch and its role no action for it', () => {
    expect(Object.keys(defaults).filter((name) => name.includes('metrics'))).toEqual([]);
    const { actions } = rolesOf(template).find(({ logicalId }) => logicalId === 'TransformJobRole') ?? { actions: [] };
    expect(actions.filter((action) => action.startsWith('cloudwatch:'))).toEqual([]);
  });

  it('may ask S3 what S3A asks: list and look for a folder as if it were a file, and finish or abort large uploads', () => {
    const { statements } = rolesOf(template).find(({ logicalId }) => logicalId === 'TransformJobRole') ?? {
      statements: [],
    };
    const [bucket, read, write] = statements.filter((statement) => statement.startsWith('s3:'));

    expect(bucket).toBe('s3:GetBucketLocation, s3:ListBucket, s3:ListBucketMultipartUploads on DataLakeBucket');
    for (const folder of ['airquality', 'locations', 'manifests']) {
      expect(read).toContain(`DataLakeBucket/${folder}, DataLakeBucket/${folder}/*`);
    }
    expect(write).toBe(
      's3:AbortMultipartUpload, s3:DeleteObject, s3:GetObject, s3:ListMultipartUploadParts, s3:PutObject on DataLakeBucket/temp, DataLakeBucket/temp/*',
    );
  });

  it("gets the lake's contract and the SQL files under their own names, which tell their order", () => {
    expect(namesIn(defaults, '--extra-files')).toEqual(readdirSync(join(SQL_DIRECTORY, 'transform')).sort());
  });

  it('gets every module that the script imports, each as a file of its own, and no other', () => {
    expect(namesIn(defaults, '--extra-py-files')).toEqual([...MODULES].filter((file) => file !== SCRIPT).sort());
  });

  it('writes to log groups that are made beforehand, with a retention', () => {
    for (const stream of ['output', 'error']) {
      template.hasResourceProperties('AWS::Logs::LogGroup', {
        LogGroupName: `/aws-glue/openaq_to_redshift/${stream}`,
        RetentionInDays: 30,
      });
    }
  });

  it('takes configured workers and names', () => {
    const { Properties: configured } = jobNamed(
      templateOf({ transform: { workerType: 'G.2X', workers: 5, jobName: 'my_job' }, warehouse: { schema: 'air' } }),
      'my_job',
    );

    expect(configured).toMatchObject({
      Name: 'my_job',
      WorkerType: 'G.2X',
      NumberOfWorkers: 5,
      DefaultArguments: { '--target_schema': 'air', '--custom-logGroup-prefix': '/aws-glue/my_job' },
    });
  });
});

describe('the published files', () => {
  it('are uploaded under a hash of their content and their own name, from a copy that is the same file', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'files-'));
    try {
      const app = unvalidatedApp(outdir);
      makeStack({}, app);
      app.synth();
      const assets = JSON.parse(readFileSync(join(outdir, 'OpenAqPipeline.assets.json'), 'utf8')) as {
        files: Record<string, { source: { path: string }; destinations: Record<string, { objectKey: string }> }>;
      };
      const published = Object.values(assets.files).flatMap(({ source, destinations }) =>
        Object.values(destinations).map(({ objectKey }) => ({ objectKey, path: join(outdir, source.path) })),
      );
      const transform = join(SQL_DIRECTORY, 'transform');
      const files = [
        ...readdirSync(transform).map((name) => join(transform, name)),
        ...[...MODULES].map((name) => join(SCRIPTS, name)),
      ];
      for (const source of files) {
        const name = basename(source);
        const file = published.find(({ objectKey }) => new RegExp(`^[0-9a-f]{64}/${name}$`).test(objectKey));
        expect(readFileSync(file?.path ?? name, 'utf8')).toBe(readFileSync(source, 'utf8'));
      }
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });
});
