/**
 * States that a daily run enters, by number of cities, from the synthesized definition on its interpreter with scripted
 * answers, and what they cost; prints JSON. Nothing is measured: the figures are the same everywhere.
 *
 * Usage: `node --require tsx/cjs bench/workflow.ts`
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScripted } from '../test/support/scripted-run';
import { allStates, definitionOf } from '../test/support/state-machine';
import { extraction, invoked, SUCCESSFUL_RUN, workItem } from '../test/support/successful-run';

const CITIES = [2, 10, 50, 100, 200];

/** US dollars for a transition: docs/cost.md is the home of prices. */
const priceOfTransition = (): number => {
  const cost = readFileSync(join(__dirname, '../docs/cost.md'), 'utf8');
  const price = Number(/^\| Step Functions[^|]*\|[^|]*\| transitions \| ([\d.]+) \|/m.exec(cost)?.[1]);
  if (price > 0) return price;
  throw new Error(
    'docs/cost.md has no price of a transition: expected a row | Step Functions ... | transitions | 0.000025 |',
  );
};

const main = async (): Promise<void> => {
  const definition = definitionOf();
  const price = priceOfTransition();
  const { Payload: plan } = SUCCESSFUL_RUN['PlanRun'] as { Payload: object };
  const perCity = new Set(
    Object.values(definition.States).flatMap((state) =>
      state.ItemProcessor ? allStates(state.ItemProcessor).map(([name]) => name) : [],
    ),
  );
  const runs = [];
  for (const cities of CITIES) {
    const names = Array.from({ length: cities }, (_, index) => `City ${index}`);
    const script = {
      ...SUCCESSFUL_RUN,
      PlanRun: invoked({ ...plan, workItems: names.map(workItem) }),
      Extract: names.map((name) => invoked(extraction(name, 24))),
    };
    const { status, path } = await runScripted(definition, script);
    if (status !== 'SUCCEEDED') throw new Error(`the scripted run of ${cities} cities ended ${status}`);
    const waits = path.filter((state) => definition.States[state]?.Type === 'Wait').length;
    const ofCities = path.filter((state) => perCity.has(state)).length;
    runs.push({ cities, transitions: path.length, ofCities, waits, dollarsADay: path.length * price });
  }
  process.stdout.write(`${JSON.stringify({ price, runs })}\n`);
};

main();
