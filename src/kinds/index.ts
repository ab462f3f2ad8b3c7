/** The list of kinds. */
export { dayKind } from './day.ts'
export { idNumberKind } from './id-number.ts'
export { type Kind, type KindName, kindNames, type Reading, type Value } from './kind.ts'
export { numberKind } from './number.ts'
export { areaKind, choiceKind, linkKind, phoneKind, textKind, yesNoKind } from './text.ts'
