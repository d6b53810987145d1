/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
    // PGlite calls import(), which jest's sandbox refuses without a flag of Node: it becomes require().
    'pglite/dist/index\\.cjs$': ['@swc/jest', { jsc: { target: 'es2022' } }],
    '/node_modules/.+\\.js$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  // Observable Plot with what it stands on and hyparquet are ES modules, which become CommonJS, too.
  transformIgnorePatterns: [
    '/node_modules/(?!@electric-sql/pglite/|@observablehq/plot/|d3(?:-[a-z-]+)?/|delaunator/|hyparquet/|internmap/|isoformat/|linkedom/|robust-predicates/)',
  ],
  moduleNameMapper: {
    // Its package opens this door to import() alone.
    '^linkedom/worker$': '<rootDir>/node_modules/linkedom/worker.js',
    // An .mjs stays an ES module for jest; this is the same bundle as CommonJS.
    '^d3$': '<rootDir>/node_modules/d3/dist/d3.min.js',
  },
  globalSetup: '<rootDir>/test/support/prepare-python.ts',
  setupFiles: ['<rootDir>/test/support/deterministic.ts'],
  testTimeout: 60_000,
  // jest itself leaves a core free, which is half of a machine of two. A third worker makes nothing faster: 9 % are idle.
  maxWorkers: '100%',
  testSequencer: '<rootDir>/test/support/longest-first.js',
  reporters: ['default', '<rootDir>/test/support/fault-totals.js'],
};
