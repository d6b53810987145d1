import { S3Client } from '@aws-sdk/client-s3';
import { parseEnvironment, summarizeExtractionEnvironmentSchema } from '../shared/adapters/environment';
import { createPowertoolsLog } from '../shared/adapters/log';
import { createPowertoolsMetrics } from '../shared/adapters/metrics';
import { createS3ObjectStore } from '../shared/adapters/object-store';
import { makeHandler } from './handler';

const { BUCKET_NAME } = parseEnvironment(summarizeExtractionEnvironmentSchema, process.env);

export const handler = makeHandler({
  store: createS3ObjectStore(new S3Client(), BUCKET_NAME),
  log: createPowertoolsLog(),
  metrics: createPowertoolsMetrics(),
});
