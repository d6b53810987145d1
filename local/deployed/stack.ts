import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { parseJson } from '../../lambdas/shared/domain/json';
import { UsageError } from '../cli/run-options';
import { type Template, TemplateResolver } from '../workflow/template';
import { describeStack, templateBodyOf } from './describe-stack';
import { clientAt, commandAt, type StackPlace } from './place';

/** The outputs of `lib/pipeline-stack.ts`. */
type OutputName = 'StateMachineArn' | 'BucketName' | 'OpenAqApiKeySecretArn';

/** A resource of a deployed stack. */
export interface DeployedResource {
  readonly logicalId: string;
  readonly type: string;
  /** Name, ARN or id, whichever CloudFormation calls the resource by. */
  readonly physicalId: string;
}

/** A deployed stack, as CloudFormation tells of it. What it is asked once is asked when it is needed. */
export class DeployedStack {
  private constructor(
    readonly place: StackPlace,
    private readonly client: CloudFormationClient,
    private readonly outputs: Readonly<Record<string, string>>,
  ) {}

  /** @throws UsageError when there is no such stack, or it is not one of this pipeline */
  static async open(place: StackPlace): Promise<DeployedStack> {
    const { name, region } = place;
    const client = new CloudFormationClient(clientAt(place));
    const stack = await describeStack(client, name);
    if (stack === undefined) {
      throw new UsageError([
        `there is no stack ${name} in ${region}: deploy it with npx cdk deploy, or say which is meant with --stack, --region and --profile`,
      ]);
    }
    const outputs = Object.fromEntries(
      (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    );
    if (outputs['StateMachineArn'] === undefined) {
      throw new UsageError([
        `the stack ${name} in ${region} has no output StateMachineArn (its status is ${stack.StackStatus}): expected a stack of this pipeline whose deployment has ended`,
      ]);
    }
    return new DeployedStack(place, client, outputs);
  }

  /** @throws UsageError when an older version of the stack lacks it */
  output(name: OutputName): string {
    const value = this.outputs[name];
    if (value !== undefined) return value;
    throw new UsageError([
      `the stack ${this.place.name} has no output ${name}: deploy this version with npx cdk deploy`,
    ]);
  }

  /** What a person types about this stack. */
  command(...words: readonly string[]): string {
    return commandAt(this.place, ...words);
  }

  /** The deployed template, with references as readable names. */
  async template(): Promise<TemplateResolver> {
    const template = parseJson(await templateBodyOf(this.client, this.place.name));
    if (template !== undefined) return new TemplateResolver(template as Template);
    throw new Error(`the template of the stack ${this.place.name} is not JSON: expected one that the CDK has deployed`);
  }

  async resources(): Promise<DeployedResource[]> {
    const resources: DeployedResource[] = [];
    for await (const { StackResourceSummaries = [] } of paginateListStackResources(
      { client: this.client },
      { StackName: this.place.name },
    )) {
      for (const { LogicalResourceId, ResourceType, PhysicalResourceId } of StackResourceSummaries) {
        resources.push({
          logicalId: LogicalResourceId ?? '',
          type: ResourceType ?? '',
          physicalId: PhysicalResourceId ?? '',
        });
      }
    }
    return resources;
  }

  /** What a resource of the stack is called in AWS, by its logical id; any other name as it is. */
  async physicalId(name: string): Promise<string> {
    return (await this.resources()).find(({ logicalId }) => logicalId === name)?.physicalId ?? name;
  }
}
