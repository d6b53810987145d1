import { makeHandler } from '../../lambdas/plan-run/handler';
import { HANOI, HO_CHI_MINH_CITY } from '../support/air-quality';
import { expectSentence } from '../support/one-sentence';
import { PLAN_SETTINGS } from '../support/plan-settings';
import { RUN_INPUTS } from './run-inputs-list';
import { titleOf } from './tried';

const planRun = makeHandler({
  settings: PLAN_SETTINGS,
  log: { info: () => {}, warn: () => {} },
});

describe('Bad inputs of a run', () => {
  it.each(RUN_INPUTS.map((tried) => [titleOf(tried), tried] as const))('%s', async (_, { input, says }) => {
    const refusal = await planRun({
      input,
      executionName: 'daily',
      startedAt: '2024-01-20T02:00:00.123Z',
      cities: [HANOI, HO_CHI_MINH_CITY],
    }).catch((error: Error) => error);

    expect(refusal).toMatchObject({ name: 'InvalidRunInputError', message: expect.stringMatching(says) });
    expectSentence((refusal as Error).message);
    expect((refusal as Error).message).toMatch(
      /^Run input refused: .*\. Expected \{\} for the daily run, or some of \{"from"/,
    );
  });
});
