import { Construct } from 'constructs';
import type { Warehouse, WarehouseProps } from './props';
import { createProvisionedWarehouse } from './provisioned-warehouse';
import { createServerlessWarehouse } from './serverless-warehouse';

/** Creates the kind of warehouse that the configuration asks for. */
export const createWarehouse = (stack: Construct, id: string, props: WarehouseProps): Warehouse => {
  const create =
    props.configuration.warehouse.kind === 'serverless' ? createServerlessWarehouse : createProvisionedWarehouse;
  return create(new Construct(stack, id), props);
};
