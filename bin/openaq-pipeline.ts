import { App } from 'aws-cdk-lib';
import { CONFIGURATION_KEY, InvalidConfigurationError, readConfiguration } from '../lib/configuration';
import { PipelineStack } from '../lib/pipeline-stack';

/** The CDK app: reads the configuration from `cdk.json` and describes the stack. Needs no AWS account. */
const synthesize = (): void => {
  // Not by itself at the end of the process: a refused configuration leaves no half assembly behind.
  const app = new App({ autoSynth: false });
  const configuration = readConfiguration(app.node.tryGetContext(CONFIGURATION_KEY));
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
  if (!(error instanceof InvalidConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
