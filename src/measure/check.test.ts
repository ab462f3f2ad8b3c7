import { describe, expect, it } from 'vitest'
import { gather, type Line } from '#define/catalog.ts'
import { amount, asked, yuan } from '#define/expression.ts'
import { area, day, link, money, quantity, text } from '#define/field.ts'
import { indicator } from '#define/indicator.ts'
import { entity, event, state } from '#define/ledger.ts'
import { fact, from, type Measure } from '#define/measure.ts'
import { namer } from '#define/namer.ts'
import { parameter } from '#define/parameter.ts'
import { report, say } from '#define/report.ts'
import { sentence } from '#problem.ts'
import { check } from './check.ts'

const household = entity('household', {
  title: '农户',
  row: '户',
  purpose: '农户',
  area: 'area',
  fields: { number: text('户编号'), area: area('村民组'), land: quantity('耕地', '亩') },
})
const visit = event('visit', {
  title: '走访',
  row: '次',
  purpose: '走访',
  of: 'household',
  dated: 'visited_on',
  fields: { household: link(household, '农户'), visited_on: day('走访日期'), cost: money('花费') },
})
const support = state('support', {
  title: '帮扶',
  row: '户',
  purpose: '帮扶',
  of: 'household',
  dated: ['since', 'until'],
  fields: { household: link(household, '农户'), since: day('起'), until: day('止', { optional: true }) },
})
const note = entity('note', {
  title: '说明',
  row: '份',
  purpose: '说明',
  area: 'area',
  fields: { area: area('乡镇'), body: text('内容') },
})

const place = entity('place', {
  title: '区划',
  row: '个',
  purpose: '区划',
  area: 'code',
  places: { code: 'code', name: 'name' },
  fields: { code: area('代码'), name: text('名称') },
})

const line = (more: Partial<Line>): Line => ({
  id: 'x',
  title: '条线',
  ...more,
  ledgers: [place, household, visit, support, note, ...(more.ledgers ?? [])],
})

/** The faults of one wrong declaration among right ones, as sentences. */
const faults = (more: Partial<Line>): string[] => {
  const catalog = gather({ lines: [line(more)], reports: [] })
  return check(catalog).map((p) => sentence(p, namer(catalog)))
}
const ask = (of: Measure, more: object = {}): string[] =>
  faults({ indicators: [indicator('a', { says: '甲', definition: '口径', of, ...more })] })

describe('a wrong declaration is refused at load, in a sentence that says what and where', () => {
  it('but right ones load', () => {
    expect(ask(from(visit).during().count())).toEqual([])
    expect(ask(from(support).at(asked.day).count())).toEqual([])
  })

  // biome-ignore lint/suspicious/noExplicitAny: the types refuse these too; a file written by a script would not be checked by them
  const wrong = (value: unknown): any => value

  it('adding 户 to 户次', () => {
    const both = from(support)
      .at(asked.day)
      .count()
      .plus(wrong(from(support).began().count()))
    expect(ask(both)).toEqual(['指标“甲”（a）：两边单位不同：户与户次。先换成同一口径再算'])
  })

  it('comparing money with land', () => {
    expect(
      ask(
        from(visit)
          .where(visit.cost.above(wrong(amount(3, '亩'))))
          .during()
          .count(),
      )[0],
    ).toContain('两边单位不同：亩与元')
  })

  it('asking events on a day, or states in a period', () => {
    expect(ask(wrong(from(visit)).at(asked.day).count())[0]).toContain('“走访”记的是某一天发生的事')
    expect(ask(wrong(from(support)).during().count())[0]).toContain('“帮扶”记的是一段时间')
  })

  it('says which questions the ledger does answer', () => {
    expect(ask(wrong(from(household)).during().count())).toEqual([
      '指标“甲”（a）：“农户”记的是现有的户、人或物，不能用 during(…)；可以问哪天在册 at(…)、全部 ever(…)',
    ])
  })

  it('asking at a time that is no day, or a day of another ledger', () => {
    expect(
      ask(
        from(visit)
          .during({ from: asked.from, until: wrong(visit.cost) })
          .count(),
      ),
    ).toEqual(['指标“甲”（a）：during(…) 里要的是日期'])
    expect(ask(from(support).at(visit.visited_on).count())[0]).toContain('却读了“走访”的字段')
  })

  it('asking an area what only one household can answer', () => {
    expect(ask(wrong(from(visit).during().latest(visit.cost)))).toEqual([
      '指标“甲”（a）：latest(…) 要问某一户或某一人，不能直接问一个地方',
    ])
    expect(ask(from(visit).during().sum(wrong(visit.visited_on)))).toEqual(['指标“甲”（a）：sum(…) 里要的是数'])
  })

  it('adding up what belongs to another row', () => {
    expect(ask(from(visit).during().sum(visit.household.land))[0]).toContain('会被重复相加')
  })

  it('reading the field of a row that is not being counted', () => {
    expect(
      ask(
        from(support)
          .where(visit.cost.above(yuan(0)))
          .at(asked.day)
          .count(),
      )[0],
    ).toContain('这里每一行是“帮扶”，却读了“走访”的字段')
  })

  it('asking a fact that is not listed, or of a row that has no such subject', () => {
    const seen = fact(household, 'seen', '走访过', from(visit).during().any())
    expect(ask(from(support).where(seen).at(asked.day).count())[0]).toContain('事实 household.seen 没有列进任何条线')
    const onNote = from(note).where(seen).at(asked.day).count()
    expect(
      faults({ facts: [seen], indicators: [indicator('a', { says: '甲', definition: '口径', of: onNote })] })[0],
    ).toContain('这里每一行是“说明”，说不出它属于哪个“农户”')
  })

  it('printing a count in a word that nobody says for it', () => {
    expect(ask(from(visit).during().count(), { shown: '万元' })).toEqual(['指标“甲”（a）：数的是次，不能写成万元'])
  })

  it('an indicator without a definition in words', () => {
    expect(ask(from(visit).during().count(), { definition: '' })[0]).toContain('没有写口径')
  })

  it('the latest row of a ledger that has no date', () => {
    const last = fact(household, 'last', '最近说明', wrong(from(household).at(asked.day).latest(household.number)))
    expect(faults({ facts: [last] })[0]).toContain('不能再去数自己的台账')
  })

  it('facts in a circle', () => {
    const inner = fact(household, 'inner', '内', from(visit).during().count())
    const circle = fact(
      household,
      'inner',
      '内',
      from(visit)
        .where(inner.above(amount(0, '次')))
        .during()
        .count(),
    )
    expect(faults({ facts: [circle] })[0]).toContain('事实绕成了圈：household.inner → household.inner')
  })

  it('a parameter without its source', () => {
    const limit = parameter('limit', {
      says: '上限',
      unit: '元',
      values: [{ from: '2025-01-01', value: 5, source: '' }],
    })
    expect(faults({ parameters: [limit] })[0]).toContain('没有写来源文件')
  })

  it('a ledger that does not say whose a row is, where it belongs or when it happened', () => {
    const lost = entity('lost', { title: '无主', row: '个', purpose: '无主', fields: { name: text('名称') } })
    expect(faults({ ledgers: [lost] })[0]).toContain('没有说明一行属于哪个村')
    const unsaid = {
      title: '无日',
      row: '次',
      purpose: '无日',
      area: 'area',
      dated: 'name',
      fields: { name: text('名称'), area: area('村') },
    }
    const undated = event('undated', wrong(unsaid))
    expect(faults({ ledgers: [undated] })[0]).toContain('不是日期字段')
    const nowhere = event('nowhere', {
      title: '无处',
      row: '次',
      purpose: '无处',
      of: wrong('name'),
      dated: 'on',
      fields: { name: text('名称'), on: day('日') },
    })
    expect(faults({ ledgers: [nowhere] })[0]).toContain('of 里的 name 不是关联字段')
  })

  it('areas kept nowhere, in two ledgers, or by fields that are no code and name', () => {
    const { places: _, ...unsaid } = place.ledger
    expect(
      check(gather({ lines: [{ id: 'x', title: '条线', ledgers: [{ ...place, ledger: unsaid }] }], reports: [] })),
    ).toMatchObject([{ message: '没有一本台账写了 places，不知道村名和代码记在哪里' }])
    const kept = (id: string, code: string, name: string) =>
      entity(id, {
        title: '区划',
        row: '个',
        purpose: '区划',
        area: 'code',
        places: wrong({ code, name }),
        fields: { code: area('代码'), other: area('别处'), name: text('名称') },
      })
    expect(faults({ ledgers: [kept('again', 'code', 'name')] })).toEqual([
      '“区划”和“区划”都写了 places，只能有一本记行政区划',
    ])
    const only = (code: string, name: string) =>
      check(gather({ lines: [{ id: 'x', title: '条线', ledgers: [kept('only', code, name)] }], reports: [] }))
    expect(only('other', 'name')).toMatchObject([
      { message: '“区划”的 places 里，代码 other 要是它 area 里的区划字段' },
    ])
    expect(only('code', 'code')).toMatchObject([{ message: '“区划”的 places 里，名称 code 要是文字字段' }])
  })

  it('a name the database cannot hold', () => {
    const loud = entity('Loud', {
      title: '大写',
      row: '个',
      purpose: '大写',
      area: 'area',
      fields: { area: area('村') },
    })
    expect(faults({ ledgers: [loud] })[0]).toContain('只能用小写字母')
    const hidden = entity('hidden', {
      title: '下划线',
      row: '个',
      purpose: '下划线',
      area: 'area',
      fields: { area: area('村'), _x: text('甲') },
    })
    expect(faults({ ledgers: [hidden] })[0]).toContain('字段名 _x')
    const clash = entity('clash', {
      title: '撞名',
      row: '个',
      purpose: '撞名',
      area: wrong('area'),
      fields: wrong({ area: area('村'), township: text('乡镇') }),
    })
    expect(faults({ ledgers: [clash] })[0]).toContain('字段名 township 是保留字')
  })

  it('a report that speaks of a figure nobody declared', () => {
    const ghost = indicator('ghost', { says: '鬼', definition: '口径', of: from(visit).during().count() })
    const summary = report('summary', {
      title: '总结',
      opening: [],
      words: note,
      sections: [{ level: 1, title: '一', paragraphs: [{ says: [say`共${ghost}。`] }] }],
    })
    const found = check(gather({ lines: [line({})], reports: [summary] }))
    expect(found.map((p) => p.message)).toEqual(['引用的指标 ghost 没有声明'])
  })

  it('the same id twice', () => {
    const once = indicator('a', { says: '甲', definition: '口径', of: from(visit).during().count() })
    expect(() => gather({ lines: [line({ indicators: [once, once] })], reports: [] })).toThrow('指标 a 声明了两次')
  })
})
