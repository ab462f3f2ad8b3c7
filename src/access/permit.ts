/** Which role may do what: the first wall. The second, who sees which area, stands in the database. */
import { type Problem, problem } from '#problem.ts'
import { type Actor, areaRoles, type Role } from '#store/actor.ts'

const verbs = {
  figures: ['看统计数字', ['office', 'village', 'leader', 'admin', 'auditor', 'system']],
  rows: ['看台账', ['office', 'village', 'leader', 'admin', 'auditor', 'system']],
  record: ['录入', ['office', 'village', 'admin', 'system']],
  correct: ['更正', ['office', 'village', 'admin', 'system']],
  void: ['作废', ['office', 'admin', 'system']],
  judge: ['按规则核对全乡、免除规则', ['office', 'admin', 'system']],
  import: ['导入文件', ['office', 'admin', 'system']],
  issue: ['签发报告', ['leader', 'admin', 'system']],
  verify: ['核验账本', ['office', 'leader', 'admin', 'auditor', 'system']],
  decide: ['对核数的疑点作处理', ['office', 'village', 'leader', 'admin', 'system']],
  reveal: ['查看完整号码', ['office', 'admin']],
  export: ['导出台账', ['office', 'leader', 'admin', 'system']],
  audit: ['看审计记录', ['admin', 'auditor', 'system']],
  areas: ['管理行政区划', areaRoles],
  accounts: ['管理账号', ['admin', 'system']],
} as const satisfies Record<string, readonly [says: string, roles: readonly Role[]]>

export type Verb = keyof typeof verbs
export const verbNames = Object.keys(verbs) as Verb[]

/** Undefined when the actor may. What a village may is still bound to its own rows. */
export function permit(actor: Actor, verb: Verb): Problem | undefined {
  const [says, roles] = verbs[verb]
  if ((roles as readonly Role[]).includes(actor.role)) return undefined
  return problem('access.not_permitted', `您的账号不能${says}。`, { remedy: '工作需要时，请联系乡镇管理员。' })
}

/** Every verb, in words, with who may. */
export const verbsHeld = verbNames.map((id) => ({ id, says: verbs[id][0], roles: verbs[id][1] as readonly Role[] }))

/** What a role may do, in words. */
export const verbsOf = (role: Role): string[] =>
  verbNames.flatMap((verb) => ((verbs[verb][1] as readonly Role[]).includes(role) ? [verbs[verb][0]] : []))
