import { DirectoryInUseError, lockDirectory } from '../../local/folder/directory-lock';

/**
 * A process that contends for locks. Told `{directories, at}` it tries to take each of them from that instant on
 * (milliseconds since the epoch) and answers, of each, `won`, `lost` or the unexpected error; told `{}` it gives them
 * back.
 */
let held: (() => void)[] = [];

const contend = async (directory: string): Promise<string> => {
  try {
    held.push(await lockDirectory(directory, 'contending'));
    return 'won';
  } catch (error) {
    return error instanceof DirectoryInUseError ? 'lost' : String(error);
  }
};

process.on('message', async ({ directories = [], at = 0 }: { directories?: string[]; at?: number }) => {
  if (directories.length === 0) {
    for (const release of held) release();
    held = [];
  }
  while (Date.now() < at) {
    // Spins, so that all of them start within the same microseconds.
  }
  const answers: string[] = [];
  for (const directory of directories) answers.push(await contend(directory));
  process.send?.(answers);
});
process.send?.('ready');
