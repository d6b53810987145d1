import { parseEnvironment, planRunEnvironmentSchema } from '../shared/adapters/environment';
import { createPowertoolsLog } from '../shared/adapters/log';
import { makeHandler } from './handler';

export const handler = makeHandler({
  settings: parseEnvironment(planRunEnvironmentSchema, process.env),
  log: createPowertoolsLog(),
});
