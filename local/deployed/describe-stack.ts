import {
  type CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';

/** CloudFormation's error for a stack that it does not know has no name of its own. */
const isMissing = ({ name, message }: Error): boolean => name === 'ValidationError' && /does not exist/.test(message);

/** A stack by its name, as CloudFormation tells of it; undefined where there is none. */
export const describeStack = async (client: CloudFormationClient, name: string): Promise<Stack | undefined> => {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName: name }))).Stacks?.[0];
  } catch (error) {
    if (isMissing(error as Error)) return undefined;
    throw error;
  }
};

/** The template of a stack as it was sent, JSON or YAML. */
export const templateBodyOf = async (client: CloudFormationClient, name: string): Promise<string> =>
  (await client.send(new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' }))).TemplateBody ?? '';
