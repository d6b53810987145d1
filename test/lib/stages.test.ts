import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateOf } from '../support/pipeline-template';

const page = readFileSync(join(__dirname, '../../docs/deploy.md'), 'utf8');

/** The values that docs/deploy.md gives a second stage. */
const [, shown = '{}'] = /"openaq": (\{\n {2}"name": "openaq-dev"[\s\S]*?\n\})/.exec(page) ?? [];
const DEV = JSON.parse(shown.replace('<a name of your own>', 'our-own-openaq')) as object;

/** Properties that are a name in the account: two stacks that have the same cannot stand in one. */
const NAMES = /^(?:Name|\w+Name|ClusterIdentifier)$/;

/** What is named by somebody else, or within something that has a name of its own. */
const NOT_OWN =
  /^(?:ServiceName|DBName|ParameterName|DisplayName|ParameterGroupName|ClusterSubnetGroupName|AttributeName|MetricName|PolicyName)$/;

/** The physical names of a template, each with the type of what has it. */
const namesOf = (openaq: object): string[] =>
  Object.values(
    templateOf(openaq).toJSON()['Resources'] as Record<string, { Type: string; Properties?: object }>,
  ).flatMap(({ Type, Properties = {} }) =>
    Object.entries(Properties).flatMap(([property, value]) =>
      NAMES.test(property) && !NOT_OWN.test(property) && typeof value === 'string' ? [`${Type} ${value}`] : [],
    ),
  );

describe('two stages in one account and region', () => {
  it('share no name', () => {
    const [prod, dev] = [namesOf({}), namesOf(DEV)];

    expect(dev).toContain('AWS::StepFunctions::StateMachine openaq-dev');
    expect(prod).toContain('AWS::StepFunctions::StateMachine openaq-pipeline');
    expect(dev.filter((name) => prod.includes(name))).toEqual([]);
  });
});
