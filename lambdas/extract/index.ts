import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readApiKey } from '../shared/adapters/api-key';
import { extractEnvironmentSchema, parseEnvironment } from '../shared/adapters/environment';
import { createPowertoolsLog } from '../shared/adapters/log';
import { createS3ObjectStore } from '../shared/adapters/object-store';
import { createOpenAqClient } from '../shared/adapters/openaq/client';
import { makeHandler } from './handler';

const environment = parseEnvironment(extractEnvironmentSchema, process.env);
const secrets = new SecretsManagerClient();
const log = createPowertoolsLog();

export const handler = makeHandler({
  pollutants: environment.POLLUTANTS,
  openSource: async (options) =>
    createOpenAqClient({
      ...options,
      apiUrl: environment.OPENAQ_API_URL,
      apiKey: await readApiKey(secrets, environment.OPENAQ_API_KEY_SECRET_ARN),
      now: Date.now,
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      random: Math.random,
      log,
    }),
  store: createS3ObjectStore(new S3Client(), environment.BUCKET_NAME),
  now: Date.now,
  log,
});
