import { CONFIGURATIONS } from '../support/configurations';
import { type TemplateResource, templateOf } from '../support/pipeline-template';

/** What holds data or secrets, or proves what happened. */
const DATA_TYPES = [
  'AWS::S3::Bucket',
  'AWS::Redshift::Cluster',
  'AWS::RedshiftServerless::Namespace',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
  'AWS::Logs::LogGroup',
  'AWS::KMS::Key',
  'AWS::Glue::Database',
];

const policiesOf = (openaq: object): [logicalId: string, policy: string | undefined][] => {
  const resources = templateOf(openaq).toJSON()['Resources'] as Record<string, TemplateResource>;
  return Object.entries(resources)
    .filter(([, { Type }]) => DATA_TYPES.includes(Type))
    .map(([logicalId, { DeletionPolicy }]) => [logicalId, DeletionPolicy]);
};

describe('what holds data', () => {
  it.each(['default', 'serverless'])('stays when the stack %s is destroyed', (name) => {
    const lost = policiesOf(CONFIGURATIONS[name] ?? {}).filter(([, policy]) => policy !== 'RetainExceptOnCreate');

    expect(lost).toEqual([]);
  });

  it('goes with the stack when both keys say so', () => {
    const kept = policiesOf(CONFIGURATIONS['deletable'] ?? {}).filter(([, policy]) => policy !== 'Delete');

    expect(kept).toEqual([]);
  });
});
