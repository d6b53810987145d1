/** A word as a POSIX shell reads it back: as it is where it can be, else in single quotes. */
export const quoteForShell = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
