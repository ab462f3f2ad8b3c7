import { area, choice, day, link, phone, quantity, text } from '#define/field.ts'
import { event, state } from '#define/ledger.ts'

export const warden = state('warden', {
  title: '林长、河长、田长名册',
  row: '个',
  purpose: '哪片山、哪条河、哪片田由谁负责，从哪天到哪天；换人时旧的一行填上截止日期。',
  area: 'area',
  dated: ['since', 'until'],
  unique: [['kind', 'area', 'section', 'since']],
  namedBy: ['name'],
  shownAs: 'name',
  fields: {
    kind: choice('类别', ['林长', '河长', '田长']),
    level: choice('级别', ['乡级', '村级']),
    area: area('责任区所在地'),
    section: text('责任区', {
      max: 60,
      help: '如某河某村段、某某山场、某组高标准农田',
      also: ['责任河段', '责任区域', '责任范围', '责任林段', '责任片区'],
    }),
    name: text('姓名', { max: 40, also: ['林长姓名', '河长姓名', '田长姓名'] }),
    post: text('职务', { max: 40, also: ['行政职务'] }),
    phone: phone('联系电话', { optional: true }),
    since: day('任职起'),
    until: day('任职止', { optional: true }),
  },
})

export const patrol = event('patrol', {
  title: '巡林巡河巡田记录',
  row: '次',
  purpose: '每次巡查看到了什么、怎么处理的；只记事，不记轨迹。',
  of: 'warden',
  dated: 'patrolled_on',
  unique: [['warden', 'patrolled_on']],
  fields: {
    warden: link(warden, '巡查人'),
    patrolled_on: day('巡查日期', { also: ['巡河时间', '巡林时间', '巡查时间'] }),
    finding: choice(
      '发现的问题',
      ['火灾隐患', '病虫害', '乱砍滥伐', '乱占乱建', '乱倒垃圾', '污水直排', '秸秆焚烧', '撂荒', '其他'],
      {
        optional: true,
        help: '没有问题就留空',
        also: ['存在问题', '发现问题'],
      },
    ),
    detail: text('情况说明', { optional: true }),
    handling: choice('处理方式', ['现场处理', '交村办理', '报乡镇', '报县级部门'], { optional: true }),
    settled_on: day('办结日期', { optional: true }),
  },
})

/** What becomes of straw and manure: kept by village and season, as the agricultural station collects it. */
export const wasteReuse = event('farm_waste_reuse', {
  title: '秸秆和畜禽粪污利用台账',
  row: '次',
  purpose: '农作物秸秆、畜禽粪污收集了多少、怎样利用。',
  area: 'area',
  dated: 'collected_on',
  unique: [['area', 'material', 'way', 'collected_on']],
  fields: {
    area: area('所在村'),
    material: choice('种类', ['农作物秸秆', '畜禽粪污', '废旧农膜', '农药包装废弃物']),
    collected_on: day('收集日期'),
    weight: quantity('收集量', '公斤', { help: '可以写成吨，如 12吨', also: ['利用量', '处理量'] }),
    way: choice('去向', ['还田', '饲料', '燃料', '有机肥', '回收站点', '无害化处理']),
    receiver: text('接收单位', { optional: true, max: 60 }),
  },
})
