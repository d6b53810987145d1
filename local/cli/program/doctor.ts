import type { Command } from 'commander';
import type { DoctorOptions } from '../doctor-command';
import { folderOption, jsonObjectOption, toUrl } from './options';

/** `openaq doctor`. */
export const addDoctor = (program: Command): void => {
  program
    .command('doctor')
    .description('say whether a run on this machine, and a deployment to AWS, would work, and what mends what is wrong')
    .addOption(folderOption())
    .option('--api-url <url>', 'another OpenAQ API to try OPENAQ_API_KEY at', toUrl)
    .option('--deployment', 'fail without credentials of AWS; else the deployment is looked at where there are some')
    .addOption(jsonObjectOption())
    .addHelpText(
      'after',
      `
Changes nothing. With OPENAQ_API_KEY it sends one request to OpenAQ, with AWS
credentials it reads stacks, template, Lambda quota and secret of the region.

Exit codes: 0 all works, 1 a run here would fail, 3 a deployment would fail

Examples:
  npx openaq doctor
  AWS_PROFILE=me npx openaq doctor --deployment
  npx openaq doctor --json | jq '.findings[] | select(.status != "OK")'`,
    )
    .action(async (options: DoctorOptions) => {
      const { doctorCommand } = require('../doctor-command') as typeof import('../doctor-command');
      process.exitCode = await doctorCommand(options);
    });
};
