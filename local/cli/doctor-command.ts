import { examineApiKey } from '../doctor/api-key';
import { type ClientOptions, openAccount } from '../doctor/aws';
import { examineCheckout } from '../doctor/checkout';
import { examineDeployment, lackOfCredentials } from '../doctor/deployment';
import { type Finding, works } from '../doctor/finding';
import { examineMachine } from '../doctor/machine';
import { synthesizeStack } from '../workflow/synthesis';
import { LIVE_API } from './api';
import { type Console, createConsole } from './console';
import { SERVED_PORT, TEMPLATES } from './defaults';
import { EXIT_CODES } from './exit-codes';
import { toJsonLine } from './printable';
import { spanOf, statusLine } from './status-line';
import { filled } from './table';

/** Options of `openaq doctor`. */
export interface DoctorOptions {
  readonly dir: string;
  readonly apiUrl?: string;
  /** Demands what a deployment needs, credentials first. */
  readonly deployment?: boolean;
  readonly json?: boolean;
}

/** Columns of the tag, and of the name of a check behind it. */
const TAG = 10;
const NAME = 17;

/** Prints a finding: what is there in its line, and what mends it in the next. */
const print = ({ check, status, detail, mend }: Finding, console: Console, width: number): void => {
  const [first = '', ...others] = detail.split('\n').flatMap((line) => filled(line, width - TAG - NAME));
  console.tagged(status, check.padEnd(NAME) + first);
  for (const line of others) console.plain(' '.repeat(TAG + NAME) + line);
  if (mend !== null) console.advise(mend);
};

/** Whether each part would work; null for a deployment that was not looked at. */
interface Verdict {
  readonly laptop: boolean;
  readonly deployment: boolean | null;
}

const conclude = ({ laptop, deployment }: Verdict, console: Console): void => {
  console.plain('');
  if (laptop) console.tagged('SUCCESS', 'A run on this machine works: npm start');
  else console.tagged('FAIL', 'A run on this machine would fail: mend what is marked FAIL above');
  if (deployment === true) console.tagged('SUCCESS', 'A deployment works: npx cdk deploy');
  if (deployment === false) console.tagged('FAIL', 'A deployment would fail: mend what is marked FAIL above');
};

/**
 * `openaq doctor`: whether a run on this machine would work and, with credentials of AWS, a deployment: a line for each
 * thing that they need. Nothing is changed. Returns the exit code: 0 all works, 1 the run would fail, 3 the run would
 * work and the deployment would fail.
 *
 * @param aws how to reach AWS. @default - as the SDK does
 */
export const doctorCommand = async (options: DoctorOptions, aws: ClientOptions = {}): Promise<number> => {
  const { dir, apiUrl = LIVE_API, deployment: isRequired = false, json = false } = options;
  const console = createConsole(json ? process.stderr : process.stdout);
  const findings: Finding[] = [];
  const show = (found: readonly Finding[]): void => {
    findings.push(...found);
    for (const finding of found) print(finding, console, process.stdout.columns ?? 80);
  };
  show(await examineMachine(dir, SERVED_PORT));
  const checkout = await examineCheckout(TEMPLATES);
  show([checkout, await examineApiKey(apiUrl, process.env['OPENAQ_API_KEY'] || undefined)]);
  const lack = await lackOfCredentials(isRequired, aws);
  if (lack !== undefined) show([lack]);
  else if (checkout.status === 'OK') {
    const stack = await statusLine.during(
      (seconds) => `Synthesizing the stack with its functions, to compare it, ${spanOf(seconds)} so far`,
      synthesizeStack,
    );
    show(
      await statusLine.during(
        (seconds) => `Asking AWS, ${spanOf(seconds)} so far`,
        () => examineDeployment(openAccount(stack.region, aws), stack),
      ),
    );
  }
  const isExamined = lack === undefined || isRequired || lack.status === 'FAIL';
  const verdict = {
    laptop: works(findings, 'laptop'),
    deployment: isExamined ? works(findings, 'deployment') && checkout.status === 'OK' : null,
  };
  conclude(verdict, console);
  if (json) process.stdout.write(`${toJsonLine({ ...verdict, findings })}\n`);
  if (!verdict.laptop) return EXIT_CODES.failed.code;
  return verdict.deployment === false ? EXIT_CODES.deploymentFails.code : EXIT_CODES.done.code;
};
