/** What was done in the books, and what comes back for doing it. */
import { z } from 'zod'
import { toldProblem } from '#http/shapes/problem.ts'
import { type Namer, told } from '#problem.ts'
import { actKinds, type Receipt } from '#store/act.ts'
import type { Moved } from '#store/write/moves.ts'

/** An act as the history of a row tells it. */
export const actSummary = z.object({
  seq: z.number().int(),
  at: z.number().meta({ description: '时刻（微秒）' }),
  by: z.string(),
  kind: z.enum(actKinds),
  reason: z.string().nullable(),
})

/** Of an act, made by who asks for it: asked twice with the same, it counts once. */
export const actId = z.uuid().toLowerCase().meta({ description: '由提交方生成；同一编号再交一次，账上不会变' })

export const actReason = z.string().trim().min(1, '请写明原因').max(200)

/** Said of an act that puts something in another place. */
export const moved = z
  .union([z.literal('no'), z.iso.date()])
  .optional()
  .meta({ description: '所在地改了时写：哪天搬的，从前的数不变；no：没有搬，是当初录错，从前的数跟着改' })

export const movedOf = (said: z.output<typeof moved>): Moved | undefined =>
  said === undefined ? undefined : said === 'no' ? 'slip' : { on: said }

export const receipt = z
  .object({
    township: z.string(),
    seq: z.number().int(),
    at: z.number(),
    repeated: z.boolean(),
    doubts: z.array(toldProblem).readonly().optional().meta({ description: '已经记下，其中存疑的；没有就不写' }),
  })
  .meta({ id: 'Receipt' })

/** A receipt as it is answered, its doubts in words. */
export const receiptTold = ({ doubts = [], ...receipt }: Receipt, called: Namer) => ({
  ...receipt,
  ...(doubts.length > 0 && { doubts: doubts.map((one) => told(one, called)) }),
})

export const nothing = z.object({}).meta({ id: 'Nothing' })
