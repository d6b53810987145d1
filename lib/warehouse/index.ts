export { WarehouseConnection } from './connection';
export { RedshiftS3Role } from './copy-role';
export type { Warehouse, WarehouseProps } from './props';
export { createWarehouse, pausedCluster } from './warehouse';
