import { Template } from 'aws-cdk-lib/assertions';
import { fingerprintOf } from '../../local/workflow/fingerprint';
import { kept } from './kept';

/** What a template depends on. A cached one is used as long as none of these has changed. */
const INPUTS = ['lib', 'sql', 'glue_jobs', 'lambdas', 'cdk.json', 'package-lock.json', 'test/support/stack.ts'];

const synthesize = (openaq: object): object => {
  // Loaded here and not above: making a stack takes seconds, reading a template that another test made takes none.
  const { makeStack } = require('./stack') as typeof import('./stack');
  return Template.fromStack(makeStack(openaq)).toJSON();
};

/** The template of a configuration, as it was kept when nothing that it depends on has changed. */
const readOrSynthesize = (openaq: object): object => {
  const known = kept<object>('openaq-templates', JSON.stringify(openaq), fingerprintOf(INPUTS));
  return known.read() ?? known.keep(synthesize(openaq));
};

const templates = new Map<string, Template>();

/** Stryker changes the code in memory, where no file and no earlier template knows of it. */
const isMutated = (): boolean => '__stryker__' in globalThis;

/** The synthesized template of a configuration; each configuration is synthesized once. */
export const templateOf = (openaq: object = {}): Template => {
  if (isMutated()) return Template.fromJSON(synthesize(openaq) as { [key: string]: unknown });
  const key = JSON.stringify(openaq);
  const template = templates.get(key) ?? Template.fromJSON(readOrSynthesize(openaq) as { [key: string]: unknown });
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
