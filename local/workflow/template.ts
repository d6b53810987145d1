import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { isRecord } from '../../lambdas/shared/domain/json';

/** A resource of a synthesized CloudFormation template. */
interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** A synthesized CloudFormation template, as far as the laptop reads it. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** An intrinsic or a reference that has no local meaning: the laptop stops rather than guess. */
export class UnsupportedTemplateError extends Error {
  override readonly name = 'UnsupportedTemplateError';
}

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': '000000000000',
  'AWS::Region': 'local',
  'AWS::Partition': 'aws',
};

/** The property that is the physical name, and so the value of `Ref`, where a resource of that type has one. */
const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Glue::Crawler': 'Name',
  'AWS::Glue::Job': 'Name',
  'AWS::Redshift::Cluster': 'ClusterIdentifier',
};

/**
 * Resolves a template's `Ref`, `Fn::GetAtt`, `Fn::Join` and `Fn::Sub` to readable local names: the physical name where the
 * template gives one, else the logical id; an attribute becomes `<name>.<attribute>`.
 *
 * @throws UnsupportedTemplateError that names the intrinsic or the missing resource
 */
export class TemplateResolver {
  constructor(private readonly template: Template) {}

  /** The resources of a type, by logical id. */
  resources(type: string): [logicalId: string, resource: Resource][] {
    return Object.entries(this.template.Resources).filter(([, resource]) => resource.Type === type);
  }

  /** The resolved properties of the only resource of a type. */
  only(type: string): Record<string, unknown> {
    const resources = this.resources(type);
    const [first] = resources;
    if (first === undefined || resources.length > 1)
      throw new UnsupportedTemplateError(
        `The template holds ${resources.length} of ${type}; the laptop runs exactly one`,
      );
    return this.properties(first[1]);
  }

  /** The properties of a resource with every intrinsic resolved. */
  properties(resource: Resource): Record<string, unknown> {
    return this.resolve(resource.Properties ?? {}) as Record<string, unknown>;
  }

  /** A value with every intrinsic inside it resolved. */
  resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.resolve(item));
    if (!isRecord(value)) return value;
    const [key, ...others] = Object.keys(value);
    if (key !== undefined && others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'))) {
      return this.intrinsic(key, value[key]);
    }
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.resolve(item)]));
  }

  private intrinsic(name: string, argument: unknown): unknown {
    if (name === 'Ref' && typeof argument === 'string') return this.reference(argument);
    if (name === 'Fn::GetAtt' && Array.isArray(argument)) return `${this.reference(argument[0])}.${argument[1]}`;
    if (name === 'Fn::Join' && Array.isArray(argument)) {
      const [separator, parts] = argument as [string, unknown];
      return (this.resolve(parts) as unknown[]).join(separator);
    }
    if (name === 'Fn::Sub' && typeof argument === 'string') {
      return argument.replaceAll(/\$\{([^}]+)\}/g, (_, id: string) => this.reference(id));
    }
    throw new UnsupportedTemplateError(`${name} ${JSON.stringify(argument)} has no meaning on the laptop`);
  }

  private reference(id: string): string {
    const pseudo = PSEUDO_PARAMETERS[id];
    if (pseudo !== undefined) return pseudo;
    const resource = this.template.Resources[id];
    if (resource === undefined)
      throw new UnsupportedTemplateError(`The template refers to ${id}, which it does not hold`);
    const physicalName = this.resolve(resource.Properties?.[NAME_PROPERTIES[resource.Type] ?? '']);
    return typeof physicalName === 'string' ? physicalName : id;
  }
}

/** The definition of the state machine that runs the pipeline; beside it one may stand that pauses the cluster. */
export const workflowOf = (resolver: TemplateResolver): StateMachineDefinition => {
  for (const [, resource] of resolver.resources('AWS::StepFunctions::StateMachine')) {
    const { DefinitionString } = resolver.properties(resource) as { DefinitionString: string };
    const definition = JSON.parse(DefinitionString) as StateMachineDefinition;
    if ('PlanRun' in definition.States) return definition;
  }
  throw new UnsupportedTemplateError('The template holds no state machine with a state PlanRun');
};
