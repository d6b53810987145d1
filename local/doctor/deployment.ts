import type { Stack } from '@aws-sdk/client-cloudformation';
import type { SynthesizedStack } from '../workflow/synthesis';
import {
  type Account,
  type ClientOptions,
  explainAwsError,
  findCredentials,
  hasNoCredentials,
  isHopeless,
} from './aws';
import { type Finding, findingsOf } from './finding';
import { templateDrift } from './template-drift';

const { ok, warning, fail } = findingsOf('deployment');

const CREDENTIALS = 'AWS credentials';

/** The stack that `cdk bootstrap` makes, unless it is told another name. */
const BOOTSTRAP = 'CDKToolkit';

/** What AWS's refusal to answer is: who may not look may still deploy, by the roles of the CDK. */
const refused = (check: string, error: Error): Finding => {
  const told = explainAwsError(error);
  return isHopeless(error) ? fail(check, ...told) : warning(check, ...told);
};

/** A check that asks the account: an error of AWS is a finding. */
const asking = async (check: string, ask: () => Promise<Finding>): Promise<Finding> => {
  try {
    return await ask();
  } catch (error) {
    return refused(check, error as Error);
  }
};

const accountOf = ({ StackId = '' }: Stack): string => StackId.split(':')[4] ?? '';

const bootstrap = async (account: Account, region: string): Promise<Finding> => {
  const stack = await account.stack(BOOTSTRAP);
  return stack === undefined
    ? fail('Bootstrap', `${region} has no stack ${BOOTSTRAP}, which cdk deploy needs`, 'npx cdk bootstrap')
    : ok('Bootstrap', `${BOOTSTRAP} in ${region}, account ${accountOf(stack)}`);
};

/** What to do about a stack by how its status ends, most special first. */
const STATES: readonly [RegExp, 'ok' | 'warning' | 'fail', string][] = [
  [/^ROLLBACK_(COMPLETE|FAILED)$/, 'fail', 'npx cdk destroy, remove what it keeps (docs/deploy.md), npx cdk deploy'],
  [/^UPDATE_ROLLBACK_FAILED$/, 'fail', 'aws cloudformation continue-update-rollback --stack-name <stack>'],
  [/_FAILED$/, 'fail', 'look at the first failed event of the stack in CloudFormation'],
  [/_IN_PROGRESS$/, 'warning', 'wait until it has ended'],
  [/^UPDATE_ROLLBACK_COMPLETE$/, 'warning', 'look why the last deployment was taken back, and npx cdk deploy'],
  [/_COMPLETE$/, 'ok', ''],
];

const judgeStatus = ({ StackName, StackStatus = 'CREATE_IN_PROGRESS', DriftInformation }: Stack): Finding => {
  const [, kind, mend] = STATES.find(([pattern]) => pattern.test(StackStatus)) ?? [undefined, 'ok', ''];
  const detail = `${StackName}: ${StackStatus}`;
  if (kind === 'fail') return fail('Stack', detail, mend.replace('<stack>', String(StackName)));
  if (kind === 'warning') return warning('Stack', detail, mend);
  return DriftInformation?.StackDriftStatus === 'DRIFTED'
    ? warning('Stack', `${detail}, and somebody has changed resources by hand`, 'npx cdk drift shows which')
    : ok('Stack', detail);
};

const named = (ids: readonly string[]): string =>
  ids.length > 3 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ');

const drift = async (account: Account, { name, template }: SynthesizedStack): Promise<Finding> => {
  const found = templateDrift(await account.templateOf(name), template);
  if (found === undefined) {
    return warning(
      'Checkout',
      'the template of the stack is no JSON: something else than cdk deployed it',
      'npx cdk diff',
    );
  }
  const parts = Object.entries(found).flatMap(([how, ids]) =>
    ids.length > 0 ? [`${ids.length} ${how} (${named(ids)})`] : [],
  );
  return parts.length === 0
    ? ok('Checkout', 'is what is deployed')
    : warning(
        'Checkout',
        `differs from what is deployed: ${parts.join('; ')}`,
        'npx cdk diff shows it, npx cdk deploy sends it',
      );
};

/**
 * What an account must leave to functions without a reservation
 * (https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html).
 */
const LEFT_UNRESERVED = 100;

const reservedBy = ({ template }: SynthesizedStack): number =>
  Object.values(template.Resources).reduce(
    (sum, { Type, Properties }) =>
      sum + (Type === 'AWS::Lambda::Function' ? Number(Properties?.['ReservedConcurrentExecutions'] ?? 0) : 0),
    0,
  );

const concurrency = async (account: Account, stack: SynthesizedStack, isDeployed: boolean): Promise<Finding> => {
  const check = 'Lambda quota';
  const unreserved = await account.unreservedConcurrency();
  const reserved = reservedBy(stack);
  if (unreserved === undefined) return warning(check, 'the account does not tell its limit', 'look at Service Quotas');
  // Once it is deployed the reservation is taken already.
  const isEnough = isDeployed || reserved === 0 || unreserved - reserved >= LEFT_UNRESERVED;
  const detail = `${unreserved} executions at once are free, ${reserved} are reserved by the functions`;
  return isEnough
    ? ok(check, detail)
    : fail(
        check,
        `${detail}, and ${LEFT_UNRESERVED} must stay free`,
        'set "reserveConcurrency": false in cdk.json, or ask Service Quotas for more',
      );
};

const secret = async (account: Account, { Outputs = [] }: Stack): Promise<Finding> => {
  const check = 'API key secret';
  const arn = Outputs.find(({ OutputKey }) => OutputKey === 'OpenAqApiKeySecretArn')?.OutputValue;
  if (arn === undefined) return warning(check, 'the stack has no output OpenAqApiKeySecretArn', 'npx cdk deploy');
  return (await account.isFilled(arn))
    ? ok(check, 'has a value')
    : fail(check, 'is empty: every run would end with InvalidApiKeyError', 'npx openaq key');
};

/** Whether there are credentials to ask an account with; the finding when there are none that can be used. */
export const lackOfCredentials = async (isRequired: boolean, options: ClientOptions): Promise<Finding | undefined> => {
  try {
    await findCredentials(options);
    return undefined;
  } catch (error) {
    const [detail, mend] = explainAwsError(error as Error);
    if (!hasNoCredentials(error as Error)) return fail(CREDENTIALS, detail, mend);
    const none = 'none, so the deployment was not looked at';
    return isRequired
      ? fail(CREDENTIALS, none, mend)
      : warning(CREDENTIALS, `${none}; a run on the laptop needs none`, mend);
  }
};

/** Whether a deployment of this checkout would work, and what is deployed already. */
export const examineDeployment = async (account: Account, stack: SynthesizedStack): Promise<Finding[]> => {
  let deployed: Stack | undefined;
  const first: Finding[] = [];
  try {
    first.push(await bootstrap(account, stack.region));
  } catch (error) {
    if (isHopeless(error as Error)) return [refused(CREDENTIALS, error as Error)];
    first.push(refused('Bootstrap', error as Error));
  }
  const state = await asking('Stack', async () => {
    deployed = await account.stack(stack.name);
    return deployed === undefined
      ? warning('Stack', `${stack.name} is not deployed in ${stack.region}`, 'npx cdk deploy')
      : judgeStatus(deployed);
  });
  const quota = await asking('Lambda quota', () => concurrency(account, stack, deployed !== undefined));
  const there = deployed;
  if (there === undefined) return [...first, state, quota];
  return [
    ...first,
    state,
    await asking('Checkout', () => drift(account, stack)),
    quota,
    await asking('API key secret', () => secret(account, there)),
  ];
};
