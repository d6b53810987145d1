import type { Command, Option } from 'commander';

/** Shells for which there is a completion. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

/** An option as a shell completes it. */
interface Completed {
  readonly flag: string;
  readonly description: string;
  readonly takesValue: boolean;
  /** The values that it may have; none where any may stand. */
  readonly choices: readonly string[];
}

const toCompleted = ({ long, description, required, optional, argChoices }: Option): Completed => ({
  flag: long ?? '',
  description,
  takesValue: required || optional,
  choices: argChoices ?? [],
});

const optionsOf = (command: Command): Completed[] => [
  ...command.options.filter(({ long }) => long).map(toCompleted),
  { flag: '--help', description: 'display help for command', takesValue: false, choices: [] },
];

/** A text in single quotes, as all three shells read it. */
const quoted = (text: string, escaped: string): string => `'${text.replaceAll("'", escaped)}'`;

const forBash = (commands: readonly Command[]): string => {
  const words = commands.map(
    (command) =>
      `    ${command.name()}) words=${quoted(
        optionsOf(command)
          .map(({ flag }) => flag)
          .join(' '),
        '',
      )} ;;`,
  );
  const values = commands.flatMap((command) =>
    optionsOf(command)
      .filter(({ takesValue }) => takesValue)
      .map(({ flag, choices }) => `    '${command.name()} ${flag}') words='${choices.join(' ')}' ;;`),
  );
  return `_openaq() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" command="\${COMP_WORDS[1]}" words=
  if [ "$COMP_CWORD" -eq 1 ]; then command=; words='${commands.map((command) => command.name()).join(' ')} help'; fi
  case "$command" in
${words.join('\n')}
  esac
  case "$command $before" in
${values.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _openaq openaq
`;
};

const forZsh = (commands: readonly Command[]): string => {
  const plain = (text: string): string => text.replaceAll(/[[\]:\\]/g, '\\$&');
  const spec = ({ flag, description, takesValue, choices }: Completed): string => {
    const value = choices.length > 0 ? `:value:(${choices.join(' ')})` : takesValue ? ':value:_files' : '';
    return quoted(`${flag}[${plain(description)}]${value}`, "'\\''");
  };
  const cases = commands.map(
    (command) => `    ${command.name()}) _arguments ${optionsOf(command).map(spec).join(' ')} '*:file:_files' ;;`,
  );
  const described = commands.map((command) => quoted(`${command.name()}:${command.description()}`, "'\\''"));
  return `#compdef openaq
_openaq() {
  local -a commands=(${described.join(' ')})
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
if [[ "$funcstack[1]" == _openaq ]]; then _openaq "$@"; else compdef _openaq openaq; fi
`;
};

const forFish = (commands: readonly Command[]): string => {
  const names = commands.map((command) => command.name()).join(' ');
  const lines = commands.flatMap((command) => [
    `complete -c openaq -n 'not __fish_seen_subcommand_from ${names}' -f -a ${command.name()} -d ${quoted(command.description(), "\\'")}`,
    ...optionsOf(command).map(({ flag, description, takesValue, choices }) => {
      const value = choices.length > 0 ? ` -x -a '${choices.join(' ')}'` : takesValue ? ' -r' : '';
      return `complete -c openaq -n '__fish_seen_subcommand_from ${command.name()}' -l ${flag.slice(2)}${value} -d ${quoted(description, "\\'")}`;
    }),
  ]);
  return `${lines.join('\n')}\n`;
};

/** The completion of a command line for a shell, made from the commands and options that it has. */
export const toCompletion = (program: Command, shell: Shell): string =>
  ({ bash: forBash, zsh: forZsh, fish: forFish })[shell](program.commands);
