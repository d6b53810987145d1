import { BROKEN_WAREHOUSES, FULL_DISKS } from './broken-places-list';
import { DAMAGED_OBJECTS, LEFTOVERS } from './damage-list';
import { HALF_WAY } from './half-way-list';
import { INTERLEAVINGS } from './interleavings-list';
import { KILLS } from './kills-list';
import { SIDE_BY_SIDE } from './side-by-side-list';
import { FAILED_RELOADS, LOST_TRANSACTIONS, SQL_FAILURES, VERDICTS } from './sql-failures-list';
import { LOST_ANSWERS, TASK_FAILURES } from './task-failures-list';
import type { Tried } from './tried';

/** A list under its heading on docs/reliability.md. */
interface TriedList {
  readonly kind: 'faults' | 'bad inputs';
  readonly heading: string;
  readonly tried: readonly Tried[];
}

/** Everything that is tried. Of a list that a test runs over, docs/reliability.md shows what stands here. */
export const LISTS: readonly TriedList[] = [
  { kind: 'faults', heading: 'Every Task of the workflow fails', tried: TASK_FAILURES },
  { kind: 'faults', heading: 'Every Task loses its answer and is tried again', tried: LOST_ANSWERS },
  { kind: 'faults', heading: 'Extraction, crawl and job stop half way', tried: HALF_WAY },
  {
    kind: 'faults',
    heading: 'SQL fails',
    tried: [...SQL_FAILURES, ...FAILED_RELOADS, ...LOST_TRANSACTIONS, ...VERDICTS],
  },
  { kind: 'faults', heading: 'The process is killed', tried: KILLS },
  {
    kind: 'faults',
    heading: 'The lake is damaged, and what dead runs leave',
    tried: [...DAMAGED_OBJECTS, ...LEFTOVERS],
  },
  { kind: 'faults', heading: 'Another run comes between', tried: INTERLEAVINGS },
  { kind: 'faults', heading: 'Runs side by side', tried: SIDE_BY_SIDE },
  { kind: 'faults', heading: 'Damaged folders and full disks', tried: [...BROKEN_WAREHOUSES, ...FULL_DISKS] },
];
