import lockfile from '../../package-lock.json';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  /** Shipped inside the archive of the package above it, whose hash covers it. */
  readonly inBundle?: boolean;
}

const PACKAGES = Object.entries(lockfile.packages as Readonly<Record<string, LockedPackage>>).filter(
  ([path, { inBundle }]) => path !== '' && inBundle !== true,
);

describe('package-lock.json', () => {
  it('holds the hash of every package, those for other platforms too', () => {
    const withoutHash = PACKAGES.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''));

    expect(withoutHash.map(([path]) => path)).toEqual([]);
    expect(PACKAGES.length).toBeGreaterThan(400);
  });
});
