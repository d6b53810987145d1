import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readConfiguration } from '../../lib/configuration';
import { PipelineStack } from '../../lib/pipeline-stack';

/** The context of `cdk.json` with the Lambda functions left unbundled, which takes seconds and changes no template. */
export const appContext = (): Record<string, unknown> => {
  const { context } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'cdk.json'), 'utf8')) as {
    context: Record<string, unknown>;
  };
  return { ...context, 'aws:cdk:bundling-stacks': [] };
};

/** The stack as `bin/openaq-pipeline.ts` makes it, for some configuration. */
export const makeStack = (openaq: object = {}, app = new App({ context: appContext() })): PipelineStack => {
  const configuration = readConfiguration(openaq);
  return new PipelineStack(app, 'OpenAqPipeline', {
    configuration,
    stackName: configuration.name,
    env: { region: configuration.region },
  });
};

const templates = new Map<string, Template>();

/** The synthesized template of a configuration; each configuration is synthesized once. */
export const templateOf = (openaq: object = {}): Template => {
  const key = JSON.stringify(openaq);
  const template = templates.get(key) ?? Template.fromStack(makeStack(openaq));
  templates.set(key, template);
  return template;
};

/** A resource of a synthesized template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
}

/** The only resource of a type. */
export const onlyResource = (template: Template, type: string): TemplateResource => {
  const [resource, ...others] = Object.values(template.findResources(type));
  if (resource === undefined || others.length > 0) throw new Error(`expected one ${type}, got ${others.length + 1}`);
  return resource as TemplateResource;
};
