export { WarehouseConnection } from './connection';
export { RedshiftS3Role } from './copy-role';
export type { Warehouse } from './props';
export { createWarehouse } from './warehouse';
