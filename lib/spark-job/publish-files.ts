import { basename, extname } from 'node:path';
import { AssetStaging, type FileAssetLocation, FileAssetPackaging, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Publishes files with `cdk deploy`, each under its own name: `<hash of the content>/<name>`. CDK's own `Asset` names an
 * object after its hash alone, and Glue's `--extra-files` keeps the object's name, so the job could not tell its SQL
 * files apart, nor their order.
 */
export const publishFiles = (scope: Construct, paths: readonly string[]): FileAssetLocation[] => {
  const stack = Stack.of(scope);
  return paths.map((path) => {
    const name = basename(path);
    const staging = new AssetStaging(scope, name, { sourcePath: path });
    return stack.synthesizer.addFileAsset({
      packaging: FileAssetPackaging.FILE,
      sourceHash: `${staging.assetHash}/${basename(name, extname(name))}`,
      fileName: staging.relativeStagedPath(stack),
      displayName: name,
    });
  });
};
