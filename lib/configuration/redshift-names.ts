/* Names that Redshift keeps for itself. */

/** Redshift, Developer Guide, "Reserved words" (r_pg_keywords.html), as of 2026; with LANGUAGE and MOSTLY13 of earlier ones. */
const RESERVED_WORDS: ReadonlySet<string> = new Set(
  `aes128 aes256 all allowoverwrite analyse analyze and any array as asc authorization az64 backup between binary
  blanksasnull both bytedict bzip2 case cast check collate column constraint create credentials cross current_date
  current_time current_timestamp current_user current_user_id default deferrable deflate defrag delta delta32k desc disable
  distinct do else emptyasnull enable encode encrypt encryption end except explicit false for foreign freeze from full
  globaldict256 globaldict64k grant group gzip having identity ignore ilike in initially inner intersect interval into is
  isnull join language leading left like limit localtime localtimestamp lun luns lzo lzop minus mostly13 mostly16 mostly32
  mostly8 natural new not notnull null nulls off offline offset oid old on only open or order outer overlaps parallel
  partition percent permissions pivot placing primary raw readratio recover references rejectlog resort respect restore
  right select session_user similar snapshot some sysdate system table tag tdes text255 text32k then timestamp to top
  trailing true truncatecolumns union unique unnest unpivot user using verbose wallet when where with without`.split(
    /\s+/,
  ),
);

export type NameKind = 'schema' | 'database' | 'administrator';

/**
 * Names that exist already, or belong to the service: PostgreSQL's template databases and system schema, the databases that
 * Redshift lists beside one's own, its superuser `rdsdb`, the group `public` (CreateCluster, MasterUsername: "can't be
 * PUBLIC"), and the user that sql/looker makes.
 */
const TAKEN: Readonly<Record<NameKind, readonly string[]>> = {
  schema: ['information_schema', 'catalog_history'],
  database: ['template0', 'template1', 'postgres', 'padb_harvest', 'awsdatacatalog', 'sys', 'rdsdb'],
  administrator: ['public', 'rdsdb', 'postgres', 'looker_readonly'],
};

/** Why Redshift does not take a name, as what is expected instead; undefined when it does. Its form is checked elsewhere. */
export const whyNotAName = (kind: NameKind, name: string): string | undefined => {
  const what = `a name for ${kind === 'administrator' ? 'an' : 'a'} ${kind} that`;
  if (RESERVED_WORDS.has(name)) return `${what} is not a reserved word of Redshift`;
  if (/^pg_/.test(name)) return `${what} does not begin with "pg_", which Redshift keeps for itself`;
  return TAKEN[kind].includes(name) ? `${what} is not taken already` : undefined;
};
