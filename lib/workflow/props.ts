import type { ArchiveJob } from '../archive-job';
import type { Catalog } from '../catalog';
import type { Configuration } from '../configuration';
import type { Extraction } from '../extraction';
import type { TransformJob } from '../transform-job';
import type { Warehouse } from '../warehouse';

export interface WorkflowProps {
  readonly configuration: Configuration;
  readonly extraction: Extraction;
  readonly archiveJob: ArchiveJob;
  readonly catalog: Catalog;
  readonly transformJob: TransformJob;
  readonly warehouse: Warehouse;
}
