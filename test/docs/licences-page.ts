import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import lockfile from '../../package-lock.json';

const ROOT = join(__dirname, '../..');

/** Licences that a package may have which is shipped or run by users, and why they may. */
export const ALLOWED_LICENCES: Readonly<Record<string, string>> = {
  '0BSD': 'asks for nothing',
  'Apache-2.0': "the project's own; asks to keep notices",
  'BlueOak-1.0.0': 'permissive, asks to keep its text',
  'BSD-2-Clause': 'permissive, asks to keep its text',
  'BSD-3-Clause': 'permissive, asks to keep its text and not to advertise with names',
  ISC: 'permissive, asks to keep its text',
  MIT: 'permissive, asks to keep its text',
  'MIT-0': 'MIT that asks for nothing',
  Unlicense: 'public domain',
};

interface LockedPackage {
  readonly dev?: boolean;
  readonly license?: string;
}

interface LicensedPackage {
  readonly name: string;
  /** As the package says it; of a choice, the allowed one. */
  readonly licence: string;
}

const declaredIn = (path: string): string | undefined => {
  const file = join(ROOT, path, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { license?: string }).license : undefined;
};

/** Of `(MIT OR GPL-3.0-or-later)` the one that is allowed. */
const chosenFrom = (licence: string): string =>
  licence
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .find((one) => one in ALLOWED_LICENCES) ?? licence;

/** A binary of another platform is not installed, and the lockfile tells no licence of it: it has that of its package. */
const packageOfBinary = (path: string): string => path.replace(/(node-bindings)-[\w-]+$/, '$1');

/** Every package of the production tree, by name, with its licence. */
export const productionLicences = (): LicensedPackage[] => {
  const packages = Object.entries(lockfile.packages as Readonly<Record<string, LockedPackage>>);
  const found = packages
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path, { license }]) => ({
      name: path.replace(/^.*node_modules\//, ''),
      licence: chosenFrom(declaredIn(path) ?? license ?? declaredIn(packageOfBinary(path)) ?? 'none'),
    }));
  return [...new Map(found.map((one) => [`${one.name} ${one.licence}`, one])).values()].sort((one, other) =>
    one.name < other.name ? -1 : 1,
  );
};

/** docs/licences.md. */
export const licencesPage = (packages: readonly LicensedPackage[]): string => {
  const rows = Object.entries(ALLOWED_LICENCES).flatMap(([licence, reason]) => {
    const names = packages.filter((one) => one.licence === licence).map(({ name }) => `\`${name}\``);
    return names.length === 0 ? [] : [`| ${licence} | ${reason} | ${names.join(', ')} |`];
  });
  return `# Licences of what runs

Written by \`npm run docs\` from package-lock.json and the packages' own files; \`test/docs/licences.test.ts\` fails on a licence that is not
in its list. These are the packages that the Lambda bundles are made of, that synthesis needs and that the laptop runs; what only
develops and tests the project is not here. The Glue job uses what Glue brings, and nothing else. OpenAQ's data have licences of their
own: README.md.

| licence | why it may be used | packages |
|---|---|---|
${rows.join('\n')}
`;
};
