import { EXIT_CODES } from '../local/cli/exit-codes';
import { endInOneLine } from '../local/cli/process-end';
import { runProgram, tellError } from '../local/cli/program/run-program';

endInOneLine();
process.on('uncaughtException', (error) => process.exit(tellError(error)));

void runProgram(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
  // What a failure leaves open keeps the process alive: a Postgres that did not start, and for ten seconds a timer of the
  // warehouse that cannot be closed on a full disk. What was written is waited for.
  if (exitCode !== EXIT_CODES.done.code) process.stdout.write('', () => process.exit());
});
