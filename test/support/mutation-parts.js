/**
 * The parts of the code that `npm run mutation` changes, one after the other, the tests that must notice, and at least how many
 * changes of a hundred. Tests that cannot know of a part are left out, and those that take seconds each, since they would take
 * them thousands of times: the scores are the least that the suite notices.
 */
const HANDLERS = ['plan-run', 'extract', 'summarize-extraction', 'tell-failure'];
const handlerTests = 'lambdas/@(plan-run|extract|summarize-extraction|tell-failure)/@(handler|read-item).test.ts';

module.exports = {
  domain: {
    least: 95,
    mutate: ['lambdas/shared/domain/**/*.ts'],
    tests: [
      'lambdas/shared/domain/**/*.test.ts',
      handlerTests,
      // What the input of a run and a city may be.
      'faults/@(run-inputs|configurations).test.ts',
      'lib/configuration/configuration.test.ts',
    ],
  },
  adapters: {
    least: 85,
    mutate: ['lambdas/shared/adapters/**/*.ts', '!**/*.d.ts'],
    tests: ['lambdas/shared/adapters/**/!(body-limit).test.ts', handlerTests],
  },
  handlers: {
    least: 85,
    mutate: HANDLERS.flatMap((name) => [`lambdas/${name}/**/*.ts`, `!lambdas/${name}/index.ts`]),
    tests: ['lambdas/@(plan-run|extract|summarize-extraction|tell-failure)/**/!(rate-limit).test.ts'],
  },
  workflow: {
    least: 85,
    mutate: ['lib/workflow/**/*.ts'],
    // The transitions are a snapshot, which mocha does not know; the validators and the size take seconds each.
    tests: ['workflow/!(transitions|validators|size).test.ts'],
  },
};
