import { area, asOf, choice, required, year } from '#cli/flags.ts'
import { momentText } from '#cli/moments.ts'
import { officeCommand } from '#cli/office.ts'
import { periodSaid, yearPeriod } from '#define/period.ts'
import type { Figure } from '#measure/figure.ts'
import { type FiguresByArea, figures } from '#measure/figures.ts'
import { areaNames, placeName } from '#store/read/office-words.ts'
import { scoped } from '#store/store.ts'

const digits = { village: 12, group: 14 } as const

export const askFigures = officeCommand('figures', {
  says: '统计数；不写指标就是全部。`--as-of` 问过去某一时刻的账',
  more: { says: '指标' },
  flags: {
    year: required(year),
    area,
    'as-of': asOf,
    by: choice('village', '再按哪一级分开', { village: '村', group: '村民组' }),
  },
  async run({ store, actor }, { more, flags }) {
    const ids = more.length > 0 ? more : [...store.catalog.indicators.keys()]
    const answer = await figures(store, actor, ids, {
      period: yearPeriod(flags.year),
      area: flags.area,
      moment: flags['as-of'],
      by: flags.by && digits[flags.by],
    })
    const moment = flags['as-of']
    const when = { day: answer.period.day, ...(moment !== undefined && { moment }) }
    const names = await scoped(store, actor, (tx) => areaNames(tx, when), { readOnly: true })
    return { json: byId(answer), lines: lines(answer, names) }
  },
})

function byId(answer: FiguresByArea): Record<string, unknown> {
  const shape = (list: FiguresByArea['figures']) =>
    Object.fromEntries(
      list.map((f) => [
        f.id,
        {
          value: f.value,
          unit: f.unit,
          said: f.said,
          rows: f.rows,
          missing: f.missing,
          flags: f.flags.map(({ code, message }) => ({ code, message })),
        },
      ]),
    )
  if (!answer.areas) return shape(answer.figures)
  return {
    total: shape(answer.figures),
    areas: Object.fromEntries(answer.areas.map((a) => [a.code, shape(a.figures)])),
  }
}

function lines({ figures: list, areas, period, moments }: FiguresByArea, names: ReadonlyMap<string, string>): string[] {
  const heads = Object.values(moments)
  return [
    `${periodSaid(period)}，账目截至 ${heads.length ? momentText(Math.max(...heads)) : '（空）'}`,
    ...list.flatMap(figureLines),
    ...(areas ?? []).flatMap(({ code, figures: own }) => [
      '',
      `${placeName(names, code) ?? '（没有登记的地区）'}（${code}）`,
      ...own.flatMap(figureLines),
    ]),
    ...(areas?.length === 0 ? ['', '没有一行记录分得到村、组，没有可以分开列的数。'] : []),
  ]
}

const figureLines = (f: Figure): string[] => [
  `${f.id}\t${f.says}\t${f.said}\t（${f.rows} 行）`,
  ...f.flags.map((flag) => `    ！${flag.message}`),
]
