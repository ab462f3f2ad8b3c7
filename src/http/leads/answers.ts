import { z } from 'zod'
import { place } from '#http/shapes/place.ts'

const level = z.number().int().meta({ description: '3 今天看，2 本周看，1 下一轮看' })
const day = z.string()

const reason = z.object({
  id: z.string().meta({ description: '预警的行编号' }),
  rule: z.string(),
  says: z.string(),
  basis: z.string(),
  risk: z.string(),
  level,
  said: z.string().meta({ description: '出现那天说的话' }),
  since: day,
  subject: z.object({ ledger: z.string(), id: z.string() }),
  gone: z.object({ on: day, by: z.string() }).nullable(),
})

export const lead = z
  .object({
    id: z.string().nullable().meta({ description: 'null：排队，还没有开线索' }),
    holder: z.object({ ledger: z.string(), id: z.string(), title: z.string(), called: z.string() }),
    place,
    village: place,
    level,
    opened: day.nullable(),
    due: day.nullable(),
    reasons: z.array(reason),
    kept: z.number().int().meta({ description: '不对提问的人公开的预警有几条' }),
    answer: z.object({ on: day, by: z.string(), outcome: z.string(), reason: z.string() }).nullable(),
    closed: z.object({ on: day, by: z.string() }).nullable(),
  })
  .meta({ id: 'Lead' })

export const leads = z
  .object({
    day: day.meta({ description: '规则按这一天问' }),
    leads: z.array(lead),
    waiting: z.array(lead),
    kept: z.number().int().meta({ description: '只有不公开的规则的线索有几户' }),
    levels: z.array(z.object({ level, says: z.string() })),
  })
  .meta({ id: 'Leads' })

export const oneLead = z.object({ day, lead, outcomes: z.array(z.string()) }).meta({ id: 'OneLead' })

export const findings = z
  .object({
    day,
    findings: z.array(
      z.object({
        id: z.string(),
        rule: z.string(),
        says: z.string(),
        basis: z.string(),
        level,
        line: z.string(),
        subject: z.object({ ledger: z.string(), id: z.string(), title: z.string(), of: z.string().nullable() }),
        place,
        said: z.string(),
        since: day,
        due: day,
      }),
    ),
    kept: z.number().int(),
  })
  .meta({ id: 'Findings' })

export const judged = z
  .object({
    day,
    opened: z.number().int(),
    closed: z.number().int(),
    leads: z.object({ opened: z.number().int(), closed: z.number().int() }),
    waiting: z.number().int(),
    unknown: z.number().int().meta({ description: '有行说不出的规则有几条：缺资料，或全乡还没有记过' }),
  })
  .meta({ id: 'Judged' })
