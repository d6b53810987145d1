import { join } from 'node:path';
import { doctorCommand } from '../../../local/cli/doctor-command';
import { fakeAccount } from '../../support/fake-account';
import { temporaryDirectory } from '../../support/temporary-directory';

const WITHOUT = {
  credentials: async () => {
    throw Object.assign(new Error('Could not load credentials from any providers'), {
      name: 'CredentialsProviderError',
    });
  },
};

describe('openaq doctor', () => {
  const dir = join(temporaryDirectory(), 'folder');
  let printed: string;
  beforeEach(() => {
    delete process.env['OPENAQ_API_KEY'];
    printed = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += text;
      return true;
    });
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterEach(() => jest.restoreAllMocks());

  it('ends with 0 where a run works, within 80 columns, and says of a deployment only that it was not looked at', async () => {
    expect(await doctorCommand({ dir }, WITHOUT)).toBe(0);

    expect(printed).toMatch(/^\[OK\] {6}cdk\.json {9}2 cities: Hanoi, Ho Chi Minh City$/m);
    expect(printed).toMatch(/^\[WARNING\] AWS credentials {2}none, so the deployment was not looked at;/m);
    expect(printed).toMatch(/^\[SUCCESS\] A run on this machine works: npm start$/m);
    expect(printed).not.toContain('A deployment');
    // A command is to be copied in one line.
    const lines = printed.split('\n').filter((line) => !line.startsWith('          -> '));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('ends with 3 where a deployment is demanded and there are no credentials', async () => {
    expect(await doctorCommand({ dir, deployment: true }, WITHOUT)).toBe(3);

    expect(printed).toMatch(/^\[FAIL\] {4}A deployment would fail/m);
  });

  it('ends with 1 where a run would fail', async () => {
    process.env['OPENAQ_API_KEY'] = 'key';

    expect(await doctorCommand({ dir, apiUrl: 'http://127.0.0.1:9' }, WITHOUT)).toBe(1);
    expect(printed).toMatch(/^\[FAIL\] {4}A run on this machine would fail/m);
  });

  it('with --json leaves stdout one object with every finding', async () => {
    await doctorCommand({ dir, json: true }, WITHOUT);

    const { laptop, deployment, findings } = JSON.parse(printed);
    expect({ laptop, deployment }).toEqual({ laptop: true, deployment: null });
    expect(findings.at(-1)).toEqual({
      part: 'deployment',
      check: 'AWS credentials',
      status: 'WARNING',
      detail: expect.any(String),
      mend: expect.any(String),
    });
  });

  it('compares the stack that cdk deploy would send with what is there', async () => {
    expect(
      await doctorCommand({ dir, json: true }, fakeAccount({ stacks: { CDKToolkit: { status: 'CREATE_COMPLETE' } } })),
    ).toBe(0);

    const { deployment, findings } = JSON.parse(printed);
    expect(deployment).toBe(true);
    expect(findings.at(-1).detail).toBe('1000 executions at once are free, 12 are reserved by the functions');
    expect(findings.at(-2).detail).toBe('openaq-pipeline is not deployed in ap-southeast-1');
  });
});
