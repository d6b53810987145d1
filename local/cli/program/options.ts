import { InvalidArgumentError, Option } from 'commander';
import { DEFAULT_FOLDER } from '../defaults';

/** `--dir`, of every command that has to do with the folder of a run. */
export const folderOption = (): Option =>
  new Option('--dir <folder>', 'folder of files and warehouse').default(DEFAULT_FOLDER);

/** `--only-missing`, of every command that starts a run. */
export const onlyMissingOption = (): Option =>
  new Option('--only-missing', 'ask the API only for days that have no file yet; the others are loaded as they are');

/** Reads an option that is an address. @throws InvalidArgumentError */
export const toUrl = (text: string): string => {
  if (!/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : '')) {
    throw new InvalidArgumentError('expected an http or https URL such as http://127.0.0.1:8080');
  }
  return text.replace(/\/+$/, '');
};

/** Reads an option that is a port, 0 for any that is free. @throws InvalidArgumentError */
export const toPort = (text: string): number => {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError('expected a whole number from 0 to 65535');
  }
  return Number(text);
};

/** `--json` of every command that does something: what it did, for a program. */
export const jsonObjectOption = (): Option =>
  new Option('--json', 'end stdout with one JSON object; everything else goes to stderr');

/** `--csv`, `--json` and `--vertical`, of every command that answers with rows: a table when none is chosen. */
export const csvOption = (): Option => new Option('--csv', 'print CSV with a heading').conflicts(['json', 'vertical']);
export const jsonRowsOption = (): Option =>
  new Option('--json', 'print one array of row objects').conflicts(['csv', 'vertical']);
export const verticalOption = (): Option =>
  new Option('--vertical', 'print a line for each column, for wide rows').conflicts(['csv', 'json']);

/** The end of a command's help: its notes, where it has some, and lines that a person may type as they stand. */
export const examples = (lines: readonly string[], notes = ''): string =>
  `${notes === '' ? '' : `\n${notes}\n`}\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
