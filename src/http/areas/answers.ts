import { z } from 'zod'

export const begun = z.object({ repeated: z.boolean() })
