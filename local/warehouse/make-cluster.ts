/**
 * Makes the empty cluster anew. Run it after an update of PGlite, and delete the file of the one before: `npx tsx local/warehouse/make-cluster.ts`.
 *
 * The settings are part of the cluster. PGlite's own shared_buffers of 128 MB cost 120 MB of memory at every start;
 * with WAL segments of 1 MB and no replication the files stay small. Full page writes guard against a power failure
 * in the middle of a page, against which a laptop's warehouse that can be loaded again needs no guard.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { CLUSTER_FILE } from './cluster';

const SETTINGS = [
  'shared_buffers=8MB',
  'max_connections=10',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=16MB',
  'min_wal_size=2MB',
  'full_page_writes=off',
  'timezone=UTC',
];

const makeCluster = async (): Promise<void> => {
  const directory = mkdtempSync(join(tmpdir(), 'openaq-cluster-'));
  const pglite = await PGlite.create({
    dataDir: directory,
    initDbStartParams: ['--wal-segsize=1', '--no-instructions', ...SETTINGS.flatMap((setting) => ['-c', setting])],
  });
  // PGlite opens `postgres`, and nothing here makes another database from a template.
  for (const template of ['template0', 'template1']) {
    await pglite.query('update pg_database set datistemplate = false where datname = $1', [template]);
    await pglite.exec(`drop database ${template}`);
  }
  await pglite.close();
  // After a clean shutdown only the first segment is needed: it holds the checkpoint, the rest is kept for reuse.
  const segments = readdirSync(join(directory, 'pg_wal'))
    .filter((name) => /^[0-9A-F]{24}$/.test(name))
    .sort();
  for (const spare of segments.slice(1)) rmSync(join(directory, 'pg_wal', spare));
  rmSync(join(directory, 'postmaster.pid'), { force: true });
  // Postgres makes the maps of free space and of visibility anew where they are missing.
  for (const map of readdirSync(directory, { recursive: true }).filter((name) => /_(?:fsm|vm)$/.test(String(name))))
    rmSync(join(directory, String(map)));
  const packed = execFileSync('tar', ['-cf', '-', '-C', directory, '.'], { maxBuffer: 2 ** 26 });
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: packed.length };
  writeFileSync(CLUSTER_FILE, brotliCompressSync(packed, { params }));
  rmSync(directory, { recursive: true });
};

void makeCluster();
