import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Crawler,
  GetCrawlerRequest,
  GetCrawlerResponse,
  StartCrawlerRequest,
  StartCrawlerResponse,
} from '@aws-sdk/client-glue';
import type { LocalFolder } from '../../folder/folder';
import { folderOf } from '../s3/folder-store';
import { type InStepFunctions, TaskError } from '../step-functions';
import { type CatalogTable, writeCatalog } from './catalog';
import { crawlTarget } from './crawl-target';

/** What of a crawler's definition tells where it reads and what it calls its tables. */
export type CrawlerDefinition = InStepFunctions<
  Required<Pick<Crawler, 'Name' | 'DatabaseName' | 'TablePrefix' | 'Targets'>>
>;

/**
 * Stands in for the Glue crawler: reads the Parquet footers and the partitions under each target and writes its tables
 * into `catalog.json`. Like the real one it crawls in the background, and it catalogues a partition whose file it cannot
 * read: the job then fails and names the file. A target without a single readable file makes no table.
 *
 * The waits of the workflow are shortened on a laptop, its number of looks is not. So getCrawler itself gives the crawl up
 * to `patienceMs`: 60 looks at a lake of years would otherwise be over in 6 s.
 */
export class LocalCrawler {
  private progress: InStepFunctions<Pick<Crawler, 'State' | 'LastCrawl'>>;
  /** Settles, never with an error, when the crawl has ended. */
  private crawling = Promise.resolve();

  /**
   * As in Glue, `LastCrawl` is absent before the first crawl, and a crawler whose crawl failed is READY too. A crawl that
   * succeeded is remembered by the catalog that it wrote, so that a run can be redriven in another process.
   */
  constructor(
    private readonly definition: CrawlerDefinition,
    private readonly folder: Pick<LocalFolder, 'buckets' | 'catalog'>,
    private readonly patienceMs = 10_000,
  ) {
    this.progress = { State: 'READY', ...(existsSync(folder.catalog) && { LastCrawl: { Status: 'SUCCEEDED' } }) };
  }

  /** @throws TaskError `Glue.CrawlerRunningException` while a crawl runs, `Glue.EntityNotFoundException` for another name */
  async startCrawler({ Name }: InStepFunctions<StartCrawlerRequest>) {
    this.checkName(Name);
    if (this.progress.State === 'RUNNING') {
      throw new TaskError('Glue.CrawlerRunningException', `Crawler with name ${Name} has already started`);
    }
    this.crawling = this.crawl();
    return {} satisfies StartCrawlerResponse;
  }

  async getCrawler({ Name }: InStepFunctions<GetCrawlerRequest>) {
    this.checkName(Name);
    await Promise.race([this.crawling, sleep(this.patienceMs, undefined, { ref: false })]);
    return { Crawler: { ...this.definition, ...this.progress } } satisfies InStepFunctions<GetCrawlerResponse>;
  }

  private checkName(name: string | undefined): void {
    if (name !== this.definition.Name) {
      throw new TaskError('Glue.EntityNotFoundException', `Crawler with name ${name} does not exist`);
    }
  }

  private async crawl(): Promise<void> {
    this.progress = { ...this.progress, State: 'RUNNING' };
    try {
      await this.updateCatalog();
      this.progress = { State: 'READY', LastCrawl: { Status: 'SUCCEEDED' } };
    } catch (error) {
      const ErrorMessage = error instanceof Error ? error.message : String(error);
      this.progress = { State: 'READY', LastCrawl: { Status: 'FAILED', ErrorMessage } };
    }
  }

  private async updateCatalog(): Promise<void> {
    const { DatabaseName, TablePrefix, Targets } = this.definition;
    const tables: Record<string, CatalogTable> = {};
    for (const { Path = '' } of Targets.S3Targets ?? []) {
      const name = `${TablePrefix}${basename(Path).toLowerCase()}`;
      const table = await crawlTarget(name, folderOf(this.folder.buckets, Path));
      if (table !== undefined) tables[name] = table;
    }
    writeCatalog(this.folder.catalog, { Databases: { [DatabaseName]: tables } });
  }
}
