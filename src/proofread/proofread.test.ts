import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proofread } from './proofread.ts'

const findings = (text: string) => proofread(text).findings.map((f) => `${f.severity} ${f.kind}: ${f.quote}`)
const holding = (text: string) =>
  proofread(text)
    .relations.filter((r) => r.holds)
    .map((r) => `${r.kind}: ${r.arithmetic}`)

const summary = `一、工作开展情况
(一)落实“四个不摘”。全年共确定监测对象7户19人,其中脱贫不稳定户1户4人,突发严重困难户6户15人。
医疗方面,落实“351”政策、县域内住院“先诊疗后付费”、一站式”即时结算。今年两学期共帮助164人次申请幼儿资助6.56万元、两免一补877人次54.81万元、免学费240人次4.32万元,中高职228人次34.2万元;申报“防贫保”教育升学补助51人,补助金额7。7万元。
(二)按照“1+1+X”思路,栽种300万多株桑苗,发展桑园3700亩,养蚕1.6万盒,产茧7000吨,带动增收2600余万元。
帮助申报教育升学保险理赔51人,7.7万元。
今年共申报就业奖补1574人,已打卡发放资金80。02万元,其中县内就业奖补411人,县外就业奖补1059人,扶贫车间稳定就业7人;目前务工人数为4076人,去年务工人数3883人,同比增长4.97%。
特困供养258人,其中集中供养46人。`

describe('proofreading a summary', () => {
  it('finds what is wrong and nothing else', () => {
    expect(findings(summary)).toEqual([
      'error quotes: 一站式”',
      'error punctuation: 7。7万元',
      'doubt yield: 养蚕1.6万盒,产茧7000吨',
      expect.stringMatching(/^error part-whole: 今年共申报就业奖补1574人.*稳定就业7人$/),
      'error punctuation: 80。02万元',
    ])
  })

  it('lists what holds, with its arithmetic', () => {
    expect(holding(summary)).toEqual([
      'part-whole: 1＋6＝7户，相符',
      'part-whole: 4＋15＝19人，相符',
      'unit-price: 6.56万元÷164人次＝每人次400元',
      'unit-price: 54.81万元÷877人次＝每人次625元',
      'unit-price: 4.32万元÷240人次＝每人次180元',
      'unit-price: 34.2万元÷228人次＝每人次1500元',
      'yield: 300万多株÷3700亩＝810.8株/亩，常见400—3000株',
      'restated: 两处都是51人、7。7万元',
      'growth: （4076人－3883人）÷3883人＝4.97%',
      'part-whole: 其中46人，不超过258人',
    ])
  })

  it('says how far a sum is off, in words and in numbers', () => {
    const finding = proofread(summary).findings.find((f) => f.kind === 'part-whole')
    expect(finding?.message).toContain('411＋1059＋7＝1477人，文中1574人，相差97人')
    expect(finding?.numbers).toEqual([
      { says: '分项相加', value: 1477, unit: '人' },
      { says: '总数', value: 1574, unit: '人' },
      { says: '相差', value: -97, unit: '人' },
    ])
  })
})

describe('rounding and rough figures', () => {
  it('lets rounded parts differ from a rounded total within what rounding allows', () => {
    expect(findings('资金1.3亿元：中央0.7亿元，省级0.4亿元，县级0.3亿元。')).toEqual([])
    expect(findings('资金1.8亿元：中央0.7亿元，省级0.4亿元，县级0.3亿元。')).toEqual([
      expect.stringContaining('error part-whole'),
    ])
  })

  it('takes 余, 多 and 约 as bounds', () => {
    expect(findings('共走访300余户，其中甲村120户、乙村195户。')).toEqual([])
    expect(findings('共走访300余户，其中甲村220户、乙村195户。')).toEqual([expect.stringContaining('error part-whole')])
  })

  it('only notes a growth rate that was cut off instead of rounded', () => {
    expect(findings('务工4076人，去年3883人，同比增长4.97%。')).toEqual([])
    expect(findings('务工4077人，去年3883人，同比增长4.99%。')).toEqual([expect.stringContaining('note growth')])
    expect(findings('务工4076人，去年3883人，同比增长4.79%。')).toEqual([expect.stringContaining('error growth')])
  })

  it('holds for every exact list, however its parts fall, and breaks when one part changes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 10, max: 999 }), { minLength: 2, maxLength: 8 }),
        fc.integer({ min: 1, max: 500 }),
        (parts, change) => {
          const names = ['柳河村', '桥头村', '双塘村', '高岗村', '东岭村', '西岭村', '南岭村', '北岗村']
          const total = parts.reduce((a, b) => a + b, 0)
          // Some of the parts may add up to the total by chance: then the rest have a second reading.
          const spoiltParts = parts.map((p, i) => (i ? p : p + change))
          const sums = spoiltParts.reduce((all, p) => all.concat(all.map((s) => s + p)), [0])
          fc.pre(!sums.includes(total))
          const text = (first: number) =>
            `全乡共改厕${total}户，其中${parts.map((p, i) => `${names[i]}${i ? p : first}户`).join('、')}。`
          const sound = proofread(text(parts[0] ?? 0))
          const spoilt = proofread(text((parts[0] ?? 0) + change))
          return (
            sound.findings.length === 0 &&
            sound.relations.some((r) => r.holds && r.parts.length === parts.length) &&
            spoilt.findings.some((f) => f.severity === 'error' && f.kind === 'part-whole')
          )
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('silence where a second reading is likely', () => {
  it.each([
    '现有党员92名，其中女党员40名，60岁以上党员48名，大专以上学历38名。',
    '脱贫户中享受低保326户、残疾户214户（部分家庭有双重身份）。',
    '全镇脱贫户500户，其中低保户120户，特困户30户。',
    '总人口2.86万人，其中农业人口2.61万人，常住人口1.58万人。',
    '前进村脱贫户121户，监测户9户；光明村脱贫户98户，监测户6户；脱贫户合计219户。',
    '10个村均超过15万元，户均增收3000元以上，全乡人均可支配收入18640元。',
    '发放小额贷款138户595万元，到期贷款全部收回。',
    '甲村12户、乙村8户，累计走访130户次。',
    '每户补助不超过3万元，共补助25户，资金52.5万元。',
    '抽查8个村，其中脱贫户160户、监测户24户，发现问题31个，属实27个，不属实4个。',
    '贷款64户286万元，其中5万元额度52户、3万元额度8户、其他4户。',
    '公共预算收入129万元，加补助收入428万元，调入资金348万元，收入总计905万元。',
    '每10万人中大学文化程度的由8930人上升为15467人，文盲率由4.08%下降为2.67%。',
    '医疗救助23445人次，支出652.45万元，年人均328.05元。',
    '完成国税3095万元、地税1065万元，比年初下达的指标超收2660万元，增幅达260%。',
    '上月末监测对象106户332人，本月新增2户7人，自然减少1人，消除风险4户12人。',
    '接待游客3.42万人次，比去年的2.85万人次增长20%，旅游收入增长35%。',
    '春节前为12户发放100元元旦慰问金，2000亩亩均收益提高，详见附件2。3户未完成。',
  ])('says nothing about %s', (text) => {
    expect(findings(text)).toEqual([])
  })

  it('names the second reading when it doubts', () => {
    const [finding] = proofread('共排查隐患63处，其中地质灾害点5处、危旧房屋12处、临水路段19处。').findings
    expect(finding).toMatchObject({ severity: 'doubt', kind: 'part-whole' })
    expect(finding?.message).toContain('如果还有未列出的分项')
  })
})

describe('ways of writing figures', () => {
  it.each([
    ['补助7。7万元', 'error punctuation: 7。7万元'],
    ['补助7、7万元', 'doubt punctuation: 7、7万元'],
    ['补助80..02万元', 'error punctuation: 80..02'],
    ['资金28.6万万元', 'error unit: 28.6万万元'],
    ['资金28.6万元元', 'error unit: 28.6万元元'],
    ['提高5%个百分点', 'error unit: 5%个百分点'],
    ['完成百分之85%', 'error unit: 百分之85%'],
    ['6月31日前完成', 'error calendar: 6月31日'],
    ['2025年2月29日', 'error calendar: 2025年2月29日'],
    ['2025年3月1日（星期三）', 'error calendar: 2025年3月1日（星期三）'],
    ['实行一站式”服务', 'error quotes: 实行一站式”'],
    ['（详见附件。', 'doubt quotes: （详见附件。'],
    ['新增低保20户16人。', 'error household-people: 新增低保20户16人'],
    ['监测对象86214人，其中甲类31户78人，乙类22户57人，丙类33户79人。', 'error glued: 86214人'],
    ['新增52,130人，其中柳河村20户50人、桥头村32户80人。', 'error glued: 52,130人'],
    ['就业率由92%提高到95.5%，提高3.5%。', expect.stringContaining('growth')],
  ])('%s', (text, expected) => {
    expect(findings(text)).toContainEqual(expected)
  })

  it.each([
    '1)第一项；2）第二项。',
    '他说：“先干起来。\n“再谈别的。”',
    '2024年2月29日（星期四）',
    "It's 5 o'clock",
    '落实“两免一补（含寄宿生）”政策',
  ])('finds nothing wrong with %s', (text) => {
    expect(findings(text)).toEqual([])
  })

  it('knows 29 February only when it knows the year', () => {
    expect(findings('2月29日报送')).toEqual([])
    expect(proofread('2月29日报送', { year: 2025 }).findings.map((f) => f.kind)).toEqual(['calendar'])
  })

  it('lets the caller replace the usual ranges', () => {
    const text = '养蚕1.6万盒，产茧7000吨。'
    expect(proofread(text, { usual: [] })).toMatchObject({ relations: [], findings: [] })
  })
})

describe('work stays bounded', () => {
  const hostile: [string, string][] = [
    ['digits', '1234567890'],
    ['numbers in a list', '12户、'],
    ['markers', '其中'],
    ['open quotes', '“'],
    ['closing quotes', '”'],
    ['brackets', '(('],
    ['pairs', '12户34人,'],
    ['growth', '去年12户,增长5%,'],
    ['shares', '12人,占5%,其中'],
    ['Chinese numerals', '一二三百十千'],
    ['line ends', '\n1'],
    ['full stops in numbers', '1。1万元'],
    ['spaces', ' '],
    ['averages', '12户5万元户均3元,'],
    ['points', '1..1.'],
  ]
  const count = 60_000

  it.each(hostile)('takes time in proportion to %s', (_, piece) => {
    const text = (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
    // Processor time, since the machine has other work; the least of several runs, since collecting garbage is not ours.
    const time = (length: number) => {
      const before = process.cpuUsage()
      proofread(text(length))
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    }
    const least = (length: number) => Math.min(time(length), time(length), time(length))
    // Four times the text: linear work takes about four times, quadratic sixteen. Fast cases drown in noise.
    expect(least(count)).toBeLessThan(Math.max(least(count / 4) * 10, 1000))
  })

  it('ends on 5 MB of nonsense and keeps its findings few', () => {
    const text = '12户34人,其中”去年1。1万元;('.repeat(200_000).slice(0, 5_000_000)
    const result = proofread(text)
    expect(result.findings.length).toBeLessThanOrEqual(2001)
    expect(result.findings.at(-1)?.kind).toBe('limit')
  }, 120_000)

  it('never fails, and every position is a quote of the text', () => {
    const piece = fc.constantFrom(
      ...'其中 包括 共 合计 占 去年 增长 户均 12 3.5 7。7 万 亿 户 人 元 % 亩 、 ， ； 。 （ ） “ ” 一 百 分之 余 约 \n 年 月 日 每 由 到 率 已 未'.split(
        ' ',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('')
        const { quantities, relations, findings: found } = proofread(text)
        return [...quantities, ...relations, ...found].every((x) => text.slice(x.start, x.end) === x.quote)
      }),
      { numRuns: 1500 },
    )
  })
})
