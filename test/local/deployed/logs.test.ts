import { logOf } from '../../../local/deployed/log-groups';
import { toReadable } from '../../../local/deployed/log-lines';
import { type Template, TemplateResolver } from '../../../local/workflow/template';
import { templateOf } from '../../support/pipeline-template';
import { allStates, definitionOf } from '../../support/state-machine';

const template = templateOf().toJSON() as Template;
const RUN = 'arn:aws:states:ap-southeast-1:111122223333:execution:openaq-pipeline:cli-1';
const find = (state: string) => logOf(new TemplateResolver(template), state, RUN);

/** Every group of the template by its name or its logical id. */
const GROUPS = Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) =>
  Type === 'AWS::Logs::LogGroup' ? [id, ...[Properties?.['LogGroupName']].filter(Boolean)] : [],
);

describe('the log of a state', () => {
  it.each(allStates(definitionOf()).map(([name]) => name))('is a group that is there: %s', (name) => {
    expect([...GROUPS, '/aws-glue/crawlers']).toContain(find(name).group);
  });

  it('is that of the function, of the job, of the crawler, or the events of the run', () => {
    expect(find('extract').group).toMatch(/^ExtractionExtractLogs/);
    expect(find('TransformToStaging').group).toBe('/aws-glue/openaq_to_redshift/output');
    expect(find('GetCrawler').group).toBe('/aws-glue/crawlers');
    expect(find('LoadWarehouse')).toEqual({
      group: expect.stringMatching(/^WorkflowLogs/),
      pattern: `{ $.execution_arn = "${RUN}" && ($.details.name = "LoadWarehouse" || $.details.error = "*") }`,
    });
  });

  it('is refused where there is no such state, with the near ones', () => {
    expect(() => find('LoadWarehose')).toThrow('there is no state LoadWarehose: did you mean LoadWarehouse');
    expect(() => find('xyz')).toThrow(/^there is no state xyz: expected one of PlanRun, /);
  });
});

describe('a line of a log', () => {
  const at = '2026-11-26T06:53:32.123Z';
  const readable = (message: string | object) =>
    toReadable({ at, message: typeof message === 'string' ? message : JSON.stringify(message) });

  it.each<[string, string | object, string | undefined]>([
    [
      'of a function: level, message and fields',
      { level: 'INFO', message: 'Planned the run', timestamp: at, service: 'plan-run', runId: 'r', window: { a: 1 } },
      '2026-11-26 06:53:32  INFO   Planned the run  runId=r  window.a=1',
    ],
    ['of Lambda itself: left out', { time: at, type: 'platform.report', record: {} }, undefined],
    ['of Lambda itself, as text: left out', 'REPORT RequestId: 1 Duration: 2 ms', undefined],
    [
      'of the crawler: as it is',
      '[1] INFO : Created 4 partitions',
      '2026-11-26 06:53:32  [1] INFO : Created 4 partitions',
    ],
    [
      'of the state machine: what happened, and its data',
      { id: '2', type: 'TaskStateEntered', details: { name: 'LoadWarehouse' } },
      '2026-11-26 06:53:32  TaskStateEntered  id=2  details.name=LoadWarehouse',
    ],
  ])('is told as a person reads it: %s', (_, message, line) => {
    expect(readable(message)).toBe(line);
  });
});
