/** What questions have in common: a year, a place, a moment. */
import { z } from 'zod'
import { type Period, periodSaid, yearPeriod } from '#define/period.ts'
import { areaPattern, covers, reaches, townshipOf } from '#kinds/area.ts'
import type { Asking } from '#measure/figure.ts'
import { refuse } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import type { Moment } from '#store/moment.ts'
import type { When } from '#store/read/office-words.ts'

const year = z.coerce.number<string | number>().int().min(1990).max(2100).meta({ description: '年度，如 2025' })
const area = z
  .string()
  .regex(areaPattern('township'))
  .meta({ description: '区划代码：乡镇 9 位，村 12 位，村民组 14 位；不填为自己管的全部' })
const asOf = z.iso.datetime({ offset: true }).meta({ description: '按哪个时刻的账：ISO 8601 带时区；不填为现在' })

export const asked = z.strictObject({ year, area: area.optional(), asOf: asOf.optional() })
export const listed = asked.extend({ after: z.string().max(400).optional().meta({ description: '上一页给的 next' }) })

export function askingOf(query: z.infer<typeof asked>): Asking {
  return {
    period: yearPeriod(query.year),
    ...(query.area !== undefined && { area: query.area }),
    ...(query.asOf !== undefined && { moment: momentOf(query.asOf) }),
  }
}

/** The day whose names of places are meant, as the books knew them at the moment asked. */
export const whenOf = (query: Pick<z.infer<typeof asked>, 'year' | 'asOf'>): When => ({
  day: yearPeriod(query.year).day,
  ...(query.asOf !== undefined && { moment: momentOf(query.asOf) }),
})

/** To the microsecond, which a Date does not keep. */
export function momentOf(iso: string): Moment {
  const beyond = /\.\d{3}(\d{1,3})/.exec(iso)?.[1] ?? ''
  return Date.parse(iso) * 1000 + Number(beyond.padEnd(3, '0'))
}

export const periodShape = (period: Period) => ({ ...period, said: periodSaid(period) })

/** A page's end as one word for an address, and back. */
export const cursorText = (cursor: object | null): string | null =>
  cursor === null ? null : Buffer.from(JSON.stringify(cursor)).toString('base64url')

export function cursorOf<S extends z.ZodType>(schema: S, text: string | undefined): z.infer<S> | null {
  if (text === undefined) return null
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  } catch {
    return refuse('request.page', '“下一页”的位置不对。', { remedy: '请从第一页重新打开。' })
  }
}

/** The township in whose books it is about: the one that was named, or the only one of whoever asks. `what` it is: 报告. */
export function townshipAsked(actor: Actor, area: string | undefined, what: string): string {
  const codes = area === undefined ? actor.areas : [area]
  const [township, other] = new Set(codes.filter((code) => reaches(code, 'township')).map(townshipOf))
  if (township === undefined || other !== undefined) {
    refuse('area.which', `您管着不止一个乡镇，请说明这是哪一个乡镇的${what}。`, {
      remedy: '请先选定乡镇，再提交。',
    })
  }
  if (!actor.areas.some((code) => covers(township, code) || covers(code, township))) {
    refuse('access.out_of_scope', `您的权限不包括乡镇 ${township}。`, { remedy: '请联系乡镇管理员。' })
  }
  return township
}
