/** A report asked of the books: its figures, the office's own words, and the document they make. */
import type { Catalog } from '#define/catalog.ts'
import { yearPeriod } from '#define/period.ts'
import { indicatorsOf, type ReportDefinition } from '#define/report.ts'
import { levelOf, reaches } from '#kinds/area.ts'
import type { Answer, Moment } from '#measure/figure.ts'
import { figures } from '#measure/figures.ts'
import { refuse } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import { recordedWords, townName } from '#store/read/office-words.ts'
import { type Store, scoped } from '#store/store.ts'
import { assemble, type ReportDocument } from './assemble.ts'

export interface ReportAsking {
  year: number
  /** Township (9 digits) or village (12). Default: the actor's own. */
  area?: string
  moment?: Moment
}

export interface ReportAnswer {
  report: ReportDefinition
  year: number
  area: string
  document: ReportDocument
  answer: Answer
}

export function reportOf(catalog: Catalog, id: string): ReportDefinition {
  return (
    catalog.reports.get(id) ??
    refuse('report.unknown', `没有编号为“${id}”的报告。`, {
      remedy: `现有报告：${[...catalog.reports.keys()].join('、')}。`,
    })
  )
}

/** The report as it would read now, or as it would have read at a moment. */
export async function answerReport(
  store: Store,
  actor: Actor,
  id: string,
  asking: ReportAsking,
): Promise<ReportAnswer> {
  const report = reportOf(store.catalog, id)
  const area = asking.area ?? ownArea(actor)
  const wanted = indicatorsOf(report)
  const answer = await figures(store, actor, wanted, {
    period: yearPeriod(asking.year),
    area,
    ...(asking.moment !== undefined && { moment: asking.moment }),
  })
  const { words, name } = await scoped(
    store,
    actor,
    async (tx) => ({
      words: await recordedWords(tx, report, area, asking.year, asking.moment),
      name: await townName(tx, area, {
        day: yearPeriod(asking.year).day,
        ...(asking.moment !== undefined && { moment: asking.moment }),
      }),
    }),
    { readOnly: true, snapshot: true },
  )
  const byId = new Map(answer.figures.map((figure) => [figure.id, figure]))
  return {
    report,
    year: asking.year,
    area,
    answer,
    document: assemble(
      report,
      byId,
      words,
      { township: name, year: asking.year, level: levelOf(area) },
      store.catalog.lines,
    ),
  }
}

/** The one place an actor works for; a county has to say which township it means. */
export function ownArea(actor: Actor): string {
  const [area] = actor.areas
  if (actor.areas.length === 1 && area !== undefined && reaches(area, 'township')) return area
  return refuse('area.which', '您管着不止一个乡镇或村，请说明要哪一个的报告。', {
    remedy: '请选定乡镇或村。',
  })
}
