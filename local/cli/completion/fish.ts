import type { CompletedCommand, CompletedOption, Offer } from './completed';

/** A text in single quotes. */
const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;

/** What is offered as a value. */
const listOf = (offer: readonly string[]): string => `-a ${quoted(offer.map(quoted).join(' '))}`;

const argumentOf = (offer: Offer): string => {
  if (offer === 'files') return ' -r -F';
  return offer === 'nothing' ? ' -x' : ` -x ${listOf(offer)}`;
};

const lineOf = ({ flag, description, offer }: CompletedOption, whereCommand: string): string =>
  `complete -c openaq -n ${whereCommand} -l ${flag.slice(2)}${offer === undefined ? '' : argumentOf(offer)} -d ${quoted(description)}`;

const linesOf = ({ name, description, options, offer }: CompletedCommand): string[] => {
  const where = `'__fish_seen_subcommand_from ${name}'`;
  return [
    `complete -c openaq -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
    ...options.map((option) => lineOf(option, where)),
    ...(typeof offer === 'string' ? [] : [`complete -c openaq -n ${where} ${listOf(offer)}`]),
  ];
};

/** The completion for fish. */
export const toFish = (commands: readonly CompletedCommand[]): string =>
  `${['complete -c openaq -f', ...commands.flatMap(linesOf)].join('\n')}\n`;
