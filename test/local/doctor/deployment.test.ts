import { openAccount } from '../../../local/doctor/aws';
import { examineDeployment, lackOfCredentials } from '../../../local/doctor/deployment';
import type { Finding } from '../../../local/doctor/finding';
import type { Template } from '../../../local/workflow/template';
import { type FakeAccount, type FakeStack, fakeAccount } from '../../support/fake-account';
import { templateOf } from '../../support/pipeline-template';

const template = templateOf({
  cities: [{ name: 'Da Nang', displayName: 'Đà Nẵng', country: 'VN', boundingBox: [108, 15.9, 108.4, 16.2] }],
}).toJSON() as Template;
const STACK = { name: 'openaq-pipeline', region: 'ap-southeast-1', template };

const SECRET = 'arn:aws:secretsmanager:ap-southeast-1:123456789012:secret:ExtractionApiKey-AbCdEf';

/** The text as CloudFormation gives it back, with what `cdk deploy` adds to it. */
const deployedText = (changes: object = {}): string => {
  const resources = Object.entries(template.Resources).map(([id, resource]) => [
    id,
    { ...resource, Metadata: { 'aws:cdk:path': `OpenAqPipeline/${id}` } },
  ]);
  const Resources = { ...Object.fromEntries(resources), CDKMetadata: { Type: 'AWS::CDK::Metadata' }, ...changes };
  return JSON.stringify({ ...template, Resources }).replaceAll(/[\u{80}-\u{10ffff}]/gu, '?');
};

const DEPLOYED: FakeStack = {
  status: 'CREATE_COMPLETE',
  outputs: { OpenAqApiKeySecretArn: SECRET },
  template: deployedText(),
};

const BOOTSTRAPPED = { CDKToolkit: { status: 'CREATE_COMPLETE' } };

const accountWith = (stack: Partial<FakeStack>, account: FakeAccount = {}): FakeAccount => ({
  ...account,
  stacks: { ...BOOTSTRAPPED, 'openaq-pipeline': { ...DEPLOYED, ...stack } },
});

const examine = (account: FakeAccount): Promise<Finding[]> =>
  examineDeployment(openAccount('ap-southeast-1', fakeAccount(account)), STACK);

const lineOf = async (account: FakeAccount, check: string) => {
  const finding = (await examine(account)).find((one) => one.check === check);
  return finding && [finding.status, finding.detail, finding.mend];
};

describe('the deployment', () => {
  it('is found right in every part where the stack is that of this checkout and its secret is filled', async () => {
    const findings = await examine(accountWith({}));

    expect(findings.map(({ check, status, detail }) => [check, status, detail])).toEqual([
      ['Bootstrap', 'OK', 'CDKToolkit in ap-southeast-1, account 123456789012'],
      ['Stack', 'OK', 'openaq-pipeline: CREATE_COMPLETE'],
      ['Checkout', 'OK', 'is what is deployed'],
      ['Lambda quota', 'OK', '1000 executions at once are free, 12 are reserved by the functions'],
      ['API key secret', 'OK', 'has a value'],
    ]);
    expect(findings.every(({ part, mend }) => part === 'deployment' && mend === null)).toBe(true);
  });

  it('is to be made where there is none yet, of which a fresh account is told how', async () => {
    const findings = await examine({});

    expect(findings.map(({ check, status, mend }) => [check, status, mend])).toEqual([
      ['Bootstrap', 'FAIL', 'npx cdk bootstrap'],
      ['Stack', 'WARNING', 'npx cdk deploy'],
      ['Lambda quota', 'OK', null],
    ]);
  });

  it.each([
    ['ROLLBACK_COMPLETE', 'FAIL', /^npx cdk destroy/],
    ['UPDATE_ROLLBACK_FAILED', 'FAIL', /continue-update-rollback --stack-name openaq-pipeline$/],
    ['DELETE_FAILED', 'FAIL', /first failed event/],
    ['UPDATE_IN_PROGRESS', 'WARNING', /^wait/],
    ['UPDATE_ROLLBACK_COMPLETE', 'WARNING', /^look why/],
  ])('is judged by the state %s of its stack: %s', async (status, judged, mend) => {
    expect(await lineOf(accountWith({ status }), 'Stack')).toEqual([
      judged,
      `openaq-pipeline: ${status}`,
      expect.stringMatching(mend),
    ]);
  });

  it('says when somebody has changed resources by hand', async () => {
    expect(await lineOf(accountWith({ drift: 'DRIFTED' }), 'Stack')).toEqual([
      'WARNING',
      'openaq-pipeline: CREATE_COMPLETE, and somebody has changed resources by hand',
      'npx cdk drift shows which',
    ]);
  });

  it('names the resources in which this checkout differs from what is deployed', async () => {
    const [bucket = ''] = Object.keys(template.Resources);
    const text = deployedText({ [bucket]: { Type: 'AWS::S3::Bucket' }, Gone: { Type: 'AWS::SQS::Queue' } });

    expect(await lineOf(accountWith({ template: text }), 'Checkout')).toEqual([
      'WARNING',
      `differs from what is deployed: 1 changed (${bucket}); 1 removed (Gone)`,
      'npx cdk diff shows it, npx cdk deploy sends it',
    ]);
  });

  it('cannot compare a template that the CDK did not write', async () => {
    expect((await lineOf(accountWith({ template: 'Resources: {}' }), 'Checkout'))?.[0]).toBe('WARNING');
  });

  it.each([
    [111, 'FAIL'],
    [112, 'OK'],
  ])('needs 12 reserved executions and 100 others of a new account: with %i it is %s', async (unreserved, judged) => {
    expect((await lineOf({ stacks: BOOTSTRAPPED, unreserved }, 'Lambda quota'))?.[0]).toBe(judged);
  });

  it('has reserved already what is deployed', async () => {
    expect((await lineOf(accountWith({}, { unreserved: 100 }), 'Lambda quota'))?.[0]).toBe('OK');
  });

  it('says how to put the key into a secret that is empty', async () => {
    expect(await lineOf(accountWith({}, { isSecretFilled: false }), 'API key secret')).toEqual([
      'FAIL',
      'is empty: every run would end with InvalidApiKeyError',
      'npx openaq key',
    ]);
  });
});

describe('an account that does not answer', () => {
  it.each([
    ['ExpiredToken', 'they have expired'],
    ['InvalidClientTokenId', 'AWS refuses them (InvalidClientTokenId)'],
  ])('is told of once: %s', async (code, detail) => {
    const findings = await examine({ errors: { '*': [code, 'The security token included in the request is wrong'] } });

    expect(findings.map((one) => [one.check, one.status, one.detail])).toEqual([['AWS credentials', 'FAIL', detail]]);
  });

  it('to one question is asked the others, since who may not look may deploy by the roles of the CDK', async () => {
    const message = 'User: arn:aws:iam::123456789012:user/me is not authorized to perform: cloudformation:GetTemplate';
    const account = accountWith({}, { errors: { GetTemplate: ['AccessDenied', message] } });

    expect(await lineOf(account, 'Checkout')).toEqual(['WARNING', message, expect.stringContaining('ReadOnlyAccess')]);
    expect((await lineOf(account, 'API key secret'))?.[0]).toBe('OK');
  });
});

describe('credentials', () => {
  const without = (message: string) => ({
    credentials: async () => {
      throw Object.assign(new Error(message), { name: 'CredentialsProviderError' });
    },
  });

  it('are none that anybody has to have, unless a deployment is demanded', async () => {
    const none = without('Could not load credentials from any providers');

    expect((await lackOfCredentials(false, none))?.status).toBe('WARNING');
    expect((await lackOfCredentials(true, none))?.status).toBe('FAIL');
    expect(await lackOfCredentials(true, fakeAccount({}))).toBeUndefined();
  });

  it('that are there and cannot be used are a failure in any case', async () => {
    const finding = await lackOfCredentials(false, without('The SSO session associated with this profile has expired'));

    expect(finding).toMatchObject({ status: 'FAIL', mend: expect.stringContaining('aws sso login') });
  });
});
