import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comment } from '#proofread/comment.ts'
import { openPackage, plainDocument, readDocument } from '#proofread/document.ts'
import { proofread } from '#proofread/proofread.ts'
import { convert, hasWriter, sayMissing } from '../../../test/support/libreoffice.ts'

/** Cells parted by spaces, `_` for a blank one, as lines of a spreadsheet. */
const sheet = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line) =>
      line
        .trim()
        .split(/ +/)
        .map((cell) => cell.replace(/^_$/, ''))
        .join('\t'),
    )
    .join('\n')

const check = (pasted: string) => {
  const { text, tables } = plainDocument(pasted)
  return { text, ...proofread(text, { tables }) }
}
const findings = (lines: string) => check(sheet(lines)).findings.map((f) => `${f.severity} ${f.kind} ${f.quote}`)
const holding = (lines: string) =>
  check(sheet(lines))
    .relations.filter((r) => r.holds)
    .map((r) => `${r.kind}: ${r.arithmetic}`)
const message = (lines: string) => check(sheet(lines)).findings[0]?.message ?? ''

describe('numbered rows', () => {
  const budget = (land: number, fine: number) => `
    项目 金额（万元）
    一、税收 3511
    1.增值税 2000
    2.企业税 1511
    二、非税 873
    （一）罚没 ${fine}
    （二）国有 410
    三、上级 900
    1.专项 500
    2.一般 400
    四、土地 ${land}
    1.出让 1200
    2.租金 37
    合计 ${3511 + 873 + 900 + land}`

  it('are the sums of the rows one level below', () => {
    expect(findings(budget(1237, 463))).toEqual([])
    expect(holding(budget(1237, 463))).toContain('part-whole: 463＋410＝873万元，相符')
  })

  it('are wrong where the others add up', () => {
    expect(findings(budget(1273, 463))).toEqual(['error part-whole 1273'])
    expect(findings(budget(1237, 461))).toEqual(['doubt part-whole 873'])
  })

  it('say nothing where the rows below are not all of them', () => {
    expect(
      findings(`
      项目 金额（万元）
      一、税收 3511
      1.增值税 2000
      2.企业税 1101
      二、非税 873
      1.罚没 400
      2.国有 310`),
    ).toEqual([])
  })
})

describe('columns of changes and balances', () => {
  const changes = (last: number) => `
    村名 今年户数 去年户数 增减
    甲村 120 100 20
    乙村 95 110 -15
    丙村 88 60 28
    丁村 77 50 ${last}`

  it('are one column less another', () => {
    expect(holding(changes(27))).toContain('difference: 95户－110户＝-15')
    expect(findings(changes(27))).toEqual([])
    expect(findings(changes(37))).toEqual(['doubt difference 37'])
  })

  it('are not added where some of them are printed without their sign', () => {
    expect(
      findings(`
      项目 上年 本年 增减额
      增值税 120 150 30
      契税 90 70 20
      合计 210 220 10`),
    ).toEqual([])
  })

  it('are what there was, with what came in and without what went out', () => {
    const balance = (end: number) => `
      村名 年初 新增 消除 年末
      甲村 12 3 2 13
      乙村 21 1 7 15
      丙村 16 4 5 ${end}
      丁村 33 7 9 31`
    expect(holding(balance(15))).toContain('difference: 21＋1－7＝15')
    expect(findings(balance(15))).toEqual([])
    expect(findings(balance(16))).toEqual(['doubt difference 16'])
  })
})

describe('a total row', () => {
  it('is the sum of the rows above it, column by column', () => {
    expect(
      holding(`
        村名 户数 人数 资金（万元）
        甲村 12 30 3.50
        乙村 20 1,055 4.25
        丙村 ８ 21 —
        合　计 40 1106 7.75`),
    ).toEqual([
      'part-whole: 12＋20＋8＝40户，相符',
      'part-whole: 30＋1055＋21＝1106人，相符',
      'part-whole: 3.5＋4.25＝7.75万元，相符',
    ])
  })

  it('that is wrong is found at its cell, with the arithmetic and what is likely wrong', () => {
    const { text, findings, relations } = check(
      sheet(`
        村名 户数 人数
        甲村 12 130
        乙村 20 255
        合计 32 358`),
    )
    expect(findings).toHaveLength(1)
    const [finding] = findings
    expect(finding).toMatchObject({ severity: 'error', kind: 'part-whole', quote: '358' })
    expect(text.slice(finding?.start, finding?.end)).toBe('358')
    expect(finding?.message).toBe(
      '“人数”一列的“合计”：130＋255＝385人，表中358人，相差27人。“合计 人数”的358像是相邻两位数字写反，应为385人。请核对相加的各数和合计。',
    )
    const broken = relations.find((r) => !r.holds)
    expect(broken?.parts.map((p) => text.slice(p.start, p.end))).toEqual(['130', '255'])
    expect(broken?.parts.map((p) => p.says)).toEqual(['甲村 人数', '乙村 人数'])
    expect(broken?.whole).toMatchObject({ start: finding?.start, end: finding?.end, says: '合计 人数' })
  })

  it('may stand right under the head', () => {
    const table = (people: number) => `
      村名 户数 人数
      全乡合计 32 ${people}
      甲村 12 130
      乙村 20 255`
    expect(findings(table(385))).toEqual([])
    expect(findings(table(395))).toEqual(['error part-whole 395'])
  })

  it('may have subtotals under it, each of its own rows', () => {
    const table = (a: number, b: number, all: number) => `
      类别 项目 户数 资金
      产业 种植 10 100
      产业 养殖 10 120
      产业 小计 20 ${a}
      基建 道路 5 70
      基建 水利 6 80
      基建 小计 11 ${b}
      总计 _ 31 ${all}`
    expect(findings(table(220, 150, 370))).toEqual([])
    expect(findings(table(222, 150, 370))).toEqual(['error part-whole 222'])
    expect(findings(table(220, 160, 370))).toEqual(['error part-whole 160'])
    expect(findings(table(220, 150, 470))).toEqual(['error part-whole 470'])
  })

  it('may stand above its subtotals, and they above their rows', () => {
    const table = (b: number) => `
      片区 户数 资金
      总计 31 370
      东片小计 20 220
      甲村 10 100
      乙村 10 120
      西片小计 11 ${b}
      丙村 5 70
      丁村 6 80`
    expect(findings(table(150))).toEqual([])
    expect(findings(table(159))).toEqual(['error part-whole 159'])
  })

  it('leaves out rows that are part of another row, whatever their number', () => {
    expect(
      findings(`
        村名 户数 人数
        甲村 40 90
        其中：脱贫户 10 22
        乙村 60 130
        合计 100 220`),
    ).toEqual([])
    expect(
      findings(`
        序号 项目 资金
        一 产业 100
        1 种植 60
        2 养殖 40
        二 基建 50
        _ 合计 150`),
    ).toEqual([])
  })

  it('leaves out means, last year, section lines, heads that come again, and notes', () => {
    const sums = ['part-whole: 12＋20＋8＝40户，相符', 'part-whole: 30＋56＋21＝107人，相符']
    const below = `
      村名 户数 人数
      一、东片 _ _
      甲村 12 30
      乙村 20 56
      村名 户数 人数
      丙村 8 21
      户均 16 43
      合计 40 107
      去年合计 38 99
      注：截至年底 _ _`
    expect(findings(below)).toEqual([])
    expect(holding(below)).toEqual(sums)
    const above = `
      村名 户数 人数
      合计 40 107
      甲村 12 30
      乙村 20 56
      丙村 8 21
      去年同期 38 99
      填表人： 张三 李四`
    expect(findings(above)).toEqual([])
    expect(holding(above)).toEqual(sums)
  })

  it('of whole numbers of a measured unit is only noted while rounding may explain it', () => {
    const table = (total: number) => `
      村名 资金（万元） 户数
      甲村 35 1
      乙村 28 2
      丙村 44 3
      合计 ${total} 6`
    expect(findings(table(107))).toEqual([])
    expect(findings(table(108))).toEqual(['note part-whole 108'])
    expect(findings(table(111))).toEqual(['error part-whole 111'])
  })

  it('allows for the rounding of printed decimals and no more', () => {
    const table = (total: string) => `
      村名 面积（亩） 户数
      甲村 3.33 1
      乙村 3.33 2
      丙村 3.33 3
      合计 ${total} 6`
    expect(findings(table('10.00'))).toEqual([])
    expect(findings(table('10'))).toEqual([])
    expect(findings(table('10.1'))).toEqual(['error part-whole 10.1'])
  })

  it('leaves out columns that nobody adds', () => {
    expect(
      findings(`
        序号 村名 年度 均价（元/公斤） 完成率 平均年龄 联系电话 户数
        1 甲村 2024 32 95% 45 7012345 12
        2 乙村 2024 35 98% 50 7012346 20
        3 合计 2024 34 97% 48 7012347 32`),
    ).toEqual([])
  })

  it('is doubted only, where another reading is left', () => {
    const blank = `
      村名 户数 资金
      甲村 12 100
      乙村 20 _
      合计 32 257`
    expect(findings(blank)).toEqual(['doubt part-whole 257'])
    expect(message(blank)).toContain('有的格没有填数')
    const twice = `
      项目 户数 资金（元）
      种植 120 100
      养殖 230 300
      合计 291 400`
    expect(findings(twice)).toEqual(['doubt part-whole 291'])
    expect(message(twice)).toContain('去重')
    const unlisted = `
      村名 户数
      甲村 12
      乙村 20
      合计 57`
    expect(findings(unlisted)).toEqual(['doubt part-whole 57'])
    expect(message(unlisted)).toContain('有的行没有列出')
  })

  it('is wrong in a single column when one slip of the hand explains it', () => {
    expect(
      findings(`
        村名 户数
        甲村 152
        乙村 241
        合计 339`),
    ).toEqual(['error part-whole 339'])
  })

  it('of many rows is written in a few', () => {
    const rows = Array.from({ length: 30 }, (_, i) => `村${i} ${i + 1}`).join('\n')
    expect(holding(`村名 户数\n${rows}\n合计 465`)).toEqual(['part-whole: 1＋2＋3＋…＋30（共30个数）＝465户，相符'])
  })
})

describe('a total column', () => {
  const table = (third: number) => `
    村名 合计 脱贫户 监测户
    甲村 12 8 4
    乙村 20 15 5
    丙村 ${third} 6 2`

  it('is learned from the rows, and then the row that does not fit is wrong', () => {
    expect(findings(table(8))).toEqual([])
    expect(findings(table(9))).toEqual(['error part-whole 9'])
    expect(message(table(9))).toContain('“丙村”一行的“合计”：6＋2＝8，表中9，相差1')
  })

  it('is no total where most rows say otherwise', () => {
    expect(
      findings(`
        村名 总户数 脱贫户 监测户
        甲村 112 8 4
        乙村 220 15 5
        丙村 8 6 2`),
    ).toEqual([])
  })

  it('may stand under a grouped head, or be a group itself', () => {
    const grouped = (a: number) => `
      村名 资金（万元） _ _ 户数
      _ 合计 中央 省级 _
      甲村 15.5 12 3.5 9
      乙村 ${a} 10 2 8
      丙村 9 8 1 7`
    expect(findings(grouped(12))).toEqual([])
    expect(findings(grouped(21))).toEqual(['error part-whole 21'])
    const group = (people: number) => `
      村名 合计 _ 脱贫户 _ 监测户 _
      _ 户数 人数 户数 人数 户数 人数
      甲村 5 12 3 8 2 4
      乙村 7 ${people} 4 9 3 8
      丙村 9 20 5 11 4 9`
    expect(findings(group(17))).toEqual([])
    expect(findings(group(18))).toEqual(['error part-whole 18'])
  })

  it('is read across its 其中 columns', () => {
    expect(
      holding(`
        村名 总人口 其中：男 其中：女 党员
        甲村 30 16 14 3
        乙村 28 15 13 2`),
    ).toEqual(['part-whole: 16＋14＝30人，相符', 'part-whole: 15＋13＝28人，相符'])
  })

  it('points at the cell where a row and a column meet', () => {
    const { findings } = check(
      sheet(`
        村名 甲类 乙类 合计
        东村 11 22 33
        西村 14 27 39
        南村 17 28 45
        合计 42 75 117`),
    )
    expect(findings.map((f) => f.quote)).toEqual(['39', '75'])
    for (const { severity, message } of findings) {
      expect(severity).toBe('error')
      expect(message).toContain('“西村 乙类”的27像是写错，应为25。')
    }
  })
})

describe('columns worked out from others', () => {
  it('are rates of two columns, or shares of the total', () => {
    const table = (rate: string, share: string) => `
      村名 任务数 完成数 完成率 占比
      甲村 500 450 90.0% 50.0%
      乙村 300 270 90% 30%
      丙村 180 170 ${rate} ${share}
      合计 980 890 90.82% 100%`
    expect(findings(table('94.4%', '19.1%'))).toContain('error share 50.0%')
    const right = table('94.4%', '19.1%').replace('50.0%', '50.6%').replace('30%', '30.3%')
    expect(findings(right)).toEqual([])
    expect(findings(right.replace('94.4%', '84.4%'))).toEqual(['error coverage 84.4%'])
    expect(holding(right)).toContain('share: 170÷890＝19.1%')
  })

  it('are growth of one year over another, downwards too', () => {
    const table = (last: string) => `
      指标 2024年 2025年 增幅
      粮食产量（吨） 1000 1100 10%
      桑园面积（亩） 3000 3600 20.0%
      低保户（户） 500 450 -10%
      养蚕（盒） 200 250 ${last}`
    expect(findings(table('25%'))).toEqual([])
    expect(findings(table('20%'))).toEqual(['error growth 20%'])
  })

  it('are amounts of a price and a count, in whatever unit', () => {
    const table = (last: string) => `
      村名 补助标准（元/亩） 面积（亩） 金额（万元）
      甲村 500 20 1
      乙村 600 30 1.8
      丙村 700 40 2.8
      丁村 800 50 ${last}`
    expect(findings(table('4'))).toEqual([])
    expect(findings(table('4.5'))).toEqual(['error unit-price 4.5'])
  })

  it('are averages of an amount and a count', () => {
    const table = (last: string) => `
      村名 资金（元） 户数 户均（元）
      甲村 36000 12 3000
      乙村 50000 16 3125
      丙村 10000 3 3333.33
      丁村 20000 8 ${last}
      合计 116000 39 2974.36`
    expect(findings(table('2500'))).toEqual([])
    expect(findings(table('2050'))).toEqual(['error average 2050'])
  })

  it('are doubted in a total row that holds the mean of the rows', () => {
    const table = `
      村名 任务数 完成数 完成率
      甲村 500 450 90%
      乙村 300 240 80%
      丙村 100 70 70%
      合计 900 760 80%`
    expect(findings(table)).toEqual(['doubt coverage 80%'])
    expect(message(table)).toContain('像是各行的平均数')
  })

  it('are noted where the last place was cut off, unless the table does so throughout', () => {
    const table = (first: string, second: string) => `
      村名 任务数 完成数 完成率
      甲村 300 200 ${first}
      乙村 70 60 ${second}
      丙村 90 40 44.4%
      丁村 90 61 67.8%`
    expect(findings(table('66.7%', '85.7%'))).toEqual([])
    expect(findings(table('66.6%', '85.7%'))).toEqual(['note coverage 66.6%'])
    expect(findings(table('66.6%', '85.7%').replace('67.8', '67.7'))).toEqual([])
  })

  it('are nothing where the rows do not say so', () => {
    expect(
      findings(`
        村名 任务数 完成数 满意率
        甲村 500 450 98%
        乙村 300 240 97%
        丙村 100 70 99%`),
    ).toEqual([])
  })
})

describe('tables that say nothing', () => {
  it.each([
    ['of text', '时间 内容 责任人\n3月 走访12户 张三\n4月 排查30人 李四'],
    ['of numbered people', '序号 姓名 年龄 电话 人口\n1 张三 45 7012345 3\n2 李四 52 7012346 4\n3 王五 61 7012347 2'],
    ['of a form', '姓名 张三 性别 男\n年龄 45 电话 7012345\n合计 3 备注 12'],
    ['with numbered columns', '项目 数量 单价 金额\n甲 1 2 3\n桑苗 20 3 60\n肥料 10 50 500\n合计 30 _ 560'],
    ['of years', '项目 2023 2024 2025\n户数 12 15 18\n人数 30 38 41'],
  ])('are left alone: %s', (_, lines) => {
    expect(findings(lines)).toEqual([])
  })

  it('are read no more as one sentence, wherever the bars and tabs stand', () => {
    const row = sheet('村 户数 人次 资金\n甲村 12户 164人次 6.56万元\n乙村 20户 877人次 54.81万元')
    expect(check(row).relations).toEqual([])
    expect(proofread(row).relations).not.toEqual([])
    const { text, relations } = check('| 村 | 户数 | 人数 |\n|---|---|---|\n| 甲村 | 12户 | 5人 |\n')
    expect(relations).toEqual([])
    expect(proofread(text, { tables: plainDocument(text).tables }).findings).toEqual([])
  })

  it('are not read from one cell into the next', () => {
    const cells = ['农户200户。', '脱贫户50户，占40%。']
    expect(proofread(cells.join('')).findings).not.toEqual([])
    expect(check(`情况\t其中\n${cells.join('\t')}\n`).findings).toEqual([])
  })

  it('still have their sentences read, cell by cell', () => {
    const { findings } = check('村\t情况\n甲村\t今年兑现奖补1574人，其中县内411人、县外1059人、车间7人。\n乙村\t无\n')
    expect(findings.map((f) => f.kind)).toEqual(['part-whole'])
  })
})

describe('tables of any size', () => {
  const right = fc
    .record({
      rows: fc.array(fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 3, maxLength: 3 }), {
        minLength: 2,
        maxLength: 12,
      }),
      onTop: fc.boolean(),
    })
    .map(({ rows, onTop }) => {
      const across = rows.map((row, i) => [`村${i}`, ...row, row.reduce((a, b) => a + b)])
      const total = ['合计', ...[0, 1, 2, 3].map((c) => across.reduce((sum, row) => sum + Number(row[c + 1]), 0))]
      return [['村名', '种植', '养殖', '务工', '合计'], ...(onTop ? [total, ...across] : [...across, total])]
    })

  const paste = (cells: (string | number)[][]) => check(cells.map((row) => row.join('\t')).join('\n'))

  it('say nothing when their totals are right', () => {
    fc.assert(
      fc.property(right, (cells) => {
        const { findings, relations } = paste(cells)
        expect(findings).toEqual([])
        expect(relations).toHaveLength(4 + cells.length - 1)
      }),
    )
  })

  it('show any one cell that was changed', () => {
    fc.assert(
      fc.property(right, fc.nat(), fc.nat(3), fc.integer({ min: 1, max: 500 }), (cells, at, column, change) => {
        const row = 1 + (at % (cells.length - 1))
        const spoilt = cells.map((line, r) =>
          line.map((cell, c) => (r === row && c === column + 1 ? Number(cell) + change : cell)),
        )
        const { text, findings } = paste(spoilt)
        expect(findings.length).toBeGreaterThan(0)
        expect(findings.every((one) => text.slice(one.start, one.end) === one.quote)).toBe(true)
        expect(findings.some((one) => one.severity === 'error')).toBe(true)
      }),
    )
  })

  it.each([
    ['rows', (n: number) => [`村\t数\t数`, ...Array.from({ length: n * 1000 }, () => '合\t1\t2'), '合计\t1\t1']],
    [
      'totals',
      (n: number) => [`村\t合计\t数`, ...Array.from({ length: n * 1000 }, (_, i) => `${i % 2 ? '小计' : '村'}\t1\t2`)],
    ],
    [
      'columns',
      (n: number) =>
        Array.from({ length: 6 }, (_, i) => Array.from({ length: n * 200 }, () => (i ? '7' : '合计')).join('\t')),
    ],
    [
      'rates',
      (n: number) =>
        Array.from({ length: 6 }, (_, i) =>
          Array.from({ length: n * 200 }, (_, c) => (i ? `${c % 97}.5%` : '完成率')).join('\t'),
        ),
    ],
    [
      'tables',
      (n: number) => Array.from({ length: n * 50 }, () => '村\t数\t数\t率\t率\n甲\t1\t2\t3%\t4%\n乙\t3\t4\t5%\t6%\n'),
    ],
  ])(
    'take time in proportion to %s',
    (_, lines) => {
      const time = (size: number) => {
        const { text, tables } = plainDocument(lines(size).join('\n'))
        const start = performance.now()
        proofread(text, { tables })
        return performance.now() - start
      }
      time(1)
      const [short, long] = [Math.min(time(1), time(1)), Math.min(time(8), time(8))]
      expect(long).toBeLessThan(8 * 4 * Math.max(short, 50))
    },
    60_000,
  )

  it('ends in good time on a table of 5000 columns and one of 100000 cells', () => {
    const line = (n: number, cell: (i: number) => string) => Array.from({ length: n }, (_, i) => cell(i)).join('\t')
    const wide = [
      line(5000, (i) => (i % 2 ? '合计' : '完成率')),
      ...Array.from({ length: 10 }, () => line(5000, String)),
    ]
    const long = [line(10, () => '数'), ...Array.from({ length: 10_000 }, () => line(10, String))]
    const start = performance.now()
    check(wide.join('\n'))
    check(long.join('\n'))
    expect(performance.now() - start).toBeLessThan(30_000)
  }, 60_000)
})

interface Wide {
  text: string
  across?: number
  down?: number
}

const wordTable = (rows: (string | Wide)[][]) => {
  const cell = (one: string | Wide) => {
    const { text, across, down }: Wide = typeof one === 'string' ? { text: one } : one
    // Two runs in a cell, as Word leaves them where somebody typed a digit later.
    const runs = [new TextRun(text.slice(0, 1)), new TextRun({ text: text.slice(1), bold: true })]
    return new TableCell({
      children: [new Paragraph({ children: runs })],
      ...(across && { columnSpan: across }),
      ...(down && { rowSpan: down }),
    })
  }
  return new Table({ rows: rows.map((row) => new TableRow({ children: row.map(cell) })) })
}

const file = async (rows: (string | Wide)[][]) => {
  const children = [new Paragraph('附表  资金安排    单位：万元'), wordTable(rows)]
  return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })))
}

const funds = (total: string) => [
  [
    { text: '类别', down: 2 },
    { text: '项目', down: 2 },
    { text: '资金', across: 3 },
  ],
  ['合计', '中央', '省级'],
  [{ text: '产业', down: 3 }, '种植', '15.5', '12', '3.5'],
  ['养殖', '12', '10', '2'],
  ['小计', '27.5', '22', '5.5'],
  [{ text: '基建', across: 2 }, '9', '8', '1'],
  [{ text: '总　计', across: 2 }, '36.5', total, '6.5'],
]

async function inWord(bytes: Uint8Array) {
  const { text, tables } = await readDocument(bytes, 'a.docx')
  return { text, ...proofread(text, { tables }) }
}

describe('tables of a Word file', () => {
  it('are read with merged heads, merged groups and the unit above them', async () => {
    const { findings, relations } = await inWord(await file(funds('30')))
    expect(findings).toEqual([])
    expect(relations.map((r) => r.arithmetic)).toEqual(
      expect.arrayContaining([
        '12＋10＝22万元，相符',
        '22＋8＝30万元，相符',
        '12＋3.5＝15.5万元，相符',
        '30＋6.5＝36.5万元，相符',
      ]),
    )
  })

  it('get the comment into the cell of the wrong total', async () => {
    const bytes = await file(funds('40'))
    const { text, findings } = await inWord(bytes)
    expect(findings.map((f) => text.slice(f.start, f.end))).toEqual(['36.5', '40'])
    expect(findings[1]?.message).toContain('22＋8＝30万元，表中40万元，相差10万元')
    const { xml } = openPackage(comment(bytes, findings))
    const cells = [...xml.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map((match) => match[0])
    const marked = cells.filter((cell) => cell.includes('<w:commentReference'))
    expect(marked.map((cell) => [...cell.matchAll(/<w:t(?: [^>]*)?>([^<]*)/g)].map((m) => m[1]).join(''))).toEqual([
      '36.5',
      '40',
    ])
    expect((await readDocument(comment(bytes, findings), 'a.docx')).text).toBe(text)
  })

  it('are read the same when LibreOffice has written the file', async ({ skip }) => {
    if (!hasWriter) {
      sayMissing('LibreOffice Writer')
      skip()
    }
    const odt = await convert(await file(funds('40')), 'a.docx', 'odt')
    const { findings } = await inWord(await convert(odt, 'b.odt', 'docx'))
    expect(findings.map((f) => f.quote)).toEqual(['36.5', '40'])
  }, 240_000)
})
