import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readApiKey } from '../../lambdas/shared/adapters/api-key';
import { createS3ObjectStore } from '../../lambdas/shared/adapters/object-store';
import { toParquet } from '../../lambdas/shared/adapters/parquet';
import { LAKE } from '../../lambdas/shared/domain/lake';
import { hour } from '../support/lake';
import { type MotoServer, startMotoServer } from '../support/moto-server';
import { readParquet } from '../support/parquet';
import { onlyResource, type TemplateResource, templateOf } from '../support/pipeline-template';
import { describeWithPython } from '../support/python';

/** The bucket of the Parquet files; the other one takes its access logs. */
const lakeBucket = (): TemplateResource => {
  const buckets = Object.values(templateOf().findResources('AWS::S3::Bucket')) as TemplateResource[];
  const lake = buckets.find(({ Properties }) => 'LoggingConfiguration' in Properties);
  if (lake === undefined) throw new Error('the template has no bucket that logs its accesses');
  return lake;
};

describeWithPython('adapters of AWS, against moto', () => {
  let moto: MotoServer;
  beforeAll(async () => {
    moto = await startMotoServer();
  }, 60_000);
  afterAll(() => moto?.stop());

  describe('the object store', () => {
    const Bucket = 'lake';
    const Key = 'airquality/Ho_Chi_Minh_City/year=2018/month=12/day=05/data.parquet';
    let s3: S3Client;
    beforeAll(async () => {
      s3 = new S3Client(moto.clientOptions());
      await s3.send(
        new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'ap-southeast-1' } }),
      );
      // moto's CloudFormation leaves the versioning out, so the template's own setting is made by hand.
      const { VersioningConfiguration } = lakeBucket().Properties as { VersioningConfiguration: { Status: 'Enabled' } };
      await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    });
    const read = async (VersionId?: string): Promise<Uint8Array> => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    };

    it('keeps a Parquet file byte for byte, replaces it by the next and keeps the old version', async () => {
      const store = createS3ObjectStore(s3, Bucket);
      const first = await toParquet(LAKE.measurements.columns, [hour({ pm25: 1 })]);
      const second = await toParquet(LAKE.measurements.columns, [hour({ pm25: 2 }), hour({ location_id: 8 })]);

      await store.put(Key, first);
      expect(Buffer.compare(await read(), first)).toBe(0);

      await store.put(Key, second);
      expect(Buffer.compare(await read(), second)).toBe(0);
      expect(await readParquet(await read())).toMatchObject([{ pm25: 2 }, { location_id: 8 }]);
      const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
      expect(Versions.map(({ IsLatest }) => IsLatest)).toEqual([true, false]);
      expect(Buffer.compare(await read(Versions[1]?.VersionId), first)).toBe(0);
    });

    it('lists the days of a city and a month, each with the time at which it was written last', async () => {
      const store = createS3ObjectStore(s3, Bucket);
      const before = Date.now() - 1_000;
      await store.put(Key, new Uint8Array(1));
      await store.put(Key.replace('month=12', 'month=11'), new Uint8Array(1));

      const listed = await store.list('airquality/Ho_Chi_Minh_City/year=2018/month=12/');

      expect(listed.map(({ key }) => key)).toEqual([Key]);
      expect(listed[0]?.writtenAtMs).toBeGreaterThanOrEqual(before);
      expect(await store.list('airquality/Hanoi/')).toEqual([]);
    });

    it('names the object and the cause when the bucket does not exist', async () => {
      await expect(createS3ObjectStore(s3, 'nowhere').put(Key, new Uint8Array(1))).rejects.toMatchObject({
        name: 'ObjectStoreUnavailableError',
        message: `S3 did not take s3://nowhere/${Key}: NoSuchBucket`,
        cause: { name: 'NoSuchBucket' },
      });
    });
  });

  describe('the API key', () => {
    const secrets = () => new SecretsManagerClient(moto.clientOptions());
    const { GenerateSecretString, KmsKeyId, ...input } = onlyResource(
      templateOf(),
      'AWS::SecretsManager::Secret',
    ).Properties;
    const createSecret = async (Name: string): Promise<string> =>
      (await secrets().send(new CreateSecretCommand({ ...input, Name }))).ARN ?? '';

    it('is a secret that the stack leaves empty', () => {
      expect(GenerateSecretString).toBeUndefined();
      expect(input).not.toHaveProperty('SecretString');
    });

    it('is refused, with the command that sets it, while the secret has no value', async () => {
      const arn = await createSecret('without-value');

      await expect(readApiKey(secrets(), arn)).rejects.toMatchObject({
        name: 'InvalidApiKeyError',
        message: 'The secret without-value holds no API key: put yours in with npx openaq key',
      });
    });

    it('is read as soon as it is put, and again after it changed', async () => {
      const arn = await createSecret('with-value');
      const put = (SecretString: string) => secrets().send(new PutSecretValueCommand({ SecretId: arn, SecretString }));

      await put('first-key\n');
      expect(await readApiKey(secrets(), arn)).toBe('first-key');

      await put('second-key');
      expect(await readApiKey(secrets(), arn)).toBe('second-key');
    });

    it('is refused when the secret does not exist', async () => {
      const arn = 'arn:aws:secretsmanager:ap-southeast-1:123456789012:secret:missing-AbCdEf';

      await expect(readApiKey(secrets(), arn)).rejects.toMatchObject({ name: 'InvalidApiKeyError' });
    });

    it('may be asked for again when Secrets Manager does not answer', async () => {
      const unreachable = new SecretsManagerClient({ ...moto.clientOptions(), endpoint: 'http://127.0.0.1:1' });

      await expect(readApiKey(unreachable, 'any')).rejects.toMatchObject({ name: 'SecretUnavailableError' });
    });
  });
});
