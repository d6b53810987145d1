/** What every command ends with. docs/commands.md shows them, and a test holds it to them. */
export const EXIT_CODES = {
  done: { code: 0, meaning: 'done' },
  failed: { code: 1, meaning: 'the run or the query failed, or the output could not be written' },
  usage: {
    code: 2,
    meaning:
      'bad usage, nothing was changed: wrong options, a folder that cannot be used or is in use, a window that the recording lacks, no failed run to redrive',
  },
  deploymentFails: { code: 3, meaning: '`openaq doctor`: a run on this machine works, a deployment would fail' },
  hungUp: { code: 129, meaning: 'ended by SIGHUP (128 + the signal)' },
  interrupted: { code: 130, meaning: 'ended by Ctrl-C, SIGINT' },
  notRead: { code: 141, meaning: 'nobody reads the output any more, as when `head -1` has ended (SIGPIPE)' },
  terminated: { code: 143, meaning: 'ended by SIGTERM' },
} as const satisfies Readonly<Record<string, { readonly code: number; readonly meaning: string }>>;
