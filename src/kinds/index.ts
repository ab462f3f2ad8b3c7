/** The list of kinds. */
export { areaKind } from './area.ts'
export { choiceKind } from './choice.ts'
export { dayKind } from './day.ts'
export { idNumberKind } from './id-number.ts'
export { identityKind } from './identity.ts'
export { type Input, inputs, type Kind, type Made, type Reading, type Value } from './kind.ts'
export { linkKind } from './link.ts'
export { monthKind } from './month.ts'
export { numberKind } from './number.ts'
export { phoneKind } from './phone.ts'
export { textKind } from './text.ts'
export { yesNoKind } from './yes-no.ts'

export const kindNames = [
  'text',
  'choice',
  'yes_no',
  'day',
  'month',
  'number',
  'id_number',
  'identity',
  'phone',
  'area',
  'link',
] as const
export type KindName = (typeof kindNames)[number]
