import { existsSync } from 'node:fs';
import { type LocalFolder, LocalFolderError, localFolder, lockFolder } from '../folder/folder';
import { openWarehouse, type Warehouse } from '../warehouse/warehouse';

/**
 * The paths of a folder that holds a warehouse.
 *
 * @throws LocalFolderError when there is none
 */
export const folderWithWarehouse = (dir: string): LocalFolder => {
  const folder = localFolder(dir);
  if (!existsSync(folder.warehouse)) {
    throw new LocalFolderError(`${folder.warehouse} holds no warehouse yet: run "npx openaq local" first`);
  }
  return folder;
};

/**
 * Opens the warehouse of a folder for one command, and closes it afterwards.
 *
 * @param command what a person reads who finds the folder in use
 * @throws LocalFolderError when there is no warehouse or a run is using it
 */
export const readWarehouse = async <T>(
  dir: string,
  command: string,
  read: (warehouse: Warehouse) => Promise<T>,
): Promise<T> => {
  const folder = folderWithWarehouse(dir);
  const unlock = await lockFolder(folder, command);
  try {
    const warehouse = await openWarehouse(folder.warehouse);
    try {
      return await read(warehouse);
    } finally {
      await warehouse.close();
    }
  } finally {
    unlock();
  }
};
