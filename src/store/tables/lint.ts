/** Rules for SQL that will run where townships are spread over machines. Checked on text, because text is what runs. */

const forbidden: readonly (readonly [pattern: RegExp, says: string])[] = [
  [
    /\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|random|gen_random_uuid|uuidv7)\s*\(/i,
    'S9: clock and chance are parameters',
  ],
  [/\b(current_timestamp|current_date|localtimestamp|localtime)\b/i, 'S9: clock and chance are parameters'],
  [/\bwith\s+recursive\b/i, 'S13: no WITH RECURSIVE'],
  [/\b(grouping\s+sets|rollup|cube)\b/i, 'S12: group by township first and roll up outside'],
  [/\bset_config\b/i, 'S15: scope is set by SET LOCAL only'],
  [/\boffset\b/i, 'S23: pages go by key, not by OFFSET'],
  [/\bcreate\s+temp/i, 'S24: no temporary tables'],
  [/\b(nextval|serial|generated\s+\w+\s+as\s+identity)\b/i, 'S6: ids are made by code'],
  [/^\s*prepare\b/i, 'ADR 0028: a plan must not outlive its transaction, so nothing is prepared under a name'],
  [/\b(merge\s+into|json_table)\b/i, 'S26: PostgreSQL 15 has to run it'],
]

/** What is wrong with one statement; empty when nothing is. Every two `row_` tables that meet must meet in one township. */
export function lintStatement(sql: string): string[] {
  const text = sql.replace(/'(?:[^']|'')*'/g, "''").replace(/--[^\n]*/g, ' ')
  const found = forbidden.filter(([pattern]) => pattern.test(text)).map(([, says]) => says)
  return [...new Set([...found, ...lonelyTables(text)])]
}

interface Use {
  table: string
  alias: string
}

const clauseWords = new Set([
  'where',
  'on',
  'join',
  'left',
  'inner',
  'cross',
  'right',
  'full',
  'group',
  'order',
  'union',
  'limit',
  'set',
  'for',
  'using',
  'as',
  'select',
  'returning',
])

/** Tables of rows that no equality of townships ties to the statement's other ones. */
function lonelyTables(text: string): string[] {
  const uses: Use[] = [
    ...text.matchAll(/\b(?:from|join|update|,)\s+"?(row_[a-z0-9_]+)"?(?:\s+(?:as\s+)?"?([a-z_][a-z0-9_]*)"?)?/gi),
  ].map((m) => ({
    table: m[1]!,
    alias: m[2] && !clauseWords.has(m[2].toLowerCase()) ? m[2] : m[1]!,
  }))
  if (uses.length < 2) return []
  const tied = new Set<string>()
  const equality = /"?([a-z_][a-z0-9_]*)"?\."?township"?\s*=\s*(?:"?([a-z_][a-z0-9_]*)"?\."?township"?|\$\d+)/gi
  for (const [, left, right] of text.matchAll(equality)) {
    tied.add(left!)
    if (right) tied.add(right)
  }
  // A bracket that hands out the township of its one table is tied like a table.
  for (const [, alias] of text.matchAll(/\(\s*select\s+(?:distinct\s+)?([a-z_][a-z0-9_]*)\.township\b/gi))
    tied.add(alias!)
  const grouped = /\bunion\s+all\b/i.test(text)
  return uses
    .filter(({ alias }) => !tied.has(alias))
    .filter(({ table }) => !(grouped && standsAlone(text, table)))
    .map(({ table, alias }) =>
      `S10: ${table} ${alias === table ? '' : alias} joins without township equality`.replace('  ', ' '),
    )
}

/** A branch of a UNION ALL that reads this table and no other one of rows. */
function standsAlone(text: string, table: string): boolean {
  return text
    .split(/\bunion\s+all\b/i)
    .filter((branch) => branch.includes(table))
    .every((branch) => (branch.match(/\brow_[a-z0-9_]+"?(?=[\s)]|$)/g) ?? []).length === 1)
}
