import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import type { TemplateResource } from './pipeline-template';
import { readable } from './role-statements';

export const SCRIPTS = join(__dirname, '../../glue_jobs');

/** The Glue job of a name in a template. */
export const jobNamed = (template: Template, name: string): TemplateResource => {
  const jobs = Object.values(template.findResources('AWS::Glue::Job', { Properties: { Name: name } }));
  if (jobs.length !== 1) throw new Error(`expected one job ${name}, got ${jobs.length}`);
  return jobs[0] as TemplateResource;
};

const importsOf = (file: string): string[] =>
  [...readFileSync(join(SCRIPTS, file), 'utf8').matchAll(/^from (\w+) import/gm)]
    .map(([, module]) => `${module}.py`)
    .filter((module) => existsSync(join(SCRIPTS, module)));

/** A script with every module that it imports, and that these import. */
export const modulesWith = (script: string): ReadonlySet<string> => {
  const modules = new Set([script]);
  for (const file of modules) for (const module of importsOf(file)) modules.add(module);
  return modules;
};

/** The names of the files in a job's argument that lists their locations. */
export const namesIn = (defaults: Readonly<Record<string, never>>, argument: string): (string | undefined)[] =>
  readable(defaults[argument] ?? '')
    .split(',')
    .map((location) => location.split('/').at(-1));
