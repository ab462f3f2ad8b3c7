import { z } from 'zod'
import { place } from '#http/shapes/place.ts'
import { roles } from '#store/actor.ts'

export const accounts = z
  .object({
    accounts: z.array(
      z.object({
        id: z.string(),
        login: z.string(),
        name: z.string(),
        role: z.enum(roles),
        areas: z.array(place),
        on: z.boolean().meta({ description: '停用的为 false' }),
        passwordGiven: z.boolean().meta({ description: '密码是别人设的，本人还没有换' }),
      }),
    ),
  })
  .meta({ id: 'Accounts' })
