import { DirectoryInUseError, lockDirectory } from '../../local/folder/directory-lock';

/**
 * A process that contends for locks. Told `{directory, at}` it tries to take the directory at that instant (milliseconds
 * since the epoch) and answers `won`, `lost` or the unexpected error; told `{release}` it gives the directory back.
 */
let release = () => {};

process.on('message', (message: { directory?: string; at?: number }) => {
  if (message.directory === undefined) {
    release();
    release = () => {};
    process.send?.('released');
    return;
  }
  while (Date.now() < (message.at ?? 0)) {
    // Spins, so that all of them start within the same microseconds.
  }
  try {
    release = lockDirectory(message.directory, 'contending');
    process.send?.('won');
  } catch (error) {
    process.send?.(error instanceof DirectoryInUseError ? 'lost' : String(error));
  }
});
process.send?.('ready');
