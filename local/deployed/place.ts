import { join } from 'node:path';
import * as z from 'zod';
import { DEFAULT_DEPLOYMENT } from '../../lambdas/shared/domain/deployment';
import { readContext } from '../workflow/cdk-json';
import { quoteForShell } from '../workflow/laptop-place';

/** How a command says which stack it means. */
export interface StackOptions {
  /** Name of the stack; `true` where the option has no value. @default - the configured one */
  readonly stack?: string | true;
  readonly region?: string;
  /** A profile of `~/.aws`. @default - AWS_PROFILE, else the credentials of the environment */
  readonly profile?: string;
}

/** A stack by its name, and how to reach it. */
export interface StackPlace {
  readonly name: string;
  readonly region: string;
  readonly profile?: string;
  /** The options that say so, for a command that a person is told; empty where the configuration says the same. */
  readonly options: string;
}

const CDK_JSON = join(__dirname, '../../cdk.json');

/** What is wrong with the configuration is said by the synthesis; here its two values count alone, where they are texts. */
const contextSchema = z.object({
  openaq: z
    .object({
      name: z.string().catch(DEFAULT_DEPLOYMENT.name).default(DEFAULT_DEPLOYMENT.name),
      region: z.string().catch(DEFAULT_DEPLOYMENT.region).default(DEFAULT_DEPLOYMENT.region),
    })
    .default(DEFAULT_DEPLOYMENT),
});

/**
 * The stack that is meant. The region is that of the configuration and not AWS_REGION, since `cdk deploy` takes the same.
 *
 * @throws CdkJsonError when `cdk.json` cannot be read
 */
export const placeOf = ({ stack, region, profile }: StackOptions): StackPlace => {
  const named = typeof stack === 'string' ? stack : undefined;
  const { openaq: configured } = contextSchema.parse(readContext(CDK_JSON));
  const options = Object.entries({ '--stack': named, '--region': region, '--profile': profile }).flatMap(
    ([option, value]) => (value === undefined ? [] : [`${option} ${quoteForShell(value)}`]),
  );
  return {
    name: named ?? configured.name,
    region: region ?? configured.region,
    ...(profile !== undefined && { profile }),
    options: options.join(' '),
  };
};

/** A command of this program about the same stack, as a person types it. */
export const commandAt = ({ options }: StackPlace, ...words: readonly string[]): string =>
  ['npx openaq', ...words, options].filter(Boolean).join(' ');

/** What a client of the AWS SDK is made with. */
export const clientAt = ({ region, profile }: StackPlace): { region: string; profile?: string } => ({
  region,
  ...(profile !== undefined && { profile }),
});
