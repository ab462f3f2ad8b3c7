import { area as areaField, day, link, quantity, text } from '#define/field.ts'
import { event, state } from '#define/ledger.ts'

export const campaign = state('campaign', {
  title: '集中排查',
  row: '次',
  purpose: '一次集中排查的安排：为什么查、什么时候开始、什么时候结束、谁负责。',
  area: 'area',
  dated: ['began_on', 'ended_on'],
  unique: [['name']],
  namedBy: ['name'],
  shownAs: 'name',
  fields: {
    name: text('排查名称', { max: 80, also: ['活动名称'] }),
    area: areaField('排查范围', { help: '全乡排查填乡镇代码' }),
    cause: text('起因', { optional: true, max: 200, help: '如：省暗访调研发现的问题' }),
    leader: text('负责人', { max: 40 }),
    began_on: day('开始日期'),
    ended_on: day('结束日期', { optional: true }),
  },
})

export const campaignAspect = event('campaign_aspect', {
  title: '排查内容',
  row: '个',
  purpose: '一次集中排查要查的各个方面，每个方面看什么。',
  of: 'campaign',
  dated: 'campaign.began_on',
  unique: [
    ['campaign', 'number'],
    ['campaign', 'name'],
  ],
  namedBy: ['name'],
  shownAs: 'name',
  fields: {
    campaign: link(campaign, '集中排查'),
    number: quantity('序号', '个', { atLeast: 1 }),
    name: text('方面', { max: 60 }),
    points: text('查看要点', { optional: true, max: 500 }),
  },
})

export const inspection = event('inspection', {
  title: '到村排查记录',
  row: '次',
  purpose: '一个村在一个方面查过没有、哪天查的、谁查的、看了多少户；一村一方面一行，哪里没查到一目了然。',
  of: 'aspect',
  area: 'village',
  dated: 'inspected_on',
  unique: [['aspect', 'village']],
  fields: {
    aspect: link(campaignAspect, '排查方面'),
    village: areaField('村', { help: '村代码 12 位' }),
    inspected_on: day('排查日期'),
    inspectors: text('排查人', { max: 60 }),
    households: quantity('入户数', '户', { optional: true, help: '到村不到户的方面可以不填' }),
    finding: text('排查情况', { optional: true, max: 500, also: ['发现问题'] }),
  },
})
