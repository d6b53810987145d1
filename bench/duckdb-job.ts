/**
 * Runs the laptop's engine over a lake once and prints what it took as JSON: what `measure.py` is for Spark.
 *
 * Usage: `node --require tsx/cjs bench/duckdb-job.ts <lake> <arguments of the job as JSON>`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOnDuckDb } from '../local/aws/glue/duckdb-engine';

const [lake = '', given = '{}'] = process.argv.slice(2);

const main = async () => {
  const sinkDirectory = mkdtempSync(join(tmpdir(), 'openaq-bench-'));
  try {
    const cpu = process.cpuUsage();
    const begin = performance.now();
    await runOnDuckDb({ catalogFile: join(lake, 'catalog.json'), sinkDirectory }, JSON.parse(given));
    const seconds = (performance.now() - begin) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    const peak_mebibytes = Math.round(process.resourceUsage().maxRSS / 1_024);
    console.log(JSON.stringify({ seconds, cpu_seconds: (user + system) / 1e6, peak_mebibytes }));
  } finally {
    rmSync(sinkDirectory, { recursive: true });
  }
};

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
