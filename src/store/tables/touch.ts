/** What of a ledger an act can touch: its rows as such, where they are, or a column of theirs. Kept in `touched`. */

/** Whatever there is in the ledger: noted where it is not known what the act did. */
export const ANYTHING = '*'
/** Rows began, or were voided. */
export const BEGUN = '+'
/** Rows are in another place than they were thought to be. */
export const PLACED = '@'

/** A touch as one text. */
export const touchOf = (ledger: string, what: string): string => `${ledger}.${what}`
