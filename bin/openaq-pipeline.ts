import { App } from 'aws-cdk-lib';
import { CONFIGURATION_KEY, InvalidConfigurationError, readConfiguration } from '../lib/configuration';
import { PipelineStack } from '../lib/pipeline-stack';

/** One of the feature flags in `cdk.json`: without them the CDK describes resources as its first release of version 2 did. */
const FEATURE_FLAG = '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy';

class MissingFeatureFlagsError extends Error {
  override readonly name = 'MissingFeatureFlagsError';
  constructor() {
    super(
      `The context of cdk.json lacks the CDK's feature flags ("${FEATURE_FLAG}" and others): bring them back, for instance with git checkout cdk.json, and change "${CONFIGURATION_KEY}" alone`,
    );
  }
}

/** The CDK app: reads the configuration from `cdk.json` and describes the stack. Needs no AWS account. */
const synthesize = (): void => {
  // Not by itself at the end of the process: a refused configuration leaves no half assembly behind.
  const app = new App({ autoSynth: false });
  const configuration = readConfiguration(app.node.tryGetContext(CONFIGURATION_KEY));
  if (app.node.tryGetContext(FEATURE_FLAG) !== true) throw new MissingFeatureFlagsError();
  new PipelineStack(app, 'OpenAqPipeline', {
    configuration,
    stackName: configuration.name,
    description: 'OpenAQ air quality: API to S3, Glue, Redshift; daily',
    // The region alone: with an account as well, synth would look zones up and need credentials.
    env: { region: configuration.region },
  });
  app.synth();
};

try {
  synthesize();
} catch (error) {
  if (!(error instanceof InvalidConfigurationError || error instanceof MissingFeatureFlagsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
