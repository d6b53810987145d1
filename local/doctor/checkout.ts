import { functionsOf } from '../aws/lambda/functions';
import { configuredOf } from '../workflow/configured';
import { synthesize } from '../workflow/synthesis';
import { TemplateResolver } from '../workflow/template';
import { type Finding, findingsOf } from './finding';

const { ok, fail } = findingsOf('laptop');

/**
 * Whether the app synthesizes with its configuration.
 *
 * @param templates where a synthesized template is kept
 */
export const examineCheckout = async (templates: string): Promise<Finding> => {
  try {
    const resolver = new TemplateResolver(await synthesize(templates));
    const { cities } = configuredOf(resolver, functionsOf(resolver));
    return ok(
      'cdk.json',
      `${cities.length} ${cities.length === 1 ? 'city' : 'cities'}: ${cities.map(({ name }) => name).join(', ')}`,
    );
  } catch (error) {
    return fail('cdk.json', (error as Error).message, 'correct cdk.json by docs/configuration.md');
  }
};
