import type { Command, Option } from 'commander';

/** What a shell offers for a word: some values, files, or nothing where any text may stand. */
export type Offer = readonly string[] | 'files' | 'nothing';

/** An option as a shell completes it. */
export interface CompletedOption {
  readonly flag: string;
  readonly description: string;
  /** For its value; undefined where it takes none. */
  readonly offer: Offer | undefined;
  /** It takes every word up to the next option. */
  readonly takesMany: boolean;
}

/** A command as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** For its first argument. */
  readonly offer: Offer;
}

/** Values that the configuration has, and the command line therefore not. */
export interface ConfiguredValues {
  readonly cities: readonly string[];
  /** Those of the state machine that do something. */
  readonly states: readonly string[];
}

/** Values of options and arguments whose names mean them. */
const FILES = /^(?:folder|dir|path)$/;

/** In `--dir <folder>` it is `folder`, in `--city <name...>` `name`. */
const placeholderOf = ({ flags }: Option): string => /[<[]([^>\].]+)/.exec(flags)?.[1] ?? '';

const offerOf = (option: Option, { cities }: ConfiguredValues): Offer => {
  if (option.long === '--city') return cities;
  if (option.argChoices) return option.argChoices;
  return FILES.test(placeholderOf(option)) ? 'files' : 'nothing';
};

const optionsOf = (command: Command, values: ConfiguredValues): CompletedOption[] => [
  ...command.options.map((option) => ({
    flag: option.long ?? '',
    description: option.description,
    offer: option.required || option.optional ? offerOf(option, values) : undefined,
    takesMany: option.variadic,
  })),
  { flag: '--help', description: 'display help for command', offer: undefined, takesMany: false },
];

const commandOf = (command: Command, values: ConfiguredValues): CompletedCommand => ({
  name: command.name(),
  description: command.description(),
  options: optionsOf(command, values),
  offer: command.name() === 'logs' ? values.states : (command.registeredArguments[0]?.argChoices ?? 'nothing'),
});

/** The commands and options of a program, `help` among them. */
export const completedOf = (program: Command, values: ConfiguredValues): CompletedCommand[] => {
  const commands = program.commands.map((command) => commandOf(command, values));
  const names = commands.map(({ name }) => name);
  return [...commands, { name: 'help', description: 'display help for command', options: [], offer: names }];
};
