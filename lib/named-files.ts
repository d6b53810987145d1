import { basename, extname } from 'node:path';
import { AssetStaging, FileAssetPackaging, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface NamedFilesProps {
  /** Paths of the files to publish. */
  readonly paths: readonly string[];
}

/** A published file. */
export interface PublishedFile {
  readonly bucketName: string;
  readonly objectKey: string;
  readonly s3Url: string;
}

/**
 * Publishes files with `cdk deploy`, each under its own name: `<hash of the content>/<name>`. CDK's own `Asset` names an
 * object after its hash alone, and Glue's `--extra-files` keeps the object's name, so the job could not tell its SQL
 * files apart, nor their order.
 */
export class NamedFiles extends Construct {
  readonly files: readonly PublishedFile[];

  constructor(scope: Construct, id: string, { paths }: NamedFilesProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.files = paths.map((path) => {
      const name = basename(path);
      const staging = new AssetStaging(this, name, { sourcePath: path });
      const { bucketName, objectKey, s3ObjectUrl } = stack.synthesizer.addFileAsset({
        packaging: FileAssetPackaging.FILE,
        sourceHash: `${staging.assetHash}/${basename(name, extname(name))}`,
        fileName: staging.relativeStagedPath(stack),
        displayName: name,
      });
      return { bucketName, objectKey, s3Url: s3ObjectUrl };
    });
  }
}
