import type { CompletedCommand, CompletedOption, Offer } from './completed';

/** A text in single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** What _arguments does for a word. */
const actionOf = (offer: Offer): string => {
  if (offer === 'files') return '_files';
  return offer === 'nothing' ? ' ' : `(${offer.map((value) => value.replaceAll(' ', '\\ ')).join(' ')})`;
};

const specOf = ({ flag, description, offer, takesMany }: CompletedOption): string => {
  const explained = `[${description.replaceAll(/[[\]:\\]/g, '\\$&')}]`;
  if (offer === undefined) return quoted(flag + explained);
  // A value may stand behind "=" as well; of several, which _arguments cannot end, the case above it takes care.
  return quoted(takesMany ? `*${flag}${explained}:value: ` : `${flag}=${explained}:value:${actionOf(offer)}`);
};

const caseOfMany = ({ name, options }: CompletedCommand): string[] =>
  options.flatMap(({ flag, offer, takesMany }) =>
    takesMany && typeof offer === 'object'
      ? [`    '${name} ${flag}') compadd -- ${offer.map(quoted).join(' ')}; return ;;`]
      : [],
  );

const caseOf = ({ name, options, offer }: CompletedCommand): string => {
  const argument = offer === 'nothing' ? [] : [quoted(`*:value:${actionOf(offer)}`)];
  return `    ${name}) _arguments ${[...options.map(specOf), ...argument].join(' ')} ;;`;
};

/** The completion for zsh: a file `_openaq` of $fpath, or read by `source`. */
export const toZsh = (commands: readonly CompletedCommand[]): string => `#compdef openaq
_openaq() {
  local -a commands=(${commands.map(({ name, description }) => quoted(`${name}:${description}`)).join(' ')})
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local command="$words[2]"
  local -a given=("\${(@M)words[3,CURRENT-1]:#--*}")
  if [[ "$words[CURRENT]" == -* ]]; then given=(); fi
  case "$command $given[-1]" in
${commands.flatMap(caseOfMany).join('\n')}
  esac
  shift words
  (( CURRENT-- ))
  case "$command" in
${commands.map(caseOf).join('\n')}
  esac
}
if [[ "$funcstack[1]" == _openaq ]]; then _openaq "$@"; else compdef _openaq openaq; fi
`;
