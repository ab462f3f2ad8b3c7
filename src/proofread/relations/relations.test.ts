/** One right and one miswritten sentence for each way in which reports speak of relations. */
import { describe, expect, it } from 'vitest'
import { proofread } from '#proofread/proofread.ts'

const kinds = (text: string) =>
  proofread(text, { year: 2025 })
    .relations.filter((r) => r.holds)
    .map((r) => r.kind)
const findings = (text: string) =>
  proofread(text, { year: 2025 })
    .findings.filter((f) => f.severity !== 'note')
    .map((f) => f.kind)

const sums: [string, string, string][] = [
  ['what was just counted is divided', '没有签约的318人中，在外务工的187人，长期住院的42人，不愿签约的89人。', '187'],
  ['a list behind 分为', '林地5260亩，按用途分为生态林3140亩、经济林2120亩。', '3140'],
  ['a source behind 来源为', '总投资728万元，资金来源为上级补助465万元、乡镇配套178万元、群众筹资85万元。', '465'],
  [
    'shares that fill the whole',
    '务工人员2450人，其中制造业1225人，占50%；建筑业980人，占40%；其他245人，占10%。',
    '1225',
  ],
  ['the same items in another unit', '甲片4个村312户、乙片5个村427户、丙片3个村268户，全部12个村1007户。', '427'],
  ['totals over sentences', '东村常住1872人；西村常住2315人。两村合计常住4187人。', '1872'],
  ['a total that is called nothing', '新修水窖126处、渠道384处、水表井252处，762处设施已移交。', '384'],
  ['what is left behind a rate', '应缴8640人，已缴7128人，缴费率82.5%，尚欠1512人。', '1512'],
  ['a whole behind both of its parts', '已发放4280份，尚欠1370份，全乡应发5650份。', '1370'],
  ['limits from top to bottom', '走访农户236户，其中50亩以上的47户、10亩至50亩的128户、10亩以下的61户。', '128'],
  [
    'parts in the next sentence',
    '全年总产值86.42亿元。第一产业21.35亿元，第二产业27.68亿元，第三产业37.39亿元。',
    '27.68',
  ],
]

const others: [what: string, kind: string, text: string, figure: string, wrong: string][] = [
  [
    'a percentage in a bracket',
    'share',
    '收回问卷468份，表示满意的387份（82.7%），一般的81份（17.3%）。',
    '82.7',
    '87.2',
  ],
  [
    'percentages in a row',
    'share',
    '总面积4400亩，一级园1138亩、二级园2358亩、三级园904亩，占比依次为25.9%、53.6%和20.5%。',
    '53.6',
    '56.3',
  ],
  ['shares of one whole', 'share', '种植户312户，种茶的195户，占62.5%，种桑的117户，占37.5%。', '占37.5', '占35.7'],
  ['people in places', 'coverage', '敬老院床位120张，入住93人，入住率77.5%。', '77.5', '75.7'],
  [
    'rates in a row',
    'coverage',
    '计划签约18个、到位资金4.5亿元，实际签约15个、到位3.6亿元，完成率分别为83.3%和80%。',
    '83.3',
    '38.3',
  ],
  ['last year’s figure in a bracket', 'growth', '年末生猪12680头（11900头），增6.6%。', '增6.6', '增9.6'],
  ['a rate against a line', 'difference', '今年履约率87.4%，比要求的90%低2.6个百分点。', '2.6个', '6.2个'],
  ['two levels in a row', 'difference', '去年普及率只有83.5%，现在达到96.2%，提高12.7个百分点。', '12.7', '17.2'],
  [
    'the count in the sentence before',
    'average',
    '基地有12栋鸡舍。平均每栋出栏2.5万羽，全年出栏30万羽。',
    '2.5',
    '5.2',
  ],
  ['a price whose count stands apart', 'unit-price', '每亩补助62.4元，核定面积11250亩，应发70.2万元。', '70.2', '72.0'],
  [
    'what stays after something is taken off',
    'difference',
    '电费收入9.03万元，扣掉运维费6780元，净收益8.352万元。',
    '8.352',
    '8.532',
  ],
]

/** Two neighbouring digits the other way round. */
function miswritten(text: string, figure: string): string {
  const at = [...figure].findIndex((c, i) => /\d/.test(c) && /\d/.test(figure[i + 1] ?? '') && c !== figure[i + 1])
  const wrong = figure.slice(0, at) + figure[at + 1] + figure[at] + figure.slice(at + 2)
  return text.replace(figure, wrong)
}

describe('sums', () => {
  it.each(sums)('of %s hold, and do not when two digits change places', (_, text, figure) => {
    expect(kinds(text)).toContain('part-whole')
    expect(findings(text)).toEqual([])
    expect(findings(miswritten(text, figure))).toContain('part-whole')
  })
})

describe('other relations', () => {
  it.each(others)('%s: %s holds, and does not when it is miswritten', (_, kind, text, figure, wrong) => {
    expect(text).toContain(figure)
    expect(kinds(text)).toContain(kind)
    expect(findings(text)).toEqual([])
    expect(findings(text.replace(figure, wrong))).toContain(kind)
  })
})

describe('figures that are referred to', () => {
  it('are those that stand before', () => {
    const text = '全年培训23期，参训1140人次。上述23期都有签到册。'
    expect(findings(text)).toEqual([])
    expect(findings(text.replace('上述23期', '上述32期'))).toEqual(['restated'])
  })

  it('of one name do not come back with their digits the other way round', () => {
    expect(findings('造林任务1450亩，已栽870亩。为完成1540亩造林任务，备足苗木。')).toEqual(['restated'])
    expect(findings('造林任务1450亩，已栽870亩。明年造林任务2300亩。')).toEqual([])
  })
})

describe('silence', () => {
  it.each([
    '镇中心小学网店由64家增加到83家，净增19家；线上销售额4830万元，同比增长21.5%。',
    '老人386人，其中独居142人、与配偶同住201人、随孙辈居住43人；子女每月打电话不足1次的占27%。',
    '“三保”支出1.94亿元，占一般公共预算支出的78.5%；上级补助2.36亿元。',
    '营养餐按每生每天5元的标准执行，1738名学生受益，教师陪餐自付8元。',
    '收入合计62.48万元，其中租赁27.3万元、光伏11.86万元、流转9.42万元、其他13.9万元；支出合计48.15万元。',
    '在册残疾人538人，享受护理补贴的203人，享受生活补贴的317人，部分人员同时享受。',
    '药品收入129.4万元，药占比33.5%，控制在35%以内，抗菌药物使用率31%，不良率1.26%。',
    '全村182户614人，集体收入46.8万元，农民人均可支配收入19350元，户均养牛2.3头。',
    '大户补贴每亩40元，我社种玉米310亩；账上的5.2万元是去年的作业款。',
  ])('where figures only stand side by side: %s', (text) => {
    expect(findings(text)).toEqual([])
  })
})
