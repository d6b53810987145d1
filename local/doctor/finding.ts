/** What a check is about: the run on this machine, or the deployment to AWS. */
export type Part = 'laptop' | 'deployment';

/** How a check came out. A warning stands in the way of nothing that is always done. */
export type Status = 'OK' | 'WARNING' | 'FAIL';

/** What one check found. */
export interface Finding {
  readonly part: Part;
  /** What was looked at, in a word or two. */
  readonly check: string;
  readonly status: Status;
  /** What is there, or what is wrong with the value that it has. */
  readonly detail: string;
  /** The command, or the deed, that mends it; null where nothing is to be mended. */
  readonly mend: string | null;
}

/** A check by its name. It never throws: what it cannot find out is a finding, too. */
export type Check = () => Promise<Finding> | Finding;

/** The findings of a part, as its checks make them. */
export const findingsOf = (part: Part) => ({
  ok: (check: string, detail: string): Finding => ({ part, check, status: 'OK', detail, mend: null }),
  warning: (check: string, detail: string, mend: string): Finding => ({ part, check, status: 'WARNING', detail, mend }),
  fail: (check: string, detail: string, mend: string): Finding => ({ part, check, status: 'FAIL', detail, mend }),
});

/** Whether a part would work, by its findings. */
export const works = (findings: readonly Finding[], part: Part): boolean =>
  findings.every((finding) => finding.part !== part || finding.status !== 'FAIL');
