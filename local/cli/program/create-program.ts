import { Command } from 'commander';
import { version } from '../../../package.json';
import { toPrintable } from '../printable';
import { filled } from '../table';
import { addCompletion } from './completion';
import { addDoctor } from './doctor';
import { addLaptopCommands } from './laptop';
import { addQuestions } from './questions';
import { addRuns } from './runs';
import { addStackCommands } from './stack';
import { addWatch } from './watch';

/** A mistake as commander tells it, broken between words where the terminal ends. */
const fittedTo = (columns: number | undefined, text: string): string =>
  text
    .split('\n')
    .flatMap((line) => filled(line, columns || Number.POSITIVE_INFINITY))
    .join('\n');

/** The command line with all its commands, ready to parse. It throws where commander would end the process. */
export const createProgram = (): Command => {
  const program = new Command('openaq')
    .description(
      'OpenAQ Pipeline: hourly air quality from the OpenAQ API to a queryable warehouse, on a laptop and in AWS',
    )
    .version(version, '--version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => process.stdout.write(toPrintable(text)),
      writeErr: (text) => process.stderr.write(toPrintable(text)),
      outputError: (text, write) => write(fittedTo(process.stderr.columns, text)),
    });
  addLaptopCommands(program);
  addQuestions(program);
  addRuns(program);
  addDoctor(program);
  addStackCommands(program);
  addWatch(program);
  addCompletion(program);
  return program;
};
