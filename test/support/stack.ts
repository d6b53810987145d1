import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { readConfiguration } from '../../lib/configuration';
import { PipelineStack } from '../../lib/pipeline-stack';

/** The context of `cdk.json` with the Lambda functions left unbundled, which takes seconds and changes no template. */
export const appContext = (): Record<string, unknown> => {
  const { context } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'cdk.json'), 'utf8')) as {
    context: Record<string, unknown>;
  };
  return { ...context, 'aws:cdk:bundling-stacks': [] };
};

/**
 * An app without the CDK's own validator, which takes four times as long as all else: `lib/security/nag.test.ts` has it
 * see every configuration.
 */
export const unvalidatedApp = (outdir?: string): App =>
  new App({ context: appContext(), builtinCloudFormationValidation: false, ...(outdir && { outdir }) });

/** The stack as `bin/openaq-pipeline.ts` makes it, for some configuration. */
export const makeStack = (openaq: object = {}, app = unvalidatedApp()): PipelineStack => {
  const configuration = readConfiguration(openaq);
  return new PipelineStack(app, 'OpenAqPipeline', {
    configuration,
    stackName: configuration.name,
    env: { region: configuration.region },
  });
};
