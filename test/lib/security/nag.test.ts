import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readConfiguration } from '../../../lib/configuration';
import { acknowledgements } from '../../../lib/security/acknowledgements';
import { CONFIGURATIONS } from '../../support/configurations';
import { appContext, makeStack } from '../../support/stack';

let mockAcknowledges = true;
jest.mock('../../../lib/security/acknowledgements', () => {
  const actual = jest.requireActual('../../../lib/security/acknowledgements');
  return {
    ...actual,
    acknowledgeFindings: (...parameters: unknown[]) => mockAcknowledges && actual.acknowledgeFindings(...parameters),
  };
});

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

/** Synthesizes a configuration under cdk-nag and returns its findings as `path: rule`. */
const findingsOf = (openaq: object): string[] => {
  const outdir = mkdtempSync(join(tmpdir(), 'nag-'));
  try {
    const app = new App({ context: appContext(), outdir });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    makeStack(openaq, app);
    const printed = jest.spyOn(console, 'error').mockImplementation();
    try {
      app.synth();
    } catch (error) {
      // Findings make synth fail; they are in the report.
      if (!(error instanceof Error) || error.name !== 'ValidationFailed') throw error;
    } finally {
      printed.mockRestore();
    }
    const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report;
    return report.pluginReports.flatMap(({ violations }) =>
      violations.flatMap(({ ruleName, violatingConstructs }) =>
        violatingConstructs.map(({ constructPath }) => `${constructPath.replace('OpenAqPipeline/', '')}: ${ruleName}`),
      ),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
};

/** An acknowledgement stands at a construct, its finding at the resource inside. */
const asFinding = (finding: string): string => finding.replace('/Resource: ', ': ');

const expectedOf = (openaq: object): string[] =>
  acknowledgements(readConfiguration(openaq), 'aws').map(
    // The CDK's own validator reports its rules without its name.
    ({ path, id }) => `${path}: ${id.replace('CloudFormation-Validate::', '')}`,
  );

describe('cdk-nag with AwsSolutions', () => {
  it.each(Object.entries(CONFIGURATIONS))('finds nothing in the stack %s that is not acknowledged', (_, openaq) => {
    mockAcknowledges = true;

    expect(findingsOf(openaq)).toEqual([]);
  });

  it('would find what is acknowledged, and for every acknowledgement some configuration needs it', () => {
    mockAcknowledges = false;
    const needed = new Set<string>();
    const expected = new Set<string>();
    for (const name of ['default', 'serverless', 'open to Looker', 'existing VPC', 'paused between runs'] as const) {
      const openaq = CONFIGURATIONS[name] ?? {};
      for (const finding of findingsOf(openaq)) needed.add(asFinding(finding));
      for (const acknowledged of expectedOf(openaq)) expected.add(acknowledged);
    }

    expect([...needed].sort()).toEqual([...expected].sort());
  });

  it('is answered with a reason each time, and never for a rule as a whole', () => {
    for (const { id, reason } of acknowledgements(readConfiguration({}), 'aws')) {
      expect(reason.length).toBeGreaterThan(20);
      if (id.startsWith('AwsSolutions-IAM5')) expect(id).toMatch(/^AwsSolutions-IAM5\[Resource::.+\]$/);
    }
  });
});
