import { describe, expect, it } from 'vitest'
import { plainDocument } from './document.ts'
import { againstLedgers, type LedgerFigure } from './ledgers.ts'
import { proofread } from './proofread.ts'

const figure = (id: string, says: string, value: number, unit: string, period = '2025年'): LedgerFigure => ({
  id,
  says,
  definition: '按台账登记',
  value,
  unit,
  period,
  said: `${value}${unit}`,
})

const figures = [
  figure('monitoring.households', '监测对象户数', 7, '户'),
  figure('monitoring.people', '监测对象人数', 19, '人'),
  figure('unstable.households', '脱贫不稳定户户数', 1, '户'),
  figure('loans.amount', '小额贷款金额', 5_950_000, '元'),
  figure('training.people', '技能培训人次', 92, '人次'),
  figure('workers.migrant', '务工人数', 4076, '人'),
  figure('mulberry.area', '桑园面积', 3700, '亩'),
]

const verdicts = (text: string) =>
  againstLedgers(proofread(text).quantities, figures).map((c) => `${c.quote} ${c.verdict} ${c.figure}`)

describe('against the ledgers', () => {
  it('says same or different for figures that the words name', () => {
    expect(verdicts('全年共确定监测对象7户19人，其中脱贫不稳定户2户。')).toEqual([
      '7户 same monitoring.households',
      '19人 same monitoring.people',
      '2户 different unstable.households',
    ])
  })

  it('reads money in any unit, and rounded figures by their rounding', () => {
    expect(verdicts('发放小额贷款595万元')).toEqual(['595万元 same loans.amount'])
    expect(verdicts('发放小额贷款600万元')).toEqual(['600万元 different loans.amount'])
    expect(verdicts('发放小额贷款约600万元')).toEqual(['600万元 same loans.amount'])
  })

  it('does not compare other units, other years and other places', () => {
    expect(verdicts('开展技能培训92人')).toEqual(['92人 incomparable training.people'])
    expect(verdicts('去年务工人数3883人')).toEqual(['3883人 incomparable workers.migrant'])
    expect(verdicts('全县监测对象7户')).toEqual(['7户 incomparable monitoring.households'])
  })

  it('leaves out what names no figure, or more than one', () => {
    expect(verdicts('发放慰问金5万元，清理垃圾900余吨，栽桑100株。')).toEqual([])
    const twins = [...figures, figure('monitoring.again', '监测对象户数', 8, '户', '2024年')]
    expect(againstLedgers(proofread('监测对象7户').quantities, twins)).toEqual([])
  })

  it('shows value, definition and difference', () => {
    const [comparison] = againstLedgers(proofread('发展桑园3200亩').quantities, figures)
    expect(comparison).toMatchObject({ written: 3200, recorded: 3700, unit: '亩', verdict: 'different' })
    expect(comparison?.message).toContain('台账“桑园面积”3700亩（2025年，口径：按台账登记），相差500亩')
  })

  it('compares cells of tables that are figures of the whole place, and never those of one village', () => {
    const cells = (pasted: string) => {
      const { text, tables } = plainDocument(pasted.replaceAll(' ', '\t'))
      return againstLedgers(proofread(text, { tables, year: 2025 }).cells, figures).map(
        (c) => `${c.quote} ${c.verdict} ${c.figure}`,
      )
    }
    expect(cells('村名 监测对象户数 监测对象人数\n甲村 3 9\n乙村 4 11\n合计 7 20')).toEqual([
      '7 same monitoring.households',
      '20 different monitoring.people',
    ])
    expect(cells('指标 单位 2025年 2024年\n监测对象户数 户 7 9\n桑园面积 亩 3800 3600')).toEqual([
      '7 same monitoring.households',
      '3800 different mulberry.area',
    ])
    expect(cells('村名 监测对象户数\n甲村 3\n乙村 4')).toEqual([])
  })
})
