import { describe, expect, it } from 'vitest'
import { type Content, gather, type Line } from '#define/catalog.ts'
import { amount, asked, type Bool, onDay, outer } from '#define/expression.ts'
import { area, choice, day, link, money, text } from '#define/field.ts'
import { type Indicator, indicator } from '#define/indicator.ts'
import { type AnyLedger, entity, event, reserved, state, through } from '#define/ledger.ts'
import { ask as asking, type Fact, fact, from, its, Measure } from '#define/measure.ts'
import { namer } from '#define/namer.ts'
import type { Node } from '#define/node.ts'
import { parameter } from '#define/parameter.ts'
import { report, say } from '#define/report.ts'
import { qualityRule, riskRule, tell } from '#define/rule.ts'
import { sentence } from '#problem.ts'
import { schemaSql } from '#store/tables/schema.ts'
import { household, membership, person, area as place } from '../../test/support/made-up-township.ts'
import { check } from './check.ts'

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
  fields: { area: area('乡镇'), report: text('报告'), year: text('年度'), block: text('段落'), body: text('内容') },
})

// biome-ignore lint/suspicious/noExplicitAny: the types refuse most of these too; a file written by a script would not be checked by them
const wrong = (value: unknown): any => value

const right = [place, household, visit, support, note]
const load = (content: Content): string[] => {
  const catalog = gather(content)
  return check(catalog).map((p) => sentence(p, namer(catalog)))
}
/** All that is said of one wrong declaration among right ones. */
const beside = (more: Partial<Line> & { reports?: Content['reports'] }): string[] => {
  const { reports = [], ...line } = more
  return load({ lines: [{ id: 'x', title: '条线', ...line, ledgers: [...right, ...(line.ledgers ?? [])] }], reports })
}
const figure = (of: Measure, more: object = {}): Indicator =>
  indicator('a', { says: '甲', definition: '口径', of, ...more })
const ask = (of: Measure, more: object = {}) => beside({ indicators: [figure(of, more)] })
const where = (condition: Bool) => ask(from(support).where(condition).at(asked.day).count())
const askNode = (node: Node) => ask(new Measure(node))
const odd = (more: object, fields: object = {}): AnyLedger =>
  entity('odd', {
    title: '甲',
    row: '个',
    purpose: '甲',
    area: 'area',
    ...wrong({ ...more, fields: { area: area('村'), name: text('名称'), ...fields } }),
  })
const dated = (make: typeof event | typeof state, days: unknown, fields: object = {}, more: object = {}): AnyLedger =>
  wrong(make)('odd', {
    title: '甲',
    row: '次',
    purpose: '甲',
    area: 'area',
    dated: days,
    ...more,
    fields: { area: area('村'), name: text('名称'), on: day('日'), ...fields },
  })
const valued = (value: object) =>
  beside({
    parameters: [
      parameter('limit', {
        says: '上限',
        unit: '元',
        values: [wrong({ from: '2025-01-01', value: 5, source: '一号文', ...value })],
      }),
    ],
  })
const kept = (places: { code: string; name: string }) =>
  odd({ area: 'area', places }, { other: area('别处'), code: text('代码') })
const reported = (more: object, words: unknown = note) =>
  beside({ reports: [report('summary', { title: '总结', opening: [], sections: [], words: wrong(words), ...more })] })

/** What a rule needs beside its condition. */
const aRule = { about: visit, says: '甲', basis: '经验值', level: 1, notice: ['甲'] } as const
const ruled = (more: Partial<Parameters<typeof qualityRule>[1]>) =>
  beside({ rules: [qualityRule('a', { ...aRule, when: visit.cost.known, ...more })] })

const seen = fact(household, 'seen', '走访过', from(visit).during().any())
const visits = from(visit).during().count()

/** One row a fault: what is declared wrongly, and every sentence that loading it says. */
const faults: readonly (readonly [fault: string, said: () => string[], sentences: readonly string[]])[] = [
  // The catalog as a whole
  [
    'a ledger, fact, indicator or parameter that is none',
    () =>
      beside({
        ledgers: [wrong({}), wrong(undefined)],
        facts: [wrong(new Date())],
        indicators: [wrong(visits)],
        parameters: [wrong(amount(1, '元'))],
      }),
    [
      '条线“条线”列出的第 6 项台账不是 entity(…)、event(…) 或 state(…) 声明的',
      '条线“条线”列出的第 7 项台账不是 entity(…)、event(…) 或 state(…) 声明的',
      '条线“条线”列出的第 1 项事实不是 fact(…) 声明的',
      '条线“条线”列出的第 1 项指标不是 indicator(…) 声明的',
      '条线“条线”列出的第 1 项参数不是 parameter(…) 声明的',
    ],
  ],
  [
    'everything twice',
    () => {
      const limit = parameter('limit', { says: '上限', unit: '元', values: [] })
      const summary = report('summary', { title: '总结', opening: [], sections: [], words: note })
      const line = {
        id: 'x',
        title: '条线',
        ledgers: right,
        facts: [seen],
        indicators: [figure(visits)],
        parameters: [limit],
      }
      return load({ lines: [line, { ...line, ledgers: [note] }], reports: [summary, summary] })
    },
    [
      '台账 note 声明了两次，或列进了两处',
      '事实 household.seen 声明了两次，或列进了两处',
      '指标 a 声明了两次，或列进了两处',
      '参数 limit 声明了两次，或列进了两处',
      '报告 summary 声明了两次，或列进了两处',
      '条线 x 声明了两次，或列进了两处',
    ],
  ],
  [
    'a line of work that lists nothing',
    () =>
      load({
        lines: [
          { id: 'x', title: '条线', ledgers: right },
          { id: 'y', title: '空条线' },
        ],
        reports: [],
      }),
    ['条线“空条线”什么也没有列出'],
  ],
  [
    'a membership that leads nowhere',
    () => {
      const days = { since: day('起'), until: day('止', { optional: true }) }
      const { ledger, self } = dated(state, ['since', 'until'], days)
      return beside({ ledgers: [{ ledger: { ...ledger, joins: { from: 'name', to: 'area' } }, self }] })
    },
    [
      '台账“甲”（odd）：joins 里的 name 不是指向别的台账的字段',
      '台账“甲”（odd）：joins 里的 area 不是指向别的台账的字段',
    ],
  ],
  // Ledgers
  [
    'names that the database cannot hold',
    () =>
      beside({
        ledgers: [
          { ...odd({}), ledger: { ...odd({}).ledger, id: 'Odd' } },
          odd({}, { _x: text('一'), a__blind: text('二'), ['a'.repeat(41)]: text('三') }),
        ],
      }),
    [
      '台账“甲”（Odd）：编号只能用小写字母、数字和单个下划线，字母开头，不超过 40 个',
      '台账“甲”（odd）：字段名 _x 只能用小写字母、数字和单个下划线，字母开头，不超过 40 个',
      '台账“甲”（odd）：字段名 a__blind 只能用小写字母、数字和单个下划线，字母开头，不超过 40 个',
      `台账“甲”（odd）：字段名 ${'a'.repeat(41)} 只能用小写字母、数字和单个下划线，字母开头，不超过 40 个`,
    ],
  ],
  [
    'names that the tables or the expressions use themselves',
    () =>
      beside({
        ledgers: [
          { ...odd({}), ledger: { ...odd({}).ledger, id: 'lookup' } },
          odd({}, { n: text('一'), act: text('二'), xmin: text('三'), node: text('四'), constructor: text('五') }),
        ],
      }),
    [
      '台账“甲”（lookup）：编号 lookup 是保留字，请换一个',
      ...['n', 'act', 'xmin', 'node', 'constructor'].map(
        (name) => `台账“甲”（odd）：字段名 ${name} 是保留字，请换一个`,
      ),
    ],
  ],
  [
    'a counting word that is no unit',
    () => beside({ ledgers: [odd({ row: '坨' })] }),
    ['台账“甲”（odd）：计数单位“坨”不在单位表里'],
  ],
  [
    'two fields under one head',
    () => beside({ ledgers: [odd({}, { other: text('名称') })] }),
    ['台账“甲”（odd）：字段 name 和 other 都叫“名称”，导入时分不清'],
  ],
  [
    'a link to a ledger that no line lists',
    () => load({ lines: [{ id: 'x', title: '条线', ledgers: [place, visit] }], reports: [] }),
    ['台账“走访”（visit）：字段“农户”指向的台账 household 没有列进任何条线'],
  ],
  [
    'words that are no fields, each of them',
    () =>
      beside({
        ledgers: [
          odd({
            of: 'a',
            area: ['b', 'area'],
            unique: [['c', 'name'], ['d']],
            namedBy: ['e'],
            shownAs: 'f',
            oneAtATime: 'g',
          }),
        ],
      }),
    ['of 里的 a', 'area 里的 b', 'unique 里的 c', 'unique 里的 d', 'namedBy 里的 e', 'shownAs 里的 f'].map(
      (word) => `台账“甲”（odd）：${word} 不是这本台账的字段`,
    ),
  ],
  [
    'fields of the wrong kind for whose a row is and where it belongs',
    () => beside({ ledgers: [odd({ of: 'name', area: 'name' })] }),
    [
      '台账“甲”（odd）：of 里的 name 不是关联字段，说不出这一行是谁的',
      '台账“甲”（odd）：area 里的 name 既不是区划字段也不是关联字段',
    ],
  ],
  [
    'one at a time of what is nobody',
    () =>
      beside({
        ledgers: [dated(state, ['on', 'off'], { off: day('止', { optional: true }) }, { oneAtATime: 'name' })],
      }),
    ['台账“甲”（odd）：oneAtATime 里的 name 不是关联字段，说不出是谁同时只能有一个'],
  ],
  [
    'checks on what is no day, no link and no word of the field',
    () =>
      beside({
        ledgers: [
          dated(
            state,
            ['on', 'off'],
            { rank: choice('等级', ['甲', '乙']), off: day('止', { optional: true }) },
            {
              within: [['on', 'name', 3]],
              onlyOne: [{ of: 'name', where: ['rank', '丙'] }],
              when: [{ field: 'rank', says: ['乙', '丙'], shown: ['off', 'nowhere'], required: ['rank'] }],
              elders: { of: 'name', day: 'name.on', says: 'rank', pairs: [[['甲'], ['丁'], 12]] },
            },
          ),
        ],
      }),
    [
      '台账“甲”（odd）：within 里的“名称”不是日期字段，算不出有多久',
      '台账“甲”（odd）：when 里的“丙”不是“等级”可填的内容',
      '台账“甲”（odd）：when 里的 nowhere 不是这本台账的字段',
      '台账“甲”（odd）：when 里的“等级”总是必填：要写 optional: true，才说得上什么时候填',
      '台账“甲”（odd）：onlyOne 里的 name 不是关联字段，说不出是谁的',
      '台账“甲”（odd）：onlyOne 里的“丙”不是“等级”可填的内容',
      '台账“甲”（odd）：elders 里的 name 不是关联字段，说不出是谁的',
      '台账“甲”（odd）：elders 里的 name.on 要经过指向一本台账的关联字段，到它的一个日期字段',
      '台账“甲”（odd）：elders 里的“丁”不是“等级”可填的内容',
    ],
  ],
  [
    'a row that belongs to no village',
    () => beside({ ledgers: [odd({ area: [] })] }),
    ['台账“甲”（odd）：没有说明一行属于哪个村：请写 area，或声明带它进户的成员关系'],
  ],
  [
    'an event without a day',
    () => beside({ ledgers: [dated(event, undefined)] }),
    ['台账“甲”（odd）：没有说明哪一天发生'],
  ],
  [
    'an event on what is no day',
    () => beside({ ledgers: [dated(event, 'name')] }),
    ['台账“甲”（odd）：发生日期 name 不是日期字段'],
  ],
  [
    'an event on the day of a row that has none',
    () => beside({ ledgers: [dated(event, 'whose.number', { whose: link(household, '农户') })] }),
    ['台账“甲”（odd）：发生日期 whose.number 不是日期字段'],
  ],
  [
    'a state without days',
    () => beside({ ledgers: [dated(state, undefined)] }),
    ['台账“甲”（odd）：没有说明从哪天到哪天'],
  ],
  [
    'a state between what are no days, or from a day that may be missing',
    () => [
      ...beside({ ledgers: [dated(state, ['name', 'until'])] }),
      ...beside({ ledgers: [dated(state, ['since', 'on'], { since: day('起', { optional: true }) })] }),
    ],
    [
      '台账“甲”（odd）：起止字段 name 不是日期',
      '台账“甲”（odd）：起止字段 until 不是日期',
      '台账“甲”（odd）：起始日期 since 必须填，否则说不出从哪天起',
    ],
  ],
  // Areas
  [
    'areas that are kept nowhere',
    () => load({ lines: [{ id: 'x', title: '条线', ledgers: [household] }], reports: [] }),
    ['没有一本台账写了 places，不知道村名和代码记在哪里'],
  ],
  [
    'areas that are kept in two ledgers',
    () => beside({ ledgers: [kept({ code: 'area', name: 'name' })] }),
    ['“区划”和“甲”都写了 places，只能有一本记行政区划'],
  ],
  [
    'areas whose code or name are none',
    () => load({ lines: [{ id: 'x', title: '条线', ledgers: [kept({ code: 'other', name: 'area' })] }], reports: [] }),
    ['“甲”的 places 里，代码 other 要是它 area 里的区划字段', '“甲”的 places 里，名称 area 要是文字字段'],
  ],
  // Facts
  ['a fact that is listed nowhere', () => where(seen), ['指标“甲”（a）：事实 household.seen 没有列进任何条线的 facts']],
  [
    'a fact of what a row does not belong to',
    () => beside({ facts: [seen], indicators: [figure(from(note).where(seen).at(asked.day).count())] }),
    ['指标“甲”（a）：这里每一行是“说明”，说不出它属于哪个“农户”，不能用“走访过”'],
  ],
  [
    'a fact asked of a place',
    () => beside({ facts: [seen], indicators: [figure(wrong(seen))] }),
    ['指标“甲”（a）：“走访过”要问某一户或某一人，不能直接问一个地方'],
  ],
  [
    'a fact that counts its own ledger, or a ledger that is nobody’s',
    () =>
      beside({
        facts: [
          fact(household, 'own', '自己', from(household).at(asked.day).count()),
          fact(household, 'notes', '说明', from(note).at(asked.day).count()),
        ],
      }),
    [
      '事实“自己”（household.own）：“农户”的一行不能再去数自己的台账',
      '事实“说明”（household.notes）：“说明”的一行说不出属于哪个“农户”，不能按它来数',
    ],
  ],
  [
    'facts in a circle',
    () => {
      const asking = (id: string, other: string): Fact => ({
        fact: {
          ...seen.fact,
          id: `household.${id}`,
          node: { node: 'fact', id: `household.${other}`, ledger: '', steps: [] },
        },
      })
      return beside({ facts: [asking('one', 'two'), asking('two', 'one')] })
    },
    [
      '事实“走访过”（household.one）：事实绕成了圈：household.one → household.two → household.one',
      '事实“走访过”（household.two）：事实绕成了圈：household.two → household.one → household.two',
    ],
  ],
  [
    'reading the asking row where none asks, and where it is one of another ledger',
    () =>
      beside({
        facts: [
          fact(visit, 'a', '甲', outer(visit.cost)),
          fact(
            household,
            'b',
            '乙',
            from(visit)
              .where(visit.visited_on.after(outer(support.since)))
              .ever()
              .any(),
          ),
        ],
      }),
    [
      '事实“甲”（visit.a）：outer(…) 只能写在一行所问的问题里，读的是来问的那一行；事实里面、指标里面都没有',
      '事实“乙”（household.b）：这里每一行是“农户”，却读了“帮扶”的字段；请沿关联走过去，如 行.关联.字段',
    ],
  ],
  [
    'rows alike in things that are never alike',
    () =>
      beside({
        facts: [
          fact(household, 'a', '甲', from(visit).by(wrong(visit.cost), wrong(household.head_name)).ever().any()),
          fact(visit, 'b', '乙', from(support).by(support.household, wrong(visit.self)).ever().any()),
          fact(visit, 'c', '丙', from(visit).by(wrong(visit.cost.missing)).ever().any()),
        ],
      }),
    [
      '事实“甲”（household.a）：by(…) 的两边要是同一种：一边是元，一边是文字',
      '事实“乙”（visit.b）：by(…) 的两边指向不同的台账，永远不会相同',
      '事实“丙”（visit.c）：by(…) 里要的是数、日期、文字或关联，不是条件',
    ],
  ],
  [
    'a membership on the asking row’s day',
    () => {
      const job = state('job', {
        title: '务工',
        row: '人',
        purpose: '务工',
        of: 'person',
        dated: ['since', 'until'],
        fields: { person: link(person, '人'), since: day('起'), until: day('止', { optional: true }) },
      })
      return beside({
        ledgers: [person, membership, job],
        facts: [
          fact(
            household,
            'a',
            '甲',
            from(job)
              .at(outer(onDay('2025-01-01')))
              .any(),
          ),
          fact(
            support,
            'b',
            '乙',
            from(job).by(through(membership, household)(job.person), support.household).at(outer(support.since)).any(),
          ),
        ],
      })
    },
    [
      '事实“甲”（household.a）：at(…) 的日子来自来问的那一行，属于谁就不能再按成员关系去找；请用 by(…) 说明哪一栏相同',
      '事实“乙”（support.b）：at(…) 的日子来自来问的那一行，属于谁就不能再按成员关系去找；请用 by(…) 说明哪一栏相同',
    ],
  ],
  [
    'a parameter on what is no day',
    () => {
      const limit = parameter('limit', { says: '上限', unit: '元', values: [] })
      return beside({ parameters: [limit], facts: [fact(visit, 'a', '甲', limit.on(wrong(visit.cost)))] })
    },
    ['事实“甲”（visit.a）：参数的 on(…) 里要的是日期'],
  ],
  // Parameters
  [
    'a parameter’s value from no day',
    () => valued({ from: '2025-02-30' }),
    ['参数“上限”（limit）：“2025-02-30”不是日期'],
  ],
  [
    'a parameter’s value that ends before it begins',
    () => valued({ until: '2024-12-31' }),
    ['参数“上限”（limit）：2025-01-01 起的值止于 2024-12-31，早于起始'],
  ],
  [
    'a parameter’s value without its source',
    () => valued({ source: '' }),
    ['参数“上限”（limit）：2025-01-01 起的值没有写来源文件'],
  ],
  [
    'a parameter’s value finer than its unit',
    () => valued({ value: 5.005 }),
    ['参数“上限”（limit）：5.005元：小数位超过“元”能保存的位数'],
  ],
  [
    'a parameter in no unit, and with two values from one day',
    () => {
      const value = { from: '2025-01-01', value: 5, source: '一号文' }
      return beside({ parameters: [parameter('limit', { says: '上限', unit: wrong('坨'), values: [value, value] })] })
    },
    ['参数“上限”（limit）：单位“坨”不在单位表里', '参数“上限”（limit）：2025-01-01 这一天有两个值，说不出用哪个'],
  ],
  [
    'rows that are like the asking one, asked by a place',
    () => ask(from(visit).by(visit.household).during().count()),
    ['指标“甲”（a）：by(…) 要由某一行来问：哪些行与它相同；不能直接问一个地方'],
  ],
  // Indicators
  ['an indicator that is no number', () => ask(wrong(asked.day)), ['指标“甲”（a）：指标要的是数']],
  [
    'an indicator without words, in a word that nobody says for it',
    () => ask(visits, { definition: '', shown: '万元' }),
    ['指标“甲”（a）：数的是次，不能写成万元', '指标“甲”（a）：没有写口径'],
  ],
  [
    'a plausible range in another unit, upside down',
    () => ask(visits, { plausible: { says: '每户', of: visits, unit: '元', atLeast: 5, atMost: 1, source: '经验' } }),
    ['指标“甲”（a）：合理范围按元说，量出来的却是次', '指标“甲”（a）：合理范围从5到1，上下颠倒'],
  ],
  [
    'parts that are listed nowhere',
    () => {
      const part = (id: string) => indicator(id, { says: '乙', definition: '口径', of: visits })
      return ask(visits, { parts: { of: [part('b')], unclassified: part('c') } })
    },
    ['指标“甲”（a）：组成部分 b 没有列进任何条线', '指标“甲”（a）：组成部分 c 没有列进任何条线'],
  ],
  // Expressions
  [
    'adding 户 to 户次',
    () =>
      ask(
        from(support)
          .at(asked.day)
          .count()
          .plus(wrong(from(support).began().count())),
      ),
    ['指标“甲”（a）：两边单位不同：户与户次。先换成同一口径再算'],
  ],
  [
    'comparing money with land',
    () => where(visit.cost.above(wrong(amount(3, '亩')))),
    ['指标“甲”（a）：这里每一行是“帮扶”，却读了“走访”的字段；请沿关联走过去，如 行.关联.字段'],
  ],
  [
    'comparing money with land of the row itself',
    () =>
      ask(
        from(visit)
          .where(visit.cost.above(wrong(amount(3, '亩'))))
          .during()
          .count(),
      ),
    ['指标“甲”（a）：两边单位不同：亩与元。先换成同一口径再算'],
  ],
  [
    'asking events on a day',
    () => ask(wrong(from(visit)).at(asked.day).count()),
    ['指标“甲”（a）：“走访”记的是某一天发生的事，不能用 at(…)；可以问哪天发生 during(…)、全部 ever(…)'],
  ],
  [
    'asking states in a period',
    () => ask(wrong(from(support)).during().count()),
    [
      '指标“甲”（a）：“帮扶”记的是一段时间，不能用 during(…)；可以问哪天在册 at(…)、开始 began(…)、结束 ended(…)、期间有过 held(…)、全部 ever(…)',
    ],
  ],
  [
    'asking existing things in a period',
    () => ask(wrong(from(household)).during().count()),
    ['指标“甲”（a）：“农户”记的是现有的户、人或物，不能用 during(…)；可以问哪天在册 at(…)、全部 ever(…)'],
  ],
  [
    'asking at a time that is no day',
    () =>
      ask(
        from(visit)
          .during({ from: asked.from, until: wrong(visit.cost) })
          .count(),
      ),
    ['指标“甲”（a）：during(…) 里要的是日期'],
  ],
  [
    'asking on a day of another ledger',
    () => ask(from(support).at(visit.visited_on).count()),
    ['指标“甲”（a）：这里每一行是“帮扶”，却读了“走访”的字段；请沿关联走过去，如 行.关联.字段'],
  ],
  [
    'asking an area what only one household can answer',
    () => ask(wrong(from(visit).during().latest(visit.cost))),
    ['指标“甲”（a）：latest(…) 要问某一户或某一人，不能直接问一个地方'],
  ],
  [
    'adding up days',
    () => ask(from(visit).during().sum(wrong(visit.visited_on))),
    ['指标“甲”（a）：sum(…) 里要的是数'],
  ],
  [
    'adding up what belongs to another row',
    () => ask(from(visit).during().sum(visit.household.land)),
    ['指标“甲”（a）：sum(…) 只能加这一行自己的数；从别处读来的数会被重复相加，请改从那本台账开始数'],
  ],
  [
    'adding up words',
    () => ask(from(household).at(asked.day).sum(wrong(household.number))),
    ['指标“甲”（a）：sum(…) 里要的是数'],
  ],
  [
    'the largest of words',
    () => ask(from(household).at(asked.day).max(wrong(household.number))),
    ['指标“甲”（a）：max(…) 里要的是数或日期'],
  ],
  [
    'the latest of rows without a day',
    () => ask(wrong(from(household).at(asked.day).latest(household.number))),
    ['指标“甲”（a）：“农户”没有日期，说不出最近一次'],
  ],
  [
    'the latest of nothing',
    () =>
      askNode({
        node: 'aggregate',
        of: 'latest',
        query: { ledger: 'visit', where: [], time: { verb: 'ever' } },
      }),
    ['指标“甲”（a）：没有说 latest(…) 取哪一项'],
  ],
  [
    'a condition that is none',
    () => where(wrong(household.self)),
    ['指标“甲”（a）：这里每一行是“帮扶”，却读了“农户”的字段；请沿关联走过去，如 行.关联.字段'],
  ],
  ['a condition that is a day', () => where(wrong(support.since)), ['指标“甲”（a）：where 里的条件要的是条件']],
  [
    'a count in a word that is no unit',
    () => ask(from(visit).during().distinct(visit.visited_on, '坨')),
    ['指标“甲”（a）：“坨”不在单位表里'],
  ],
  [
    'an amount finer than its unit',
    () => where(support.household.land.above(amount(0.005, '亩'))),
    ['指标“甲”（a）：0.005亩：小数位超过“亩”能保存的位数'],
  ],
  [
    'a share asked of a row',
    () => where(support.household.land.above(wrong({ node: visits.percentageOf(visits).node }))),
    ['指标“甲”（a）：相除、占比、增长只用于指标，不能问某一行'],
  ],
  [
    'an operation that there is none of',
    () => askNode({ node: 'op', op: wrong('twice'), args: [] }),
    ['指标“甲”（a）：没有“twice”这种运算'],
  ],
  [
    'a field asked of a place',
    () => askNode(household.land.node),
    ['指标“甲”（a）：问一个地方时，没有哪一行可以读 land；请先 from(…)'],
  ],
  [
    'a field that a ledger does not have, a link that leads elsewhere, a membership that does not',
    () =>
      [
        { node: 'field', ledger: 'support', steps: [], field: 'height' } as const,
        { node: 'field', ledger: 'support', steps: [{ link: 'household', to: 'note' }], field: 'body' } as const,
        { node: 'field', ledger: 'support', steps: [{ joined: 'visit', to: 'household' }], field: 'land' } as const,
      ].flatMap((node) => where(wrong({ node }))),
    [
      '指标“甲”（a）：台账“帮扶”没有字段 height',
      '指标“甲”（a）：“帮扶”的 household 不指向“说明”',
      '指标“甲”（a）：“走访”不能把“帮扶”带到“农户”',
    ],
  ],
  [
    'a parameter and a ledger that are listed nowhere',
    () => [
      ...ask(parameter('limit', { says: '上限', unit: '元', values: [] }).asMeasure()),
      ...ask(
        wrong(from(entity('gone', { title: '丢', row: '个', purpose: '丢', fields: {} })))
          .at(asked.day)
          .count(),
      ),
    ],
    ['指标“甲”（a）：参数 limit 没有列进任何条线', '指标“甲”（a）：台账 gone 没有列进任何条线'],
  ],
  [
    'a class of a parameter that is no word',
    () => {
      const limit = parameter('limit', { says: '上限', unit: '元', values: [] })
      const classed: Node = { node: 'parameter', id: 'limit', key: asked.day.node }
      return beside({ parameters: [limit], indicators: [figure(new Measure(classed))] })
    },
    ['指标“甲”（a）：参数的分档要的是文字'],
  ],
  // Rules
  [
    'a rule that rests on nothing and says nothing',
    () => ruled({ basis: ' ', says: '', notice: [], level: wrong(4) }),
    [
      '规则“”（a）：没有写依据；有文件写文件和条款，没有的写“经验值”',
      '规则“”（a）：没有写它说的是什么',
      '规则“”（a）：没有写给人看的话（notice）',
      '规则“”（a）：等级只有 1、2、3，没有 4',
    ],
  ],
  [
    'a rule that is no condition, of whom is no condition, ranked by what is no number',
    () => ruled({ when: wrong(visit.cost), among: wrong(visit.cost), weight: wrong(visit.visited_on) }),
    ['规则“甲”（a）：among 要的是条件', '规则“甲”（a）：when 要的是条件', '规则“甲”（a）：weight 要的是数'],
  ],
  [
    'a rule with units that do not fit',
    () => ruled({ when: visit.cost.above(wrong(amount(3, '亩'))), notice: tell`${visit.household.head_name}` }),
    ['规则“甲”（a）：两边单位不同：亩与元。先换成同一口径再算'],
  ],
  [
    'a rule over a period, also in a fact',
    () => {
      const began = fact(visit, 'began', '期初前', visit.visited_on.before(asked.from))
      return beside({ facts: [began], rules: [qualityRule('a', { ...aRule, when: began })] })
    },
    ['规则“甲”（a）：规则按某一天问，没有期初；请写明从哪天算起，如近12个月'],
  ],
  [
    'a rule on a sealed field, but not on whether it is there',
    () => {
      const of = { ...aRule, about: person }
      const number = person.id_number
      return beside({
        ledgers: [person, membership],
        rules: [
          qualityRule('a', { ...of, when: number.same(person.name) }),
          qualityRule('b', { ...of, when: asking(from(person).by(number).ever().count()).above(amount(1, '人')) }),
          qualityRule('c', { ...of, when: number.missing }),
        ],
      })
    },
    [
      '规则“甲”（a）：“人员”的“身份证号码”是加密保存的，规则读不到它，只能问它填了没有',
      '规则“甲”（b）：“人员”的“身份证号码”是加密保存的，规则读不到它，只能问它填了没有',
    ],
  ],
  [
    'a rule that goes out of itself twice, about a ledger that is listed nowhere, of no kind of risk',
    () =>
      beside({
        rules: [
          qualityRule('a', {
            ...aRule,
            when: from(support)
              .by(support.household, visit.household)
              .at(outer(outer(visit.visited_on)))
              .any(),
          }),
          qualityRule('b', { ...aRule, about: odd({}), when: visit.cost.known }),
          riskRule('c', { ...aRule, risk: '', when: visit.cost.known }),
        ],
      }),
    [
      '规则“甲”（a）：outer(…) 只能写在一行所问的问题里，读的是来问的那一行；事实里面、指标里面都没有',
      '规则“甲”（b）：台账 odd 没有列进任何条线',
      '规则“甲”（c）：没有写是哪一类风险',
    ],
  ],
  [
    'what is no rule, and two of one id',
    () => {
      const one = qualityRule('a', { ...aRule, when: visit.cost.missing })
      return beside({ rules: [one, one, wrong(visits)] })
    },
    ['条线“条线”列出的第 3 项规则不是 riskRule(…) 或 qualityRule(…) 声明的', '规则 a 声明了两次，或列进了两处'],
  ],
  // Reports
  [
    'a report that speaks of a figure nobody declared',
    () => {
      const ghost = indicator('ghost', { says: '鬼', definition: '口径', of: visits })
      return reported({ sections: [{ level: 1, title: '一', paragraphs: [{ says: [say`共${ghost}。`] }] }] })
    },
    ['报告“总结”（summary）：引用的指标 ghost 没有声明'],
  ],
  [
    'a report whose own words have no ledger',
    () => reported({}, odd({})),
    ['报告“总结”（summary）：words 是台账 odd，没有列进任何条线'],
  ],
  [
    'a report whose own words have no fields to stand in',
    () => reported({}, household),
    ['report', 'year', 'block', 'body'].map(
      (name) => `报告“总结”（summary）：words 是“农户”，它要有文字字段 ${name}，办公室写的段落才有地方放`,
    ),
  ],
]

describe('a wrong declaration is refused at load, in a sentence that says what and where', () => {
  it('but right ones load', () => {
    expect(ask(visits)).toEqual([])
    expect(
      beside({
        facts: [seen],
        indicators: [figure(from(support).where(its(support.household, seen)).at(asked.day).count())],
      }),
    ).toEqual([])
    expect(reported({})).toEqual([])
    expect(valued({})).toEqual([])
  })

  it.each(faults)('%s', (_fault, said, sentences) => {
    expect(said()).toEqual(sentences)
  })

  it('all faults come at once', () => {
    expect(
      beside({ ledgers: [odd({ row: '坨', of: 'name' })], indicators: [figure(visits, { definition: '' })] }),
    ).toEqual([
      '台账“甲”（odd）：计数单位“坨”不在单位表里',
      '台账“甲”（odd）：of 里的 name 不是关联字段，说不出这一行是谁的',
      '指标“甲”（a）：没有写口径',
    ])
  })

  it('and whatever columns the tables have of their own, no field can be called', () => {
    const own = schemaSql(gather({ lines: [{ id: 'x', title: '条线', ledgers: [note] }], reports: [] }))
      .filter((statement) => /^CREATE TABLE IF NOT EXISTS row_note /.test(statement))
      .flatMap((statement) =>
        [...statement.matchAll(/[(,]\s*(\w+) (?:text|uuid|bigint|int)\b/g)].map((found) => found[1]!),
      )
    expect(own).toEqual(expect.arrayContaining(['township', 'id', '_opened']))
    for (const column of own) expect(column.startsWith('_') || reserved.has(column), column).toBe(true)
  })
})
