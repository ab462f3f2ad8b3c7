import { z } from 'zod'

export const begun = z.object({
  repeated: z.boolean(),
  next: z
    .object({ id: z.string(), title: z.string() })
    .nullable()
    .meta({ description: '接着先录哪一本台账；空为没有先后' }),
})

export type Begun = z.infer<typeof begun>
