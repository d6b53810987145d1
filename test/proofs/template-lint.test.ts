import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { configurationSchema } from '../../lib/configuration/schema';
import { CONFIGURATIONS } from '../support/configurations';
import { kept } from '../support/kept';
import { templateOf } from '../support/pipeline-template';
import { describeWithPython, pythonTool } from '../support/python';

interface Finding {
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: readonly (string | number)[] };
}

const RULES = join(__dirname, 'cfn-lint.yaml');
const VERSIONS = join(__dirname, '../../requirements-dev.txt');

/** Lints templates in one process, by the rules in cfn-lint.yaml; the findings of each, as text. */
const lint = async (templates: readonly object[]): Promise<string[][]> => {
  const directory = mkdtempSync(join(tmpdir(), 'openaq-templates-'));
  try {
    const files = templates.map((template, index) => {
      const file = join(directory, `${index}.json`);
      writeFileSync(file, JSON.stringify(template));
      return file;
    });
    const { stdout } = await promisify(execFile)(
      pythonTool('cfn-lint'),
      ['--config-file', RULES, '--format', 'json', '--non-zero-exit-code', 'none', ...files],
      { maxBuffer: 64 * 1024 * 1024 },
    );
    const findings = JSON.parse(stdout) as Finding[];
    return files.map((file) =>
      findings
        .filter(({ Filename }) => basename(Filename) === basename(file))
        .map(({ Rule, Location, Message }) => `${Rule.Id} ${Location.Path.join('/')}: ${Message}`),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
};

/** Lints those that no earlier run of the tests has linted, by the same rules and the same cfn-lint. */
const lintNew = async (templates: readonly object[]): Promise<string[][]> => {
  const fixed = [RULES, VERSIONS].map((file) => readFileSync(file, 'utf8'));
  const all = templates.map((template) => {
    const known = kept<string[]>('openaq-lint', JSON.stringify(template), ...fixed);
    return { template, known, findings: known.read() };
  });
  const unknown = all.filter(({ findings }) => findings === undefined);
  // In two processes: a template takes cfn-lint a second.
  const middle = Math.ceil(unknown.length / 2);
  const halves = [unknown.slice(0, middle), unknown.slice(middle)].filter(({ length }) => length > 0);
  const found = (await Promise.all(halves.map((half) => lint(half.map(({ template }) => template))))).flat();
  for (const [index, one] of unknown.entries()) one.findings = one.known.keep(found[index] as string[]);
  return all.map(({ findings }) => findings as string[]);
};

describeWithPython('cfn-lint', () => {
  const names = Object.keys(CONFIGURATIONS);
  let findings: string[][] = [];
  beforeAll(async () => {
    findings = await lintNew(Object.values(CONFIGURATIONS).map((configuration) => templateOf(configuration).toJSON()));
  }, 180_000);

  it.each(names.map((name, index): [string, number] => [name, index]))('finds nothing in: %s', (_, index) => {
    expect(findings[index]).toEqual([]);
  });

  it('finds a wrong type, a missing property and an unknown attribute', async () => {
    const [wrong] = await lint([
      {
        Resources: {
          Bucket: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'On' } } },
          Job: { Type: 'AWS::Glue::Job', Properties: { Command: {} } },
        },
        Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Bucket', 'Address'] } } },
      },
    ]);

    expect(wrong?.map((finding) => finding.slice(0, 5)).sort()).toEqual(['E3003', 'E3030', 'E6101']);
  });
});

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, ObjectSchema>>;
}

/** The dotted path of each option. */
const optionsOf = ({ properties }: ObjectSchema, path: readonly string[] = []): string[] =>
  properties === undefined
    ? [path.join('.')]
    : Object.entries(properties).flatMap(([name, schema]) => optionsOf(schema, [...path, name]));

const valueAt = (configuration: object, option: string): unknown =>
  option
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], configuration);

describe('the linted configurations', () => {
  it('set every option of the configuration at least once', () => {
    const schema = z.toJSONSchema(configurationSchema, { io: 'input', unrepresentable: 'any' }) as ObjectSchema;

    const isSet = (option: string) =>
      Object.values(CONFIGURATIONS).some((linted) => valueAt(linted, option) !== undefined);
    expect(optionsOf(schema).filter((option) => !isSet(option))).toEqual([]);
  });
});
