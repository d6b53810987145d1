import { Readable } from 'node:stream';
import type { ClientOptions } from '../../local/doctor/aws';

/** A stack as CloudFormation's DescribeStacks tells of it. */
export interface FakeStack {
  readonly status: string;
  /** Of the last look for changes by hand. */
  readonly drift?: 'DRIFTED' | 'IN_SYNC' | 'NOT_CHECKED';
  readonly outputs?: Readonly<Record<string, string>>;
  /** The template's text, as it was sent. */
  readonly template?: string;
}

/** What is in the fake account. */
export interface FakeAccount {
  readonly stacks?: Readonly<Record<string, FakeStack>>;
  /** Executions at once that no function has reserved. */
  readonly unreserved?: number;
  readonly isSecretFilled?: boolean;
  /** The error with which a call ends, by its name such as `GetTemplate`; `*` for every one. */
  readonly errors?: Readonly<Record<string, readonly [code: string, message: string]>>;
}

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const ACCOUNT = '123456789012';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const xml = (statusCode: number, body: string): Answer => ({
  statusCode,
  headers: { 'content-type': 'text/xml' },
  body,
});

const json = (body: unknown): Answer => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const stackXml = (name: string, region: string, { status, drift = 'NOT_CHECKED', outputs = {} }: FakeStack): string => {
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return `<member>
    <StackId>arn:aws:cloudformation:${region}:${ACCOUNT}:stack/${name}/8f1f2d60-0b4e-11f0-9d55-0a1b2c3d4e5f</StackId>
    <StackName>${name}</StackName>
    <CreationTime>2026-11-20T01:02:03.456Z</CreationTime>
    <StackStatus>${status}</StackStatus>
    <DriftInformation><StackDriftStatus>${drift}</StackDriftStatus></DriftInformation>
    <Outputs>${members.join('')}</Outputs>
  </member>`;
};

const answerTo = (account: FakeAccount, region: string, action: string, stackName: string): Answer => {
  const { stacks = {}, unreserved = 1_000, isSecretFilled = true, errors = {} } = account;
  const error = errors[action] ?? errors['*'];
  const isQuery = ['DescribeStacks', 'GetTemplate'].includes(action);
  const missing = ['ValidationError', `Stack with id ${stackName} does not exist`] as const;
  const failure = error ?? (isQuery && stacks[stackName] === undefined ? missing : undefined);
  if (failure !== undefined) {
    const [code, message] = failure;
    return isQuery
      ? xml(
          400,
          `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
        )
      : { ...json({ __type: code, message }), statusCode: 400, headers: { 'x-amzn-errortype': code } };
  }
  const stack = stacks[stackName];
  switch (action) {
    case 'DescribeStacks':
      return xml(
        200,
        `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks>${stackXml(stackName, region, stack as FakeStack)}</Stacks></DescribeStacksResult></DescribeStacksResponse>`,
      );
    case 'GetTemplate':
      return xml(
        200,
        `<GetTemplateResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><GetTemplateResult><TemplateBody>${escaped(stack?.template ?? '{}')}</TemplateBody></GetTemplateResult></GetTemplateResponse>`,
      );
    case 'GetAccountSettings':
      return json({
        AccountLimit: { ConcurrentExecutions: unreserved, UnreservedConcurrentExecutions: unreserved },
        AccountUsage: { FunctionCount: 0, TotalCodeSize: 0 },
      });
    default:
      return json({
        ARN: stackName,
        Name: 'ExtractionApiKey',
        ...(isSecretFilled && { VersionIdsToStages: { '5048ab3e-0000-4b3a-9b5f-000000000000': ['AWSCURRENT'] } }),
      });
  }
};

/**
 * A fake of an AWS account, for where AWS is out of reach: a request handler under the real SDK, which answers CloudFormation
 * in its XML and Lambda and Secrets Manager in their JSON.
 */
export const fakeAccount = (account: FakeAccount): ClientOptions => ({
  credentials: { accessKeyId: 'AKIAFAKE', secretAccessKey: 'fake' },
  maxAttempts: 1,
  requestHandler: {
    handle: async (request: {
      hostname: string;
      path: string;
      body?: string | Uint8Array;
      headers: Record<string, string>;
    }) => {
      const [, region = ''] = request.hostname.split('.');
      const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
      const target = request.headers['x-amz-target']?.split('.').at(-1);
      const action = request.path.includes('/account-settings')
        ? 'GetAccountSettings'
        : (target ?? form.get('Action') ?? '');
      const { body, ...head } = answerTo(account, region, action, form.get('StackName') ?? '');
      return { response: { ...head, body: Readable.from([Buffer.from(body)]) } };
    },
  } as never,
});
