import { z } from 'zod'
import { verbNames } from '#access/permit.ts'
import { place } from '#http/shapes/place.ts'
import { ledgerTitle } from '#http/shapes/row.ts'
import { roles } from '#store/actor.ts'

export const me = z
  .object({
    id: z.string().meta({ description: '账号的编号' }),
    name: z.string(),
    role: z.enum(roles),
    areas: z.array(place).meta({ description: '负责的地区' }),
    choices: z
      .array(place.extend({ until: z.iso.date().nullable().meta({ description: '撤并了的，它的最后一天' }) }))
      .meta({ description: '页面可以缩小到哪里：各村；管着几个乡镇的，各乡镇' }),
    home: z.string().nullable().meta({ description: '管着几个乡镇的，页面从哪里开始；空为看得到的全部' }),
    report: z.object({ id: z.string(), title: z.string() }),
    year: z.number().int(),
    may: z.array(z.enum(verbNames)).meta({ description: '可以做的事' }),
    passwordGiven: z.boolean().meta({ description: '密码是别人设的，先要换成自己的，才能做别的' }),
    next: z.object({ roster: ledgerTitle, first: ledgerTitle }).nullable().meta({
      description:
        '账上还没有一户：花名册导入哪一本（roster）、一条一条录先录哪一本（first）；空为已经有了，或不由他导入',
    }),
    empty: z.boolean().meta({ description: '负责的地方在账上一个也没有：第一次打开，先要建乡镇和村' }),
  })
  .meta({ id: 'Me' })

export type Me = z.infer<typeof me>

export const sessions = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      here: z.boolean().meta({ description: '就是现在用着的这一处' }),
      address: z.string().meta({ description: '从哪个网络地址登录；空为没有记下' }),
      createdAt: z.number().meta({ description: '登录的时刻（微秒）' }),
      seenAt: z.number().meta({ description: '最近一次使用的时刻（微秒），约到一分钟' }),
    }),
  ),
})

export const ended = z.object({ ended: z.number().int() })
