/**
 * The parts of the code that `npm run mutation` changes, one after the other, the folders whose tests must notice, and at least
 * how many changes of a hundred. Tests that cannot know of a part are left out: its changes would wait for them.
 */
const HANDLERS = ['plan-run', 'extract', 'summarize-extraction', 'tell-failure'];

module.exports = {
  domain: {
    least: 95,
    mutate: ['lambdas/shared/domain/**/*.ts'],
    tests: ['lambdas/shared/domain', ...HANDLERS.map((name) => `lambdas/${name}`)],
  },
  adapters: {
    least: 85,
    mutate: ['lambdas/shared/adapters/**/*.ts', '!**/*.d.ts'],
    tests: ['lambdas/shared/adapters', ...HANDLERS.map((name) => `lambdas/${name}`)],
  },
  handlers: {
    least: 85,
    mutate: HANDLERS.flatMap((name) => [`lambdas/${name}/**/*.ts`, `!lambdas/${name}/index.ts`]),
    tests: HANDLERS.map((name) => `lambdas/${name}`),
  },
};
