import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseFiles } from 'lookml-parser';
import { type Model, manifestSchema, modelSchema } from './lookml';

export const LOOKER_DIRECTORY = join(__dirname, '..', '..', 'looker');

/** The text of each LookML file by its path under looker/. */
export type Sources = Readonly<Record<string, string>>;

export const readSources = (): Sources =>
  Object.fromEntries(
    readdirSync(LOOKER_DIRECTORY, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(lkml|lookml)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(LOOKER_DIRECTORY, path), readFileSync(path, 'utf8')]),
  );

export interface Project {
  /** Values of the constants of the manifest. */
  readonly constants: Readonly<Record<string, string>>;
  readonly model: Model;
}

const parse = (sources: Sources) =>
  parseFiles({
    source: Object.entries(sources).map(([path, content]) => ({ path, content })),
    transformations: { applyExtensionsRefinements: true, removeAbstract: true },
  });

/** Paths of the files that do not parse. */
export const unparsedFiles = async (sources: Sources): Promise<string[]> =>
  ((await parse(sources)).errors ?? []).map(({ $file_path }) => $file_path);

/** The parser gives a view that extends another the name of that one. */
const withNames = (model: Model): Model => ({
  ...model,
  view: Object.fromEntries(Object.entries(model.view).map(([$name, view]) => [$name, { ...view, $name }])),
});

/** The project, assembled. @throws ZodError naming what is not the LookML of `lookml.ts` */
export const readProject = async (sources: Sources = readSources()): Promise<Project> => {
  const { manifest, model } = await parse(sources);
  return {
    constants: Object.fromEntries(
      Object.entries(manifestSchema.parse(manifest).constant).map(([name, { value }]) => [name, value]),
    ),
    model: withNames(modelSchema.parse(model['openaq'])),
  };
};

/** Puts the values of the constants in place of `@{name}`; one that the manifest lacks stays. */
export const withConstants = ({ constants }: Project, text: string): string =>
  text.replace(/@\{(\w+)\}/g, (reference, name: string) => constants[name] ?? reference);
