import type { Alerts } from '../alerts';
import type { ArchiveJob } from '../archive-job';
import type { Configuration } from '../configuration';
import type { Extraction } from '../extraction';
import type { DailySchedule } from '../schedule';
import type { TransformJob } from '../transform-job';
import type { Warehouse } from '../warehouse';
import type { Workflow } from '../workflow';

export interface MonitoringProps {
  readonly configuration: Configuration;
  readonly alerts: Alerts;
  readonly extraction: Extraction;
  readonly archiveJob: ArchiveJob;
  readonly transformJob: TransformJob;
  readonly warehouse: Warehouse;
  readonly workflow: Workflow;
  readonly schedule: DailySchedule;
}
