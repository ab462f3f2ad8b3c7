/** Places: the first ones of all. Later ones are recorded and redrawn as rows of their ledger. */
import { z } from 'zod'
import { recordFirstTownship } from '#access/first-township.ts'
import { route } from '#http/route.ts'
import { actId } from '#http/shapes/act.ts'
import { areaPattern } from '#kinds/area.ts'
import * as answers from './answers.ts'

export const areaRoutes = [
  route(
    'POST /api/areas/first',
    'areas',
    {
      says: '第一次打开：记下乡镇和它的村、村民组，一次办完；已经有了的不再建。',
      body: z.strictObject({
        act: actId,
        from: z.iso.date().meta({ description: '从哪天起启用' }),
        places: z
          .array(
            z.strictObject({
              code: z.string().regex(areaPattern('township')),
              name: z.string().trim().min(1).max(60),
            }),
          )
          .min(1)
          .max(2000)
          .meta({ description: '一个乡镇，和其中的村、村民组' }),
      }),
      answer: answers.begun,
    },
    async ({ store, body: { act, ...given } }, actor) => {
      const { repeated } = await recordFirstTownship(store, actor, { id: act, ...given })
      return { repeated }
    },
  ),
]
