import { toRunId } from '../../lambdas/shared/domain/plan';
import { TEMPLATES } from '../../local/cli/defaults';
import type { LocalFolder } from '../../local/folder/folder';
import { type Conditions, runWorkflow } from '../../local/workflow/interpreter';
import { beginJournal, journalAudit } from '../../local/workflow/journal';
import { synthesize } from '../../local/workflow/synthesis';
import { TemplateResolver, workflowOf } from '../../local/workflow/template';
import { scriptedIntegrations } from './scripted-integrations';
import { extraction, invoked } from './successful-run';

/** The row of load_audit of a run that loaded everything but one row. */
const AUDIT = {
  rows_extracted: 48,
  rows_read: 48,
  rows_staged: 47,
  rows_duplicate: 0,
  rows_rejected: 1,
  rows_loaded: 47,
  rows_superseded: 0,
  rows_adopted: 0,
  rows_outdated: 0,
  values_missing: 2,
  values_nulled: 1,
  requests: 10,
  status: 'passed',
  detail: '48 extracted = 48 read; 48 read = 47 staged + 0 duplicate + 1 rejected; 47 staged = 47 loaded',
};

/** The definition that `openaq local` runs here: of the template that it keeps, so that only the first of all tests synthesizes. */
export const laptopDefinition = async () => workflowOf(new TemplateResolver(await synthesize(TEMPLATES)));

interface JournaledRun {
  /** Later runs have higher numbers. */
  readonly number: number;
  readonly extract?: (city: string) => unknown;
  readonly script?: Readonly<Record<string, unknown>>;
  readonly conditions?: Conditions;
  /** What differs in the row of load_audit; null for a run that has none. */
  readonly audit?: Readonly<Record<string, unknown>> | null;
  /** What is told of a run that failed. @default - nothing */
  readonly message?: string;
}

/**
 * Runs the synthesized definition on the laptop's interpreter, with a journal in a folder as `local/workflow/run.ts` keeps it.
 * AWS is a fake (`scriptedIntegrations`), so a run takes no time. Two cities, Hanoi and Hue.
 *
 * @returns the id of the run
 */
export const journaledRun = async (
  folder: LocalFolder,
  {
    number,
    extract = (city) => invoked(extraction(city, 24)),
    script = {},
    conditions = {},
    audit = {},
    message,
  }: JournaledRun,
): Promise<string> => {
  const definition = await laptopDefinition();
  const startedAt = new Date().toISOString();
  const name = `laptop-${number}`;
  const execution = { name, input: { from: '2018-12-05', to: '2018-12-05' }, startedAt, redriveCount: 0, events: [] };
  const id = toRunId(name, startedAt);
  const note = beginJournal(folder.journals, definition, 'duckdb', execution);
  await runWorkflow(definition, execution, scriptedIntegrations(extract, script), note, {
    clockSpeed: 1_000_000,
    ...conditions,
  });
  if (message !== undefined) note({ type: 'Message', message });
  if (audit !== null) journalAudit(folder.journals, id, { run_id: id, ...AUDIT, ...audit });
  return id;
};
