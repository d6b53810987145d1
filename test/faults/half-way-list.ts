import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { airQualityKey, locationsKey, PREFIXES } from '../../lambdas/shared/domain/object-keys';
import { environmentOf, functionsOf } from '../../local/aws/lambda/functions';
import { TaskError } from '../../local/aws/step-functions';
import { type Template, TemplateResolver } from '../../local/workflow/template';
import { FAULT_CONFIGURATION, type Trouble } from '../support/fault-bench';
import { jsonResponse } from '../support/http-server';
import { templateOf } from '../support/pipeline-template';
import { type Fault, faultOf } from './fault';
import { answers, breaksWrite } from './troubles';

const resolver = new TemplateResolver(templateOf(FAULT_CONFIGURATION).toJSON() as Template);
export const BUCKET = environmentOf(functionsOf(resolver), 'extract')['BUCKET_NAME'] ?? '';

const CITY = 'Ho Chi Minh City';

/** A folder stands where the object of a key must go, so that it cannot be written although others can. */
export const cannotBeWritten = (key: string): Trouble => ({
  obstruct: ({ folder }) => {
    const path = join(folder.buckets, BUCKET, key);
    mkdirSync(join(path, 'in the way'), { recursive: true });
    return () => rmSync(path, { recursive: true });
  },
});

const ofExtract = (what: string, error: string, trouble: () => Trouble): Fault =>
  faultOf({ where: 'Extract', what, state: 'Extract', error, trouble, redrive: 'recovers' });

/** The second of two work items fails, when some of it is done. */
const EXTRACTIONS: readonly Fault[] = [
  ofExtract('OpenAQ lists the stations and refuses the hours', 'OpenAqRequestRefusedError', () => ({
    api: ({ pathname }) => (pathname.startsWith('/v3/sensors/20/') ? jsonResponse(422, { detail: 'no' }) : undefined),
  })),
  ...[airQualityKey(CITY, '2024-01-15'), airQualityKey(CITY, '2024-01-16'), locationsKey(CITY)].map((key) =>
    ofExtract(`the object ${key} cannot be written, those before it can`, 'ObjectStoreUnavailableError', () =>
      cannotBeWritten(key),
    ),
  ),
  ofExtract('the manifest cannot be written, and all other objects are', 'ObjectStoreUnavailableError', () => ({
    obstruct: ({ folder }) => {
      const path = join(folder.buckets, BUCKET, PREFIXES.manifests.replace(/\/$/, ''));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, 'a file where a folder must be');
      return () => rmSync(path);
    },
  })),
];

/** What a crawl that was cut short leaves in the catalog. */
export const halfACatalog = (cut: (tables: Record<string, { Partitions: unknown[] }>) => void): Trouble => {
  let file = '';
  return {
    obstruct: ({ folder }) => {
      file = folder.catalog;
      return () => {};
    },
    ...answers('GetCrawler', async (honest) => {
      const answered = await honest();
      const catalog = JSON.parse(readFileSync(file, 'utf8'));
      for (const tables of Object.values(catalog.Databases)) cut(tables as never);
      writeFileSync(file, JSON.stringify(catalog));
      return answered;
    }),
  };
};

const crawler = (state: object) => () => ({ Crawler: { Name: 'openaq_s3_crawler', ...state } });

const CRAWLS: readonly Fault[] = [
  faultOf({
    where: 'StartCrawler',
    what: 'the crawl runs and cannot write its catalog',
    state: 'CrawlFailed',
    error: 'CrawlFailedError',
    trouble: () => ({
      obstruct: ({ folder }) => {
        mkdirSync(join(folder.catalog, 'in the way'), { recursive: true });
        return () => rmSync(folder.catalog, { recursive: true });
      },
    }),
    redrive: 'is refused',
  }),
  faultOf({
    where: 'StartCrawler',
    what: 'the crawl ends with a catalog that lacks a day',
    state: 'TransformToStaging',
    error: 'States.TaskFailed',
    trouble: () => halfACatalog(({ aq_airquality: air }) => air?.Partitions.pop()),
    redrive: 'fails again',
  }),
  faultOf({
    where: 'StartCrawler',
    what: 'the crawl ends with a catalog that lacks the locations',
    state: 'TransformToStaging',
    error: 'States.TaskFailed',
    trouble: () =>
      halfACatalog((tables) => {
        delete tables['aq_locations'];
      }),
    redrive: 'fails again',
  }),
  ...[
    ['is READY and its last crawl was CANCELLED', { State: 'READY', LastCrawl: { Status: 'CANCELLED' } }] as const,
    ['is READY and tells of no crawl', { State: 'READY' }] as const,
  ].map(([what, state]) =>
    faultOf({
      where: 'GetCrawler',
      what: `the crawler ${what}`,
      state: 'CrawlNotSucceeded',
      error: 'CrawlFailedError',
      trouble: () => answers('GetCrawler', crawler(state)),
      redrive: 'is refused',
    }),
  ),
  faultOf({
    where: 'GetCrawler',
    what: 'the crawl never ends',
    state: 'CrawlTimedOut',
    error: 'CrawlTimedOutError',
    trouble: () => answers('GetCrawler', crawler({ State: 'RUNNING' })),
    redrive: 'is refused',
  }),
];

const ofJob = (what: string, trouble: () => Trouble): Fault =>
  faultOf({
    where: 'TransformToStaging',
    what,
    state: 'TransformToStaging',
    error: 'States.TaskFailed',
    trouble,
    redrive: 'recovers',
  });

const JOBS: readonly Fault[] = [
  ...[1, 2, 3, 4, 5].map((number) =>
    ofJob(`the job dies at its staging table ${number} of 5`, () => breaksWrite(number)),
  ),
  ...['FAILED', 'TIMEOUT', 'STOPPED', 'ERROR'].map((JobRunState) =>
    ofJob(`the job has staged everything and ends ${JobRunState}`, () =>
      answers('TransformToStaging', async (honest) => {
        await honest();
        throw new TaskError('States.TaskFailed', JSON.stringify({ JobRunState, ErrorMessage: 'the job was ended' }));
      }),
    ),
  ),
];

/** Steps that stop half way in extraction, crawl and job. */
export const HALF_WAY: readonly Fault[] = [...EXTRACTIONS, ...CRAWLS, ...JOBS];
