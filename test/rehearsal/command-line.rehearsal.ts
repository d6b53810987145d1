import { type CliResult, lastJson, openaq, startOpenaq } from '../support/openaq-cli';
import { API_KEY, useStage } from './stage';

const stage = useStage('command-line');

const run = (words: readonly string[], stdin = ''): Promise<CliResult> =>
  openaq(words, stage().environment, undefined, stdin);
const start = (...words: string[]) => startOpenaq(words, stage().environment);

const FACTS = 'select city, count(*) as hours from openaq.fact_measurements group by 1 order by 1';

describe('a day in the life of who operates a new stack', () => {
  it('status says that nothing has run yet', async () => {
    const { exitCode, stdout } = await run(['status']);
    expect(stdout).toContain('No run yet: npx openaq run --follow starts one');
    expect(exitCode).toBe(0);
  });

  it('run refuses options that are wrong by the configuration of the stack, and starts nothing', async () => {
    const { exitCode, stderr } = await run(['run', '--from', '2018-13-05', '--city', 'Paris']);
    expect(stderr).toMatch(/--from "2018-13-05": expected a date.*--to is missing.*--city "Paris" is not/s);
    expect(exitCode).toBe(2);
    expect((await run(['status'])).stdout).toContain('No run yet');
  });

  it('run --follow shows a run that fails state by state, says what to do, and ends with 1', async () => {
    const { exitCode, stdout } = await run([
      'run',
      '--from',
      '2018-12-05',
      '--to',
      '2018-12-05',
      '--follow',
      '--city',
      'hanoi',
    ]);
    expect(stdout).toMatch(/^\[OK\] +PlanRun .* 1 work item, 2018-12-05 to 2018-12-06 \(excluded\)$/m);
    expect(stdout).toMatch(/^\[FAIL\] +Extract Hanoi 2018-12-05 to 2018-12-06: Secret .* holds no API key/m);
    expect(stdout).toMatch(/What to do: Put a valid .* with npx openaq key; .* npx openaq redrive cli-/);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(
      /^\[FAIL\] +The run cli-\S+ ended FAILED with InvalidApiKeyError/,
    );
    expect(exitCode).toBe(1);
  });

  it('key tries the key, and puts in the one that OpenAQ takes', async () => {
    const wrong = await run(['key', '--api-url', stage().replay.url], 'wrong\n');
    expect([wrong.exitCode, wrong.stderr]).toEqual([1, expect.stringContaining('OpenAQ answered 401')]);
    const right = await run(['key', '--api-url', stage().replay.url], `${API_KEY}\n`);
    expect([right.exitCode, right.stdout]).toEqual([0, expect.stringContaining('the next run uses it')]);
    expect(wrong.stdout + wrong.stderr + right.stdout + right.stderr).not.toContain(API_KEY);
  });

  it('Ctrl-C ends the following and not the run, and says how to go on', async () => {
    const following = start('redrive', '--follow');
    await following.saying('[OK]      SummarizeExtraction');
    following.child.kill('SIGINT');
    const { exitCode, stdout, stderr } = await following.ended;
    expect(stdout).not.toMatch(/PlanRun|ItemExtracted/);
    expect(stderr).toMatch(
      /^\[FAIL\] +Interrupted by SIGINT: the run cli-\S+ goes on in AWS; npx openaq follow cli-\S+ goes on following it$/m,
    );
    expect(exitCode).toBe(130);
    expect((await run(['status'])).stdout).toMatch(
      /^\[START\] .* RUNNING for .*: 2018-12-05 to 2018-12-05, Hanoi\n +cli-\S+\n +now in [A-Z]\w+$/m,
    );
  });

  it('follow goes on following it to its good end, and ends with 0', async () => {
    const followed = await run(['follow', '--json']);
    expect(followed.stderr).toContain('24 extracted = 24 read');
    expect(lastJson(followed)).toMatchObject({
      status: 'SUCCEEDED',
      error: null,
      link: expect.stringContaining('/v2/executions/details/arn:aws:states:'),
    });
    expect(followed.exitCode).toBe(0);
  });

  it('redrive refuses a run that succeeded, and one that is not there', async () => {
    expect((await run(['redrive'])).stderr).toMatch(/the run cli-\S+ succeeded: nothing is left to redrive/);
    const { exitCode, stderr } = await run(['redrive', 'nothing']);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('there is no run nothing in the stack openaq-pipeline'),
    ]);
  });

  it('query --stack answers as the laptop does, and refuses to write', async () => {
    expect(lastJson(await run(['query', FACTS, '--stack', '--json']))).toEqual([{ city: 'Hanoi', hours: 24 }]);
    expect((await run(['query', FACTS, '--region', 'ap-southeast-1'])).stdout).toContain('│ Hanoi │ 24    │');
    expect((await run(['query', 'select x from openaq.no', '--stack'])).stderr).toContain(
      'relation "openaq.no" does not exist',
    );
    expect((await run(['query', 'delete from openaq.fact_measurements', '--stack'])).stderr).toContain('is only read');
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
    const { stdout } = await run(['status']);
    expect(stdout).toMatch(/^\[OK\] .* UTC {2}SUCCEEDED in .*: 2018-12-05 to 2018-12-05, Hanoi\n +cli-\S+$/m);
    expect(stdout).toMatch(/│ Hanoi +│ 2018-12-05 23:00 +│ \d+ +│ 24 +│/);
    expect(stdout).toMatch(/│ Ho Chi Minh City +│ - +│ - +│ 0 +│/);
    expect(stdout).toMatch(
      /^\[WARNING\] +Alarm since .* UTC: A run found no rows at all in its window\. What to do: http/m,
    );
  });

  it.each([
    ['Extract', /INFO +Extracted a work item .*city=Hanoi/],
    ['TransformToStaging', /INFO +job succeeded .*rows_read=24/],
    ['getcrawler', /Crawler has finished running/],
  ])('logs shows what %s wrote', async (state, line) => {
    expect((await run(['logs', state])).stdout).toMatch(line);
  });

  it('logs names the state that is meant', async () => {
    const { exitCode, stderr } = await run(['logs', 'extrct']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('there is no state extrct: did you mean Extract')]);
  });

  it('looker-user makes the user once, with the password of its secret and never in SQL', async () => {
    expect((await run(['looker-user'])).stdout).toMatch(
      /secret openaq-pipeline\/looker_readonly was made.*The user looker_readonly was made/s,
    );
    const first = await passwordOf('looker_readonly');
    expect((await run(['looker-user'])).stdout).toMatch(/was there already.*was there already/s);
    expect(first).toMatch(/^md5[0-9a-f]{32}$/);
    expect(await passwordOf('looker_readonly')).toBe(first);
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
