/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
    // PGlite calls import(), which jest's sandbox refuses without a flag of Node: it becomes require().
    'pglite/dist/index\\.cjs$': ['@swc/jest', { jsc: { target: 'es2022' } }],
  },
  transformIgnorePatterns: ['/node_modules/(?!@electric-sql/pglite/)'],
  globalSetup: '<rootDir>/test/support/prepare-python.ts',
  setupFiles: ['<rootDir>/test/support/deterministic.ts'],
  testTimeout: 60_000,
};
