/** Figures, how they are made up, and the rows behind them. */
import { z } from 'zod'
import type { Catalog } from '#define/catalog.ts'
import { asked, askingOf, cursorOf, cursorText, listed, periodShape, whenOf } from '#http/asking.ts'
import { inUseOn, lineOf, type Place, places } from '#http/places.ts'
import { route } from '#http/route.ts'
import { columnsOf } from '#http/rows/declaration.ts'
import { areaPattern, covers, digits, levelOf, villageOf } from '#kinds/area.ts'
import { indicatorOf } from '#measure/asking.ts'
import { figures } from '#measure/figures.ts'
import { rowsBehind } from '#measure/trace.ts'
import * as answers from './answers.ts'

const ofFigure = z.strictObject({ id: z.string().max(100) })

const townshipOrNone = z.string().regex(areaPattern('township', 'township')).or(z.literal(''))

const cursor = z.object({ leaf: z.number().int().min(0), township: townshipOrNone, id: z.uuid() })

const PAGE = 50

export const figureRoutes = [
  route(
    'GET /api/figures',
    'figures',
    {
      says: '全部指标，按条线排列；by=village 时另给各村的数。',
      query: asked.extend({ by: z.enum(['village']).optional() }),
      answer: answers.figureTable,
    },
    async ({ store, query }, actor) => {
      const asking = askingOf(query)
      const lines = store.catalog.lines.filter((line) => line.indicators.length > 0)
      const answer = await figures(
        store,
        actor,
        lines.flatMap((line) => line.indicators),
        { ...asking, ...(query.by && { by: digits.village }) },
      )
      const { name } = await places(store, actor, whenOf(query))
      return {
        period: periodShape(answer.period),
        moments: answer.moments,
        lines: lines.map(({ id, title, indicators }) => ({ id, title, figures: [...indicators] })),
        figures: answer.figures,
        ...(answer.areas && {
          villages: answer.areas
            .filter(({ code }) => levelOf(code) === 'village')
            .map(({ code, figures: own }) => ({
              place: name(code),
              said: Object.fromEntries(own.map((figure) => [figure.id, figure.said])),
            })),
        }),
      }
    },
  ),

  route(
    'GET /api/figures/:id',
    'figures',
    {
      says: '一个指标：口径、数值、提示、各村的数和上年同期。',
      params: ofFigure,
      query: asked,
      answer: answers.figureDetail,
    },
    async ({ store, params, query }, actor) => {
      const indicator = indicatorOf(store.catalog, params.id)
      const asking = askingOf(query)
      const answer = await figures(store, actor, [indicator.id], { ...asking, by: digits.village })
      const earlier = await figures(store, actor, [indicator.id], askingOf({ ...query, year: query.year - 1 }))
      const { all, name } = await places(store, actor, whenOf(query))
      const within = query.area ?? ''
      const byVillage = new Map((answer.areas ?? []).map(({ code, figures: [own] }) => [code, own!]))
      const villages: Place[] = all
        .filter(inUseOn(asking.period.from))
        .filter((p) => levelOf(p.code) === 'village' && covers(p.code, villageOf(within)))
      return {
        figure: answer.figures[0]!,
        line: lineOf(store.catalog, indicator.id),
        area: query.area === undefined ? null : name(query.area),
        period: periodShape(answer.period),
        moments: answer.moments,
        yearEarlier: earlier.figures[0]!,
        villages: villages.map((place) => ({
          place,
          value: byVillage.get(place.code)?.value ?? null,
          said: byVillage.get(place.code)?.said ?? '—',
        })),
        examples: examplesOf(store.catalog, indicator.id),
      }
    },
  ),

  route(
    'GET /api/figures/:id/rows',
    'rows',
    {
      says: '一个指标背后的台账行，每页 50 行；各行的 contributes 加起来就是这个数。',
      params: ofFigure,
      query: listed,
      answer: answers.rowsPage,
    },
    async ({ store, params, query }, actor) => {
      const page = await rowsBehind(store, actor, params.id, askingOf(query), {
        after: cursorOf(cursor, query.after),
        limit: PAGE,
      })
      const { name } = await places(store, actor, whenOf(query))
      const ledgers = [...new Set(page.rows.map((row) => row.ledger))]
      return {
        ledgers: ledgers.map((id) => columnsOf(store.catalog.ledgers.get(id)!, actor)),
        rows: page.rows.map(({ area, movedTo: _, ...row }) => ({ ...row, area: name(area) })),
        next: cursorText(page.next),
      }
    },
  ),
]

function examplesOf(catalog: Catalog, id: string): z.input<typeof answers.figureDetail>['examples'] {
  const given = catalog.examples.get(id)
  return given
    ? { head: [...given.head], lines: given.lines.map((line) => ({ ...line, cells: [...line.cells] })) }
    : null
}
