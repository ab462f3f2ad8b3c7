/** Kinds again from their names and what they were made with: the browser, which is sent data only, judges by the very same code. */
import {
  areaKind,
  choiceKind,
  dayKind,
  identityKind,
  idNumberKind,
  type Kind,
  type KindName,
  linkKind,
  type Made,
  monthKind,
  numberKind,
  phoneKind,
  textKind,
  yesNoKind,
} from './index.ts'

const makers: Record<KindName, (made: Made) => Kind> = {
  text: ({ max }) => textKind(max),
  choice: ({ choices = [], said }) => choiceKind<string>(choices, said),
  yes_no: () => yesNoKind,
  day: () => dayKind,
  month: () => monthKind,
  number: ({ unit = '', ...range }) => numberKind(unit, range),
  id_number: () => idNumberKind,
  identity: () => identityKind,
  phone: () => phoneKind,
  area: () => areaKind,
  link: () => linkKind,
}

export const kindMade = (name: KindName, made: Made = {}): Kind => makers[name](made)
