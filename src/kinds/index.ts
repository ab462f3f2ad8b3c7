/** The list of kinds. */
export { dayKind } from './day.ts'
export { idNumberKind } from './id-number.ts'
export type { Kind, Reading, Value } from './kind.ts'
export { numberKind } from './number.ts'
export { areaKind, choiceKind, linkKind, phoneKind, textKind, yesNoKind } from './text.ts'
