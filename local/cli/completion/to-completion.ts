import type { Command } from 'commander';
import { toBash } from './bash';
import { type CompletedCommand, type ConfiguredValues, completedOf } from './completed';
import { toFish } from './fish';
import { toZsh } from './zsh';

/** Shells for which there is a completion. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

const WRITERS: Readonly<Record<Shell, (commands: readonly CompletedCommand[]) => string>> = {
  bash: toBash,
  zsh: toZsh,
  fish: toFish,
};

/** The completion of a command line for a shell, made from the commands and options that it has and the values it knows. */
export const toCompletion = (program: Command, shell: Shell, values: ConfiguredValues): string =>
  WRITERS[shell](completedOf(program, values));
