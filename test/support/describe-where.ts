/**
 * A `describe` whose tests need something of this machine. Where it is missing they are skipped, which is said; with
 * CI=true that is a failure, so that no build is green without them.
 *
 * @param missing what is missing and how it is had; undefined when it is there
 */
export const describeWhere = (missing: string | undefined, title: string, specify: () => void): void => {
  if (missing === undefined) {
    describe(title, specify);
  } else if (process.env['CI'] === 'true') {
    describe(title, () => {
      it('has what it needs', () => {
        throw new Error(missing);
      });
    });
  } else {
    process.stderr.write(`[WARNING] SKIPPED, ${missing}: ${title}\n`);
    // biome-ignore lint/suspicious/noSkippedTests: there is nothing to run them with, as the line above says.
    describe.skip(title, specify);
  }
};
