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
    roles: z
      .array(z.object({ id: z.enum(roles), says: z.string(), may: z.array(z.string()) }))
      .meta({ description: '可以给账号的角色，各能做什么' }),
  })
  .meta({ id: 'Accounts' })

export const made = z.object({
  login: z.string(),
  password: z.string().meta({ description: '只在这里说一次；本人登录后要先换成自己的' }),
})

export const given = z.object({ password: z.string().nullable().meta({ description: '程序定的，只在这里说一次' }) })

export const link = z.object({ token: z.string().meta({ description: '只在这里说一次' }) })

export type Accounts = z.infer<typeof accounts>
