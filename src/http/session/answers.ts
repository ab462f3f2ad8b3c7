import { z } from 'zod'
import { verbNames } from '#access/permit.ts'
import { place } from '#http/shapes/place.ts'
import { roles } from '#store/actor.ts'

export const me = z
  .object({
    name: z.string(),
    role: z.enum(roles),
    areas: z.array(place).meta({ description: '负责的地区' }),
    choices: z.array(place).meta({ description: '页面可以缩小到哪里：各村；管着几个乡镇的，各乡镇' }),
    home: z.string().nullable().meta({ description: '管着几个乡镇的，页面从哪里开始；空为看得到的全部' }),
    report: z.object({ id: z.string(), title: z.string() }),
    year: z.number().int(),
    may: z.array(z.enum(verbNames)).meta({ description: '可以做的事' }),
  })
  .meta({ id: 'Me' })

export type Me = z.infer<typeof me>
