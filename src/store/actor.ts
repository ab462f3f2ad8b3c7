/** Who asks. Every verb takes an actor first; there is no way around it, the program itself is `system('why')`. */

export const roles = ['office', 'village', 'leader', 'admin', 'auditor', 'system'] as const
export type Role = (typeof roles)[number]

export interface Actor {
  id: string
  name: string
  role: Role
  /** Area codes whose rows the actor may see, each with everything below it: 6, 9, 12 or 14 digits. */
  areas: readonly string[]
  /** Ledgers of which the actor, having said what for, reads who is in them. */
  opened?: readonly string[]
}

/** Who may say which places there are: whoever works for the whole township. */
export const areaRoles: readonly Role[] = ['office', 'admin', 'system']

export const administersAreas = (actor: Actor): boolean => areaRoles.includes(actor.role)

/** The program acting by itself, with the reason it gives in the books. */
export function system(reason: string, areas: readonly string[]): Actor {
  return { id: 'system', name: reason, role: 'system', areas }
}
