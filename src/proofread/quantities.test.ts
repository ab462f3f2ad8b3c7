import { describe, expect, it } from 'vitest'
import { proofread } from './proofread.ts'

const quantities = (text: string) => proofread(text).quantities
const short = (text: string) => quantities(text).map((q) => `${q.value}${q.unit}`)

describe('what counts as a quantity', () => {
  it.each([
    ['全年确定监测对象7户19人', ['7户', '19人']],
    ['投入资金约2620万元', ['26200000元']],
    ['森林抚育2.1万亩、植树5万株', ['21000亩', '50000株']],
    ['占百分之十二点五，其中三分之二', ['12.5%', '66.66666666666667%']],
    ['达１，２３４人', ['1234人']],
    ['提高2.7个百分点', ['2.7个百分点']],
    ['每盒35—50公斤', ['35公斤']],
    ['发放 1 200 元', ['200元']],
    ['资金 80.02 万元', ['800200元']],
    ['共七户十九人，新增一户四人', ['7户', '19人', '1户', '4人']],
  ])('reads %s', (text, expected) => {
    expect(short(text)).toEqual(expected)
  })

  it.each([
    '第七批、第八批驻村工作队',
    '2025年3月5日至7日上午9:30',
    '2021—2025年，1至10月',
    '皖乡振〔2023〕12号',
    '《2025年1号文件》',
    '落实“351”“180”“1+1+X”政策和“五清一改”',
    '电话0564-7012345，热线12317，手机13800000000',
    '身份证340123199001011234',
    'G345国道、PM2.5、A3标段、5G基站',
    '一户一方案、一人一措施',
    '一是压实责任，二是统一标准',
    '增强四个意识、做到两个维护、千方百计',
    '三年行动、十四五规划、八大行动',
    '20xx年脱贫攻坚成效考核',
    '签约仪式，附近村组',
    '（一）1.2 3、',
  ])('finds none in %s', (text) => {
    expect(short(text)).toEqual([])
  })

  it('keeps what is counted, scope, position and bounds', () => {
    const text = '今年全乡累计输送360余人到园区，网格员319名。'
    const [sent, workers] = quantities(text)
    expect(sent).toMatchObject({
      low: 360,
      high: 370,
      approx: '余',
      scope: ['今年', '全乡', '累计'],
      dimension: 'person',
    })
    expect(text.slice(sent?.start, sent?.end)).toBe('360余人')
    expect(workers).toMatchObject({ noun: '网格员', low: 319, high: 319 })
  })

  it.each([
    ['约100户', 90, 110],
    ['近100户', 90, 100],
    ['100户以上', 100, null],
    ['不足100户', 0, 100],
    ['1.1万人', 10_500, 11_500],
    ['3700亩', 3699.5, 3700.5],
    ['4.97%', 4.965, 4.975],
    ['2600余万元', 26_000_000, 27_000_000],
  ])('bounds %s by what its writing allows', (text, low, high) => {
    const [q] = quantities(text)
    expect(q?.low).toBeCloseTo(low, 9)
    if (high === null) expect(q?.high).toBeNull()
    else expect(q?.high).toBeCloseTo(high, 9)
  })
})
