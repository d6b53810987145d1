import { describeItem, inputFor, type Place, tellFailure } from '../../../../lambdas/shared/domain/failure-message';
import type { RunTrace } from '../../../../lambdas/shared/domain/run-history';

const window = { start: '2018-12-05T00:00:00Z', end: '2018-12-12T00:00:00Z' };
const PLACE: Place = {
  redrive: 'redrive it',
  pausesBetweenRuns: true,
  startRun: (input) => `start a run${input === undefined ? '' : ` with ${JSON.stringify(input)}`}`,
  links: (arn) => [`Run: ${arn}`],
};

const tell = (trace: Partial<RunTrace>, run: Partial<Parameters<typeof tellFailure>[0]> = {}, place = PLACE) =>
  tellFailure({ name: 'run-1', arn: 'arn', status: 'FAILED', ...run }, { problem: {}, extracted: [], ...trace }, place);

describe('describeItem', () => {
  it('names the city and the dates of a work item', () => {
    expect(describeItem({ city: { name: 'Hue' }, window })).toBe('Hue 2018-12-05 to 2018-12-12');
  });

  it.each([
    [{ city: { name: 'Hue' } }],
    [{ city: 'Hue', window }],
    [{ city: { name: 7 }, window }],
    [{ city: { name: 'Hue' }, window: { start: window.start } }],
    [{ city: { name: 'Hue' }, window: { end: window.end } }],
    [null],
    ['cut off'],
  ])('says nothing of what is none: %j', (data) => {
    expect(describeItem(data)).toBeUndefined();
  });
});

describe('inputFor', () => {
  it('is the window of the plan as dates, both included, and the cities and the source that were asked for', () => {
    const data = { plan: { window } };

    expect(inputFor({ input: { cities: ['Hue'], source: 'archive', lookbackHours: 24 } }, data)).toEqual({
      from: '2018-12-05',
      to: '2018-12-11',
      cities: ['Hue'],
      source: 'archive',
    });
    expect(inputFor({}, data)).toEqual({ from: '2018-12-05', to: '2018-12-11' });
    expect(inputFor({ input: { onlyMissing: true } }, data)).toMatchObject({ onlyMissing: true });
    // A backfill of several runs goes on to its own end.
    expect(inputFor({ input: { from: '2018-12-05', to: '2019-12-31' } }, data)).toMatchObject({ to: '2019-12-31' });
    expect(inputFor({ input: {} }, { plan: {} })).toBeUndefined();
  });
});

describe('tellFailure', () => {
  it('tells of a run that ended before its first step', () => {
    expect(tell({}, { status: 'ABORTED' })).toEqual({
      subject: 'OpenAQ pipeline: run was aborted: States.Aborted',
      message: [
        'The run run-1 was aborted before its first step.',
        '',
        'Error: States.Aborted',
        'Cause: The run was stopped from outside',
        'Window: not planned yet',
        '',
        'What to do: Start a run.',
        'Run: arn',
      ].join('\n'),
      state: null,
      error: 'States.Aborted',
      sentence: 'The run was stopped from outside',
    });
  });

  it('tells of a run that failed without a word', () => {
    expect(tell({})).toMatchObject({ error: 'States.Runtime', sentence: 'no cause was given' });
  });

  it('redrives what failed before there was a plan, with no cluster to resume yet', () => {
    const failed = { name: 'PlanRun', type: 'Task', data: {} };

    expect(tell({ failed, problem: { error: 'Lambda.Unknown' } }).message).toContain(
      '\nWhat to do: Redrive it: it repeats PlanRun and goes on from there.\n',
    );
  });

  it('adds up the rows of the work items, before there is a summary of them', () => {
    const items = [{ rows: 24 }, { rows: 168 }, {}];
    const plan = { window, cities: 'Hanoi,Hue', workItems: [{}, {}, {}, {}] };

    expect(tell({ run: { plan, items } }).message).toContain(
      'Window: 2018-12-05 to 2018-12-12 (UTC dates, the last excluded)\nCities: Hanoi, Hue\nRows so far: 192 extracted by 3 of 4 work items\n',
    );
    expect(tell({ run: { plan }, extracted: [{ rows: 24 }] }).message).toContain(
      'Rows so far: 24 extracted by 1 of 4 work items\n',
    );
    expect(tell({ run: { plan, items, extraction: { rows: 191 } } }).message).toContain('Rows so far: 191 extracted\n');
  });

  it('says of a plan what there is', () => {
    expect(tell({ run: { plan: { cities: 7 } } }).message).toContain(
      'Cause: no cause was given\nRows so far: 0 extracted by 0 of 0 work items\n\nWhat to do:',
    );
  });
});
