import { S3Client } from '@aws-sdk/client-s3';
import { createS3ObjectStore } from '../../../../lambdas/shared/adapters/object-store';
import { startFakeXmlAws } from '../../../support/fake-xml-aws';

const KEY = 'airquality/Hanoi/year=2018/month=12/day=05/data.parquet';
const DENIED = {
  status: 403,
  headers: { 'content-type': 'application/xml' },
  body: '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
};

describe('the object store', () => {
  let aws: Awaited<ReturnType<typeof startFakeXmlAws>>;
  beforeAll(async () => {
    aws = await startFakeXmlAws();
  });
  afterAll(() => aws.close());
  const store = () => createS3ObjectStore(new S3Client(aws.clientOptions), 'lake');

  it('puts the bytes under the key of its bucket', async () => {
    aws.answer = { status: 200, headers: { etag: '"x"' }, body: '' };

    await store().put(KEY, Buffer.from('PAR1'));

    const { method, path, body } = aws.requests.at(-1) ?? {};
    expect([method, path]).toEqual(['PUT', `/lake/${KEY}`]);
    expect(body).toContain('PAR1');
  });

  it.each(['PAR1', ''])('gets the bytes %j of the key', async (bytes) => {
    aws.answer = { status: 200, body: bytes };

    expect(Buffer.from(await store().get(KEY)).toString()).toBe(bytes);

    const { method, path } = aws.requests.at(-1) ?? {};
    expect([method, path]).toEqual(['GET', `/lake/${KEY}`]);
  });

  it('lists what is below a prefix with one request, and when it was written', async () => {
    aws.requests.length = 0;
    aws.answer = {
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>lake</Name><KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated><Contents><Key>${KEY}</Key><LastModified>2018-12-06T01:30:00.000Z</LastModified><ETag>&quot;x&quot;</ETag><Size>4</Size><StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>`,
    };

    expect(await store().list('airquality/Hanoi/year=2018/month=12/')).toEqual([
      { key: KEY, writtenAtMs: Date.parse('2018-12-06T01:30:00Z') },
    ]);

    expect(aws.requests.map(({ method, path }) => [method, path])).toEqual([['GET', '/lake/']]);
  });

  it('lists nothing below a prefix that no key has', async () => {
    aws.answer = {
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>lake</Name><KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>',
    };

    expect(await store().list('airquality/Hue/')).toEqual([]);
  });

  it('names the object and what S3 said when it does not take, give or list it', async () => {
    aws.answer = DENIED;
    const refusal = (said: string) => ({
      name: 'ObjectStoreUnavailableError',
      message: `${said} s3://lake/${KEY}: AccessDenied`,
      cause: { name: 'AccessDenied' },
    });

    await expect(store().put(KEY, new Uint8Array(1))).rejects.toMatchObject(refusal('S3 did not take'));
    await expect(store().get(KEY)).rejects.toMatchObject(refusal('S3 did not give'));
    await expect(store().list(KEY)).rejects.toMatchObject(refusal('S3 did not list'));
  });
});
