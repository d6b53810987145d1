import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { RUNS_AT_ONCE } from '../lambdas/shared/domain/capacity';
import { PREFIXES } from '../lambdas/shared/domain/object-keys';
import type { Configuration } from './configuration';
import { allow } from './permissions';
import { PipelineFunction } from './pipeline-function';
import { removalPolicyOf } from './retention';

export interface ExtractionProps {
  readonly configuration: Configuration;
  readonly bucket: IBucket;
}

/**
 * Memory of Extract. A month of 1,000 sensors took 275 MB above a city without any, which took 114 (`npm run memory`, Node 20.20,
 * 2026-11-26; 164 sensors 46, 250 sensors 70): 0.28 MB a sensor. Twice that, since a city may have more sensors than the
 * average and an unfinished item is read back whole. 1,024 MB, which carry 1,370 sensors, are the least, because Lambda gives
 * the processor by the memory.
 */
const extractMegabytes = (sensorsPerCity: number): number =>
  Math.max(1_024, Math.ceil(256 + (56 * sensorsPerCity) / 100));

/** The Lambda functions, and the secret of the OpenAQ API key. */
export class Extraction extends Construct {
  readonly planRun: IFunction;
  readonly extract: IFunction;
  readonly summarizeExtraction: IFunction;
  /** Made without a value: a person puts the key in after the deployment, so no template ever holds one. */
  readonly apiKeySecret: CfnSecret;

  constructor(scope: Construct, id: string, { configuration, bucket }: ExtractionProps) {
    super(scope, id);
    this.apiKeySecret = new CfnSecret(this, 'ApiKey', { description: 'OpenAQ API key, as plain text' });
    this.apiKeySecret.applyRemovalPolicy(removalPolicyOf(configuration));
    this.planRun = new PipelineFunction(this, 'PlanRun', {
      configuration,
      service: 'plan-run',
      description: "Turns a run's input into work items",
      timeout: Duration.minutes(1),
      memoryMegabytes: 256,
      concurrency: RUNS_AT_ONCE,
      environment: {
        LOOKBACK_HOURS: String(configuration.lookbackHours),
        MAX_BACKFILL_DAYS: String(configuration.maxBackfillDays),
        MIN_EXPECTED_ROWS: String(configuration.minExpectedRows),
        EXTRACT_CONCURRENCY: String(configuration.extractConcurrency),
        REQUESTS_PER_HOUR: String(configuration.requestsPerHour),
        SENSORS_PER_CITY: String(configuration.sensorsPerCity),
      },
    }).function;
    this.extract = new PipelineFunction(this, 'Extract', {
      configuration,
      service: 'extract',
      description: 'Reads one city and at most one month from OpenAQ and writes it as Parquet',
      timeout: Duration.minutes(15),
      memoryMegabytes: extractMegabytes(configuration.sensorsPerCity),
      // So many as the Maps of all runs that may be under way can ask for.
      concurrency: configuration.extractConcurrency * RUNS_AT_ONCE,
      environment: {
        BUCKET_NAME: bucket.bucketName,
        OPENAQ_API_URL: configuration.openaqApiUrl,
        OPENAQ_API_KEY_SECRET_ARN: this.apiKeySecret.ref,
        POLLUTANTS: JSON.stringify(configuration.pollutants),
      },
      statements: [
        allow(
          ['s3:PutObject'],
          [PREFIXES.measurements, PREFIXES.locations, PREFIXES.manifests, PREFIXES.extractions].map((prefix) =>
            bucket.arnForObjects(`${prefix}*`),
          ),
        ),
        // What an invocation could not finish is read by the next; days that are kept are listed and read.
        allow(
          ['s3:GetObject'],
          [PREFIXES.extractions, PREFIXES.measurements].map((prefix) => bucket.arnForObjects(`${prefix}*`)),
        ),
        allow(['s3:ListBucket'], [bucket.bucketArn], { StringLike: { 's3:prefix': `${PREFIXES.measurements}*` } }),
        allow(['secretsmanager:GetSecretValue'], [this.apiKeySecret.ref]),
      ],
    }).function;
    this.summarizeExtraction = new PipelineFunction(this, 'SummarizeExtraction', {
      configuration,
      service: 'summarize-extraction',
      description: 'Adds up what the extractions of a run did',
      timeout: Duration.minutes(1),
      memoryMegabytes: 256,
      concurrency: RUNS_AT_ONCE,
      environment: { BUCKET_NAME: bucket.bucketName },
      // The counts that the archive's job leaves.
      statements: [allow(['s3:GetObject'], [bucket.arnForObjects(`${PREFIXES.extractions}*`)])],
    }).function;
  }
}
