import { ifAny, over, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

export const mulberryAndSilk: Paragraph = {
  lead: '一是把蚕桑这一特色产业做成链条。',
  says: [
    say`坚持主导产业带着农户干，用好春天栽桑、秋天养蚕、一次栽种多年受益的特点，重点扶持群众，特别是有劳力的群众发展蚕桑。`,
    say`${ifAny(figure.mulberrySeedlings, say`全{kind}栽种优质桑苗${over(figure.mulberrySeedlings, '多', 100)}，`)}${ifAny(figure.mulberryArea, say`建成桑园${figure.mulberryArea}，户均桑园${figure.areaPerHousehold}，`)}；`,
    say`全年${ifAny(figure.silkwormBoxes, say`养蚕${figure.silkwormBoxes}，`)}${ifAny(figure.cocoonOutput, say`产茧${figure.cocoonOutput}，`)}${ifAny(figure.cocoonIncome, say`直接带动群众增收${over(figure.cocoonIncome, '余', 100)}，`)}；`,
    say`${ifAny(figure.gardenHouseholds, say`${ifAny(figure.withoutGarden, say`有桑园的农户${figure.gardenHouseholds}。`, say`户户有桑园。`, figure.gardenHouseholds)}`)}`,
  ],
}
