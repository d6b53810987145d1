import { join } from 'node:path';
import { type CliResult, lastJson, openaq, PROJECT, startOpenaq } from '../support/openaq-cli';
import { configure } from '../support/project-copy';
import { expectRecorded, recordingOf } from '../support/sessions';
import { CTRL_C, inTerminal, type Typed } from '../support/terminal';
import { API_KEY, useStage } from './stage';

const stage = useStage('command-line');

const run = (words: readonly string[]): Promise<CliResult> => openaq(words, stage().environment);
const start = (...words: string[]) => startOpenaq(words, stage().environment);

const { sessions, record: keep } = recordingOf((text) => text.replaceAll(PROJECT, '/home/you/openaq'));

/** Types a command in a terminal, for docs/sessions/stack.md. */
const record = (title: string, words: readonly string[], ...typed: Typed[]) =>
  keep(title, words, inTerminal(words, stage().environment, typed));

const DAY = ['--from', '2018-12-05', '--to', '2018-12-05', '--city', 'hanoi'];
const FACTS = 'select city, count(*) as hours from openaq.fact_measurements group by 1 order by 1';

describe('a day in the life of who operates a new stack', () => {
  it('status says that nothing has run yet', async () => {
    const { exitCode, sentences } = await record('A new stack', ['status']);
    expect(sentences).toContain('No run yet: npx openaq run --follow starts one');
    expect(exitCode).toBe(0);
  });

  it('doctor says what a deployment lacks: its key', async () => {
    const { exitCode, sentences } = await record('What a new deployment lacks', ['doctor', '--deployment']);
    expect(sentences).toMatch(/^\[OK\] +Stack +openaq-pipeline: CREATE_COMPLETE$/m);
    expect(sentences).toMatch(/^\[OK\] +Checkout +is what is deployed$/m);
    expect(sentences).toMatch(/^\[OK\] +Lambda quota +\d+ executions at once are free/m);
    expect(sentences).toMatch(/^\[FAIL\] +API key secret +is empty: .* -> npx openaq key$/m);
    expect(exitCode).toBe(3);
  });

  it('run refuses options that are wrong by the configuration of the stack, and starts nothing', async () => {
    const words = ['run', '--from', '2018-13-05', '--city', 'Paris'];
    const { exitCode, sentences } = await record('A run of dates and cities that are none', words);
    expect(sentences).toMatch(/--from "2018-13-05": expected a date.*--to is missing.*--city "Paris" is not/s);
    expect(exitCode).toBe(2);
    expect((await run(['status'])).stdout).toContain('No run yet');
  });

  it('run --follow shows a run that fails state by state, says what to do, and ends with 1', async () => {
    const words = ['run', ...DAY, '--follow'];
    const { exitCode, sentences } = await record('A run that fails', words);
    expect(sentences).toMatch(/^\[OK\] +PlanRun .* 1 work item, 2018-12-05 to 2018-12-06 \(excluded\)$/m);
    expect(sentences).toMatch(/^\[FAIL\] +Extract Hanoi 2018-12-05 to 2018-12-06: The secret \S+ holds no API key/m);
    expect(sentences).toMatch(/What to do: Put a valid .* with npx openaq key; .* npx openaq redrive cli-/);
    expect(sentences.trimEnd().split('\n').at(-1)).toMatch(
      /^\[FAIL\] +The run cli-\S+ ended FAILED with InvalidApiKeyError/,
    );
    expect(exitCode).toBe(1);
  });

  it('key tries the key, and puts in the one that OpenAQ takes; neither is seen', async () => {
    const words = ['key', '--api-url', stage().replay.url];
    const wrong = await record('A key with a mistake', words, ['(it is not shown): ', 'wrong\n']);
    expect([wrong.exitCode, wrong.sentences]).toEqual([1, expect.stringContaining('OpenAQ answered 401')]);
    const right = await record('The right key', words, ['(it is not shown): ', `${API_KEY}\n`]);
    expect([right.exitCode, right.sentences]).toEqual([0, expect.stringContaining('the next run uses it')]);
    expect(wrong.text + right.text).not.toMatch(new RegExp(`${API_KEY}|wrong`));
  });

  it('doctor tells that the key is there, and what a checkout would change', async () => {
    configure(stage().project, { alerts: { maxRejectedPercent: 7 } });
    const said = await openaq(['doctor', '--deployment', '--json'], stage().environment, stage().project);
    expect(lastJson(said)).toMatchObject({
      deployment: true,
      findings: expect.arrayContaining([
        expect.objectContaining({ check: 'API key secret', status: 'OK', detail: 'has a value' }),
        expect.objectContaining({
          check: 'Checkout',
          status: 'WARNING',
          detail: expect.stringMatching(/^differs from what is deployed: 1 changed \(\w*Reject\w*\)$/),
        }),
      ]),
    });
    expect(said.exitCode).toBe(0);
  });

  it('Ctrl-C ends the following and not the run, and says how to go on', async () => {
    const words = ['redrive', '--follow'];
    const ended = await record('On with the run, and away from it', words, ['SummarizeExtraction  ', CTRL_C]);
    expect(ended.sentences).not.toMatch(/PlanRun|ItemExtracted/);
    expect(ended.sentences).toMatch(
      /^\[FAIL\] +Interrupted by SIGINT: the run cli-\S+ goes on in AWS; npx openaq follow cli-\S+ goes on following it$/m,
    );
    expect(ended.exitCode).toBe(130);
    const { sentences } = await record('What is under way', ['status']);
    expect(sentences).toMatch(
      /^\[START\] .* RUNNING for .*: 2018-12-05 to 2018-12-05, Hanoi cli-\S+ now in [A-Z]\w+$/m,
    );
  });

  it('follow goes on following it to its good end, and ends with 0', async () => {
    const seen = await record('Back to it', ['follow']);
    expect(seen.sentences).toContain('24 extracted = 24 read');
    expect(seen.exitCode).toBe(0);
    expect(lastJson(await run(['follow', '--json']))).toMatchObject({
      status: 'SUCCEEDED',
      error: null,
      link: expect.stringContaining('/v2/executions/details/arn:aws:states:'),
    });
  });

  it('redrive refuses a run that succeeded, and one that is not there', async () => {
    const { sentences } = await record('A redrive of what succeeded', ['redrive']);
    expect(sentences).toMatch(/the run cli-\S+ succeeded: nothing is left to redrive/);
    const { exitCode, stderr } = await run(['redrive', 'nothing']);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('there is no run nothing in the stack openaq-pipeline'),
    ]);
  });

  it('query --stack answers as the laptop does, and refuses to write', async () => {
    expect(lastJson(await run(['query', FACTS, '--stack', '--json']))).toEqual([{ city: 'Hanoi', hours: 24 }]);
    const table = await record('A question to its warehouse', ['query', '--stack', FACTS]);
    expect(table.text).toContain('│ Hanoi │ 24    │');
    const unknown = await record('A mistake in a question', ['query', '--stack', 'select x from openaq.no']);
    expect(unknown.sentences).toContain('relation "openaq.no" does not exist');
    const write = await record('A statement that writes', ['query', '--stack', 'delete from openaq.fact_measurements']);
    expect(write.sentences).toContain('is only read');
    expect((await run(['query', FACTS, '--region', 'ap-southeast-1'])).stdout).toContain('│ Hanoi │ 24    │');
  });

  it('Ctrl-C cancels the statement of a query', async () => {
    const letGo = await stage().warehouse.hold();
    const asking = start('query', FACTS, '--stack');
    await stage().warehouse.untilWaiting();
    asking.child.kill('SIGINT');
    const { exitCode, stderr } = await asking.ended.finally(letGo);
    expect([exitCode, stderr]).toEqual([
      130,
      expect.stringContaining('Interrupted by SIGINT: the statement was cancelled'),
    ]);
  });

  it('status shows runs, how new the facts are, and open alarms', async () => {
    const names =
      "aws cloudwatch describe-alarms --query 'MetricAlarms[?contains(AlarmName, `NoRows`)].AlarmName' --output text";
    await stage().shell(
      `aws cloudwatch set-alarm-state --alarm-name "$(${names})" --state-value ALARM --state-reason tried`,
    );
    const { text, sentences } = await record('How it stands', ['status']);
    expect(sentences).toMatch(/^\[OK\] .* UTC {2}SUCCEEDED in .*: 2018-12-05 to 2018-12-05, Hanoi cli-\S+$/m);
    expect(text).toMatch(/│ Hanoi +│ 2018-12-05 23:00 +│ \d+ +│ 24 +│/);
    expect(text).toMatch(/│ Ho Chi Minh City +│ - +│ - +│ 0 +│/);
    expect(sentences).toMatch(
      /^\[WARNING\] +Alarm since .* UTC: A run found no rows at all in its window\. What to do: http/m,
    );
  });

  it.each([
    ['Extract', /INFO +Extracted a work item .*city=Hanoi/],
    ['TransformToStaging', /INFO +job succeeded .*rows_read=24/],
    ['getcrawler', /Crawler has finished running/],
  ])('logs shows what %s wrote', async (state, line) => {
    expect((await record(`What ${state} wrote`, ['logs', state])).sentences).toMatch(line);
  });

  it('logs names the state that is meant', async () => {
    const { exitCode, sentences } = await record('A state that is not there', ['logs', 'extrct']);
    expect([exitCode, sentences]).toEqual([
      2,
      expect.stringContaining('there is no state extrct: did you mean Extract'),
    ]);
  });

  it('looker-user makes the user once, with the password of its secret and never in SQL', async () => {
    expect((await record("Looker's user", ['looker-user'])).sentences).toMatch(
      /secret openaq-pipeline\/looker_readonly was made.*The user looker_readonly was made/s,
    );
    const first = await passwordOf('looker_readonly');
    expect((await record('The same again', ['looker-user'])).sentences).toMatch(
      /was there already.*was there already/s,
    );
    expect(first).toMatch(/^md5[0-9a-f]{32}$/);
    expect(await passwordOf('looker_readonly')).toBe(first);
  });

  it('run --follow of the same day once more succeeds, and ends with 0', async () => {
    const seen = await record('A run that succeeds', ['run', ...DAY, '--follow']);
    expect(seen.sentences).toMatch(/24 staged = 24 loaded.*\[SUCCESS\] +The run cli-\S+ succeeded in/s);
    expect(seen.exitCode).toBe(0);
  });

  it('run without --follow ends with 0 when the run has begun, and says how to follow it', async () => {
    const seen = await record('A run that is left to itself', ['run', ...DAY]);
    expect(seen.sentences).toMatch(/Follow it: npx openaq follow cli-\S+$/m);
    expect(seen.exitCode).toBe(0);
    expect((await run(['follow'])).exitCode).toBe(0);
  });
});

const passwordOf = async (user: string): Promise<unknown> => {
  const { rows } = await stage().warehouse.warehouse.query('select rolpassword from pg_authid where rolname = $1', [
    user,
  ]);
  return rows[0]?.[0];
};

describe('what cannot be done is said in one sentence', () => {
  it.each<[string, string[], Record<string, string>, number, RegExp]>([
    [
      'no such stack',
      ['status', '--stack', 'nothing'],
      {},
      2,
      /there is no stack nothing in ap-southeast-1: deploy it with npx cdk deploy/,
    ],
    ['another region', ['status', '--region', 'eu-west-1'], {}, 2, /there is no stack openaq-pipeline in eu-west-1/],
    [
      'AWS that does not answer',
      ['status'],
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
      1,
      /AWS cannot be reached in ap-southeast-1/,
    ],
    [
      'no credentials',
      ['status'],
      { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nonexistent' },
      1,
      /there are no usable AWS credentials/,
    ],
    [
      'a profile that is not there',
      ['status', '--profile', 'nobody'],
      { HOME: '/nonexistent' },
      1,
      /there are no usable AWS credentials of the profile nobody/,
    ],
  ])('%s', async (_, words, environment, code, sentence) => {
    const { exitCode, stderr } = await openaq(words, { ...stage().environment, ...environment });
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(exitCode).toBe(code);
  });

  it('an action that the identity may not do', async () => {
    await stage().shell(
      `aws iam create-user --user-name reader && aws iam put-user-policy --user-name reader --policy-name read --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"cloudformation:*","Resource":"*"}]}'`,
    );
    const { AccessKey } = JSON.parse(await stage().shell('aws iam create-access-key --user-name reader'));
    const identity = { AWS_ACCESS_KEY_ID: AccessKey.AccessKeyId, AWS_SECRET_ACCESS_KEY: AccessKey.SecretAccessKey };
    const { exitCode, stderr } = await openaq(['run'], { ...stage().environment, ...identity });
    expect(stderr).toMatch(
      /AWS refuses \S+user\/reader the action states:StartExecution( on \S+)?: add it to that identity's policy/,
    );
    expect(exitCode).toBe(1);
  });
});

it('docs/sessions/stack.md shows what was seen (UPDATE_DOCS=1 writes it)', () => {
  expectRecorded(
    join(__dirname, '../../docs/sessions/stack.md'),
    `# What the commands show: of a deployed stack

Recorded in a terminal of 80 columns against an emulated account (MiniStack), **not AWS**, by \`test/rehearsal/command-line.rehearsal.ts\`, which fails when a
command says something else (\`UPDATE_DOCS=1 npm run rehearse -- command-line\` records anew). Times and names of runs are those of the recording. Those of a
laptop: [laptop.md](laptop.md).`,
    sessions,
  );
});
