import type { CompletedCommand, CompletedOption } from './completed';

/** A list as bash reads it, an element a line. */
const listOf = (words: readonly string[]): string => `$'${words.join('\\n')}'`;

/** What is offered behind an option. Its last digit says how many words stand between. */
const behindOption = (command: string, { flag, offer, takesMany }: CompletedOption): string => {
  const place = takesMany ? `'${command} ${flag} '*` : `'${command} ${flag} 0'`;
  if (offer === 'files') return `    ${place}) _openaq_files; return ;;`;
  return offer === undefined || offer === 'nothing'
    ? `    ${place}) return ;;`
    : `    ${place}) words=${listOf(offer)} ;;`;
};

const behindCommand = ({ name, options, offer }: CompletedCommand): string =>
  `        ${name}) words=${listOf([...(typeof offer === 'string' ? [] : offer), ...options.map(({ flag }) => flag)])} ;;`;

/** The completion for bash, 3.2 of macOS included. */
export const toBash = (commands: readonly CompletedCommand[]): string => {
  const values = commands.flatMap(({ name, options }) =>
    options.filter(({ offer }) => offer !== undefined).map((option) => behindOption(name, option)),
  );
  return `_openaq_files() {
  compopt -o filenames 2> /dev/null
  COMPREPLY=($(compgen -f -- "$current"))
}
_openaq() {
  local IFS=$'\\n' current="\${COMP_WORDS[COMP_CWORD]}" command= option= words= quote= between=0 at
  if [ "$COMP_CWORD" -gt 1 ]; then command="\${COMP_WORDS[1]}"; fi
  for ((at = COMP_CWORD - 1; at > 1; at--)); do
    case "\${COMP_WORDS[at]}" in
      --*) option="\${COMP_WORDS[at]}"; break ;;
      =) ;;
      *) between=$((between + 1)) ;;
    esac
  done
  case "$current" in
    -*) option= ;;
    =) current= ;;
    \\"* | \\'*) quote="\${current:0:1}"; current="\${current:1}" ;;
    *) current="\${current//\\\\/}" ;;
  esac
  case "$command $option $between" in
${values.join('\n')}
    *)
      case "$command" in
        '') words=${listOf(commands.map(({ name }) => name))} ;;
${commands.map(behindCommand).join('\n')}
      esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ -z "$quote" ]; then COMPREPLY=("\${COMPREPLY[@]// /\\\\ }"); fi
}
complete -F _openaq openaq
`;
};
