import { choice, day, link, quantity, text, yesNo } from '#define/field.ts'
import { state } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'

/** A garden stands from its planting until it is dug up, so the area on a day is the sum over gardens that stand. */
export const mulberryPlanting = state('mulberry_planting', {
  title: '桑园栽植',
  row: '处',
  purpose: '一户一块桑园记一行：哪天栽、什么品种、多少株、多少亩；挖除或改种时填挖除日期。',
  of: 'household',
  dated: ['planted_on', 'cleared_on'],
  unique: [['household', 'plot']],
  fields: {
    household: link(household, '农户'),
    plot: text('地块名称', { max: 40, help: '按当地叫法，同一户的几块要叫得出区别' }),
    planted_on: day('栽植日期'),
    variety: text('桑树品种', { max: 20, also: ['品种'] }),
    seedlings: quantity('桑苗株数', '株', { atLeast: 1, help: '一亩通常栽 600 到 1200 株' }),
    area: quantity('面积', '亩', { atMost: 500, also: ['种植面积', '栽植面积', '桑园面积'] }),
    land: choice('土地来源', ['承包地', '流转地', '荒山荒坡', '退耕地'], { optional: true }),
    seedlings_free: yesNo('桑苗由政府或合作社提供', { optional: true }),
    yields_from: day('预计投产日期', { optional: true }),
    cleared_on: day('挖除日期', { optional: true, help: '桑园存在的最后一天' }),
    note: text('备注', { optional: true }),
  },
})
