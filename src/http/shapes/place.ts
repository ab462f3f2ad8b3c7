import { z } from 'zod'

export const place = z
  .object({ code: z.string().meta({ description: '区划代码' }), name: z.string() })
  .meta({ id: 'Place' })

export type Place = z.infer<typeof place>
