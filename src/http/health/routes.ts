/** Whether the program lives and reaches its database: for what keeps it running. Says nothing about what is in the books. */
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { openRoute } from '#http/route.ts'
import { Refusal } from '#problem.ts'
import { townshipsOf } from '#store/store.ts'

/** A busy database is not a dead one: who restarts a program for being busy makes it worse. */
const BUSY_MS = 3_000

export const healthPath = '/api/health'

export const healthRoutes = [
  openRoute(
    `GET ${healthPath}`,
    {
      says: '程序在不在、够不够得到数据库；给看护程序用，不用登录。',
      answer: z.strictObject({ database: z.enum(['ready', 'busy']) }),
    },
    async ({ store }) => {
      const answered = townshipsOf(store).then(
        () => 'ready' as const,
        (error: unknown) => {
          if (error instanceof Refusal && error.problems[0].code === 'store.busy') return 'busy' as const
          throw error
        },
      )
      answered.catch(() => undefined)
      const database = await Promise.race([answered, wait(BUSY_MS, 'busy' as const, { ref: false })])
      return { database }
    },
  ),
]
