import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dependencies, devDependencies } from '../../package.json';
import lockfile from '../../package-lock.json';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  /** An address that it comes from, in place of whichever registry npm is set to. */
  readonly resolved?: string;
  /** Shipped inside the archive of the package above it, whose hash covers it. */
  readonly inBundle?: boolean;
}

const PACKAGES = Object.entries(lockfile.packages as Readonly<Record<string, LockedPackage>>).filter(
  ([path, { inBundle }]) => path !== '' && inBundle !== true,
);

describe('package-lock.json', () => {
  it('holds the hash of every package, those for other platforms too, and for none an address of its own', () => {
    const withoutHash = PACKAGES.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''));

    expect(withoutHash.map(([path]) => path)).toEqual([]);
    expect(PACKAGES.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(PACKAGES.length).toBeGreaterThan(400);
  });
});

describe('package.json', () => {
  it('asks for exact versions, so that no installation is another than the one that was tested', () => {
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );

    expect(loose).toEqual([]);
  });
});

describe.each(['requirements-dev.txt', 'bench/peers/requirements.txt'])('%s', (file) => {
  it('pins every package, those of packages too', () => {
    const lines = readFileSync(join(__dirname, '../..', file), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));

    expect(lines.filter((line) => !/^[A-Za-z0-9_.-]+(\[[a-z,-]+\])?==[\w.+!-]+( ; .+)?$/.test(line))).toEqual([]);
    expect(lines.length).toBeGreaterThan(40);
  });
});
