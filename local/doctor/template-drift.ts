import { isDeepStrictEqual } from 'node:util';
import { isRecord, parseJson } from '../../lambdas/shared/domain/json';

/** CloudFormation gives a template back with a question mark for each character beyond ASCII; so does the CDK's diff. */
const asCloudFormationKeepsIt = (text: string): string => text.replaceAll(/[\u{80}-\u{10ffff}]/gu, '?');

const sectionsOf = (template: unknown): Map<string, unknown> => {
  const parts = new Map<string, unknown>();
  for (const [section, entries] of Object.entries(isRecord(template) ? template : {})) {
    if (section === 'Metadata' || !isRecord(entries)) continue;
    for (const [id, entry] of Object.entries(entries)) {
      // What the CDK's command line adds by itself: where a construct is in the tree, and a report of versions.
      if (id === 'CDKMetadata' || id === 'CDKMetadataAvailable') continue;
      const { Metadata: _, ...own } = isRecord(entry) ? entry : { entry };
      parts.set(section === 'Resources' ? id : `${section}.${id}`, own);
    }
  }
  return parts;
};

/** The parts of a stack that a deployment would change, by their ids. */
export interface TemplateDrift {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/**
 * What of a deployed template differs from that of this checkout. Metadata are no part of it.
 *
 * @param deployed as CloudFormation gives it
 * @returns undefined when the deployed template is no JSON, as the CDK never writes it
 */
export const templateDrift = (deployed: string, synthesized: object): TemplateDrift | undefined => {
  const there = parseJson(deployed);
  if (!isRecord(there)) return undefined;
  const [before, after] = [
    sectionsOf(there),
    sectionsOf(JSON.parse(asCloudFormationKeepsIt(JSON.stringify(synthesized)))),
  ];
  return {
    added: [...after.keys()].filter((id) => !before.has(id)),
    changed: [...after]
      .filter(([id, part]) => before.has(id) && !isDeepStrictEqual(before.get(id), part))
      .map(([id]) => id),
    removed: [...before.keys()].filter((id) => !after.has(id)),
  };
};
