import { describe, expect, it } from 'vitest'
import { againstLedgers, type LedgerFigure } from './ledgers.ts'
import { pricesAgainst, type Standard } from './prices.ts'
import { proofread } from './proofread.ts'
import { standardsOf } from './township.ts'

const figure = (id: string, says: string, value: number, unit: string, year: number): LedgerFigure => ({
  id,
  says,
  definition: '按台账登记',
  value,
  unit,
  period: `${year}年`,
  said: `${value}${unit}`,
})

const figuresOf = (year: number, cases: number, amount: number) => [
  figure('preschool.cases', '幼儿资助', cases, '人次', year),
  figure('preschool.amount', '幼儿资助金额', amount, '元', year),
]
const travel: Standard = { says: '外出务工交通补贴', low: 300, high: 500, source: '县就业补贴项目表' }
const loans: Standard = { says: '小额信贷单户贴息额度上限', low: 0, high: 50_000, source: '银保监发〔2021〕6号' }

const judged = (text: string, before: LedgerFigure[] = figuresOf(2024, 150, 60_000)) => {
  const { quantities } = proofread(text)
  const comparisons = againstLedgers(quantities, figuresOf(2025, 164, 65_600))
  return pricesAgainst(text, quantities, comparisons, { standards: [travel, loans], before })
}
const said = (text: string, before?: LedgerFigure[]) =>
  judged(text, before).map(
    ({ relation, finding }) => `${relation?.holds ? '相符' : finding?.severity} ${relation?.arithmetic}`,
  )

describe('prices beside the standards of the year', () => {
  it('hold where they lie between the lowest and the highest', () => {
    expect(said('发放外出务工交通补贴196人8.2万元。')).toEqual([
      '相符 8.2万元÷196人＝每人418.37元，标准“外出务工交通补贴”300—500元',
    ])
    expect(said('小额信贷64户286万元，无逾期。')).toEqual([
      '相符 286万元÷64户＝每户44687.5元，标准“小额信贷单户贴息额度上限”不超过50000元',
    ])
  })

  it('are doubted where they do not, with the source and both ways out', () => {
    const [one] = judged('发放外出务工交通补贴196人82万元。')
    expect(one?.finding).toMatchObject({ kind: 'unit-price', severity: 'doubt', quote: '196人82万元' })
    expect(one?.finding?.message).toContain('县就业补贴项目表')
    expect(one?.finding?.message).toContain('如果标准已经调整')
    expect(one?.relation?.holds).toBe(false)
  })

  it('say nothing where no standard is named, or the figures do not stand together', () => {
    expect(said('发放慰问金196人8.2万元。')).toEqual([])
    expect(said('外出务工交通补贴惠及196人，另投入82万元修路。')).toEqual([])
    expect(said('发放外出务工交通补贴196人约82万元。')).toEqual([])
  })

  it('come from the parameters that applied in the year, and only from those in 元', () => {
    const value = (from: string, amount: number, until?: string) => ({
      from,
      value: amount * 100,
      source: `${from}文件`,
      ...(until && { until }),
    })
    const parameters = [
      {
        id: 'a',
        says: '交通补贴',
        unit: '元',
        values: [value('2023-01-01', 300), value('2024-01-01', 500, '2024-12-31')],
      },
      { id: 'b', says: '贴息额度上限', unit: '元', values: [value('2021-03-04', 50_000)] },
      { id: 'c', says: '贷款期限', unit: '月', values: [value('2021-03-04', 36)] },
      { id: 'd', says: '县内奖补', unit: '元', values: [] },
    ]
    expect(standardsOf(parameters, 2024)).toEqual([
      { says: '交通补贴', low: 300, high: 500, source: '2023-01-01文件' },
      { says: '贴息额度上限', low: 0, high: 50_000, source: '2021-03-04文件' },
    ])
    expect(standardsOf(parameters, 2025)[0]).toMatchObject({ low: 300, high: 300 })
    expect(standardsOf(parameters, 2020)).toEqual([])
  })
})

describe('prices beside what the ledgers say of the year before', () => {
  it('hold where they moved little', () => {
    expect(said('全年幼儿资助164人次6.56万元。')).toEqual(['相符 6.56万元÷164人次＝每人次400元，台账2024年每人次400元'])
    expect(said('全年幼儿资助164人次6.56万元。', figuresOf(2024, 150, 55_000))).toHaveLength(1)
  })

  it('are doubted where they moved much', () => {
    expect(said('全年幼儿资助164人次65.6万元。')).toEqual([
      'doubt 65.6万元÷164人次＝每人次4000元，台账2024年每人次400元',
    ])
  })

  it('say nothing where the year before has no rows', () => {
    expect(said('全年幼儿资助164人次6.56万元。', figuresOf(2024, 0, 0))).toEqual([])
    expect(said('全年幼儿资助164人次6.56万元。', [])).toEqual([])
  })
})
