import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalog, CatalogDamagedError, readCatalog, type Table, writeCatalog } from './catalog';
import { crawlTarget } from './crawl-target';
import { withDuckDb } from './duckdb';
import { GlueError } from './glue-error';

export interface LocalCrawlerOptions {
  /** The folder that stands for the bucket. */
  readonly bucketDirectory: string;
  readonly catalogFile: string;
  readonly name: string;
  readonly databaseName: string;
  /** @default - `aq_` */
  readonly tablePrefix?: string;
  /** Prefixes of keys below the bucket. @default - `airquality/` and `locations/` */
  readonly targets?: readonly string[];
  /** @default - the system's clock */
  readonly now?: () => Date;
}

/** As in Glue's API: `LastCrawl` is absent before the first crawl; a failed crawl is READY too. */
export interface CrawlerDescription {
  readonly Name: string;
  readonly DatabaseName: string;
  readonly TablePrefix: string;
  readonly State: 'READY' | 'RUNNING';
  readonly LastCrawl?: LastCrawl;
}

interface LastCrawl {
  readonly Status: 'SUCCEEDED' | 'FAILED';
  readonly StartTime: string;
  readonly MessagePrefix: string;
  readonly ErrorMessage?: string;
}

/** The catalog as it is; a damaged one is begun anew, since each database's next crawl fills it from the files. */
const readOrBegin = (catalogFile: string): Catalog => {
  try {
    return readCatalog(catalogFile);
  } catch (error) {
    if (error instanceof CatalogDamagedError) return { Databases: {} };
    throw error;
  }
};

/**
 * Stands in for the Glue crawler: reads the Parquet footers and the partitions under each target and replaces its tables
 * in `catalog.json`. Like the real one it crawls in the background, and it catalogues a partition whose file it cannot
 * read: the job then fails and names the file. A target without a single readable file makes no table.
 */
export class LocalCrawler {
  private crawl: Promise<void> | undefined;
  private lastCrawl: LastCrawl | undefined;
  private readonly tablePrefix: string;

  constructor(private readonly options: LocalCrawlerOptions) {
    this.tablePrefix = options.tablePrefix ?? 'aq_';
  }

  /** @throws GlueError `Glue.CrawlerRunningException` while a crawl runs, `Glue.EntityNotFoundException` for another name */
  async startCrawler(input: { Name: string }): Promise<Record<string, never>> {
    this.checkName(input.Name);
    if (this.crawl !== undefined) {
      throw new GlueError('Glue.CrawlerRunningException', `Crawler with name ${input.Name} has already started`);
    }
    this.crawl = this.run().finally(() => {
      this.crawl = undefined;
    });
    return {};
  }

  async getCrawler(input: { Name: string }): Promise<{ Crawler: CrawlerDescription }> {
    this.checkName(input.Name);
    return {
      Crawler: {
        Name: this.options.name,
        DatabaseName: this.options.databaseName,
        TablePrefix: this.tablePrefix,
        State: this.crawl === undefined ? 'READY' : 'RUNNING',
        ...(this.lastCrawl === undefined ? {} : { LastCrawl: this.lastCrawl }),
      },
    };
  }

  /** Resolves when the crawl that runs now, if any, has ended. */
  async finished(): Promise<void> {
    await this.crawl;
  }

  private checkName(name: string): void {
    if (name !== this.options.name) {
      throw new GlueError('Glue.EntityNotFoundException', `Crawler with name ${name} does not exist`);
    }
  }

  private async run(): Promise<void> {
    const StartTime = (this.options.now?.() ?? new Date()).toISOString();
    const MessagePrefix = randomUUID();
    try {
      await this.updateCatalog();
      this.lastCrawl = { Status: 'SUCCEEDED', StartTime, MessagePrefix };
    } catch (error) {
      const ErrorMessage = error instanceof Error ? error.message : String(error);
      this.lastCrawl = { Status: 'FAILED', StartTime, MessagePrefix, ErrorMessage };
    }
  }

  private async updateCatalog(): Promise<void> {
    const { bucketDirectory, catalogFile, databaseName, targets = ['airquality/', 'locations/'] } = this.options;
    const tables: Record<string, Table> = {};
    await withDuckDb(async (connection) => {
      for (const target of targets) {
        const location = join(bucketDirectory, target);
        const name = `${this.tablePrefix}${target.replace(/\/$/, '').toLowerCase()}`;
        const table = existsSync(location) ? await crawlTarget(connection, name, location) : undefined;
        if (table !== undefined) tables[name] = table;
      }
    });
    const catalog = readOrBegin(catalogFile);
    writeCatalog(catalogFile, {
      Databases: { ...catalog.Databases, [databaseName]: { ...catalog.Databases[databaseName], ...tables } },
    });
  }
}
