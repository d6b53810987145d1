/** Loads the command line: as a bundle that V8 has compiled before, or file by file. */
require('./v8-flags');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');
const { FOLDER, makeBundle, readBundle } = require('./bundle');
const { keep, readKept } = require('./kept-file');

const BIN = join(__dirname, '..', '..', 'bin');

/** Each command has compiled code of its own: one for all would hold what the first of them happened to need. */
const compiledFileOf = ([command = '', ...others]) => {
  const isHelp = !/^[a-z]+$/.test(command) || others.some((word) => word === '--help' || word === '-h');
  return join(FOLDER, `command-${isHelp ? 'help' : command}.v8`);
};

/** Compiles the bundle. What V8 compiled is kept at the end of a command that succeeded, with the functions it used. */
const compile = ({ code, fingerprint, isKept }) => {
  const file = compiledFileOf(process.argv.slice(2));
  const kept = readKept(file);
  const cachedData = kept?.about.fingerprint === fingerprint ? kept.content : undefined;
  const script = new Script(`(function(exports,require,module){${code.toString()}\n})`, {
    // Not in node_modules: there each of the thousands of Buffer() of parquetjs-lite looks at its stack (0.08 s a run).
    filename: join(BIN, 'openaq.cjs'),
    cachedData,
  });
  if (isKept && (cachedData === undefined || script.cachedDataRejected)) {
    process.once('exit', (exitCode) => {
      if (exitCode === 0) keep(file, { fingerprint }, script.createCachedData());
    });
  }
  return script.runInThisContext();
};

/** The bundle as a function, or undefined where none can be made: what is wrong with a source its own loading says best. */
const loadBundle = async () => {
  try {
    return compile(readBundle() ?? (await makeBundle()));
  } catch {
    return undefined;
  }
};

/**
 * Runs `bin/openaq.ts`. With OPENAQ_TRACE=1 the files themselves are loaded, whose lines a stack then names.
 * @throws Error when a file is missing or does not compile
 */
const runCommand = async () => {
  const bundle = process.env.OPENAQ_TRACE === '1' ? undefined : await loadBundle();
  const module = { exports: {} };
  // Node's warnings about packages are for those who run the sources.
  process.noDeprecation = bundle !== undefined;
  if (bundle !== undefined) return bundle(module.exports, createRequire(join(BIN, 'openaq.js')), module);
  require('tsx/cjs');
  return require('../../bin/openaq.ts');
};

module.exports = { runCommand };
