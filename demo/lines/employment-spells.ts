import { addDays } from '#kinds/day.ts'
import { parkPlacement } from '#township/employment/job-fair.ledger.ts'
import { workSpell } from '#township/employment/work-spell.ledger.ts'
import type { Person, World } from '../world.ts'
import { booked } from './booked.ts'
import type { Stint } from './employment-posts.ts'

const opened = '2024-01-08'

export interface Job {
  place: '县内' | '市内县外' | '省内市外' | '省外'
  county: string
  employer?: string
  industry: '制造业' | '建筑业' | '批发零售' | '住宿餐饮' | '居民服务' | '交通运输' | '农林牧渔'
  channel: '自主就业' | '亲友介绍' | '劳务输出' | '帮扶车间' | '公益性岗位' | '园区招工'
  /** In fen. */
  income: number
}

/** A row of work_spell as it stands in the end. */
export interface Spell {
  id: string
  person: Person
  job: Job
  from: string
  until?: string
}

const farCounties = [
  '东江省澜州市澄湖市',
  '南屏省禾兴市桑溪市',
  '南屏省明澜市溪口新市',
  '海沧市松涛区',
  '岭海省莞城新市',
  '闽澜省泉溪市临江新市',
  '东江省锡澜市江北新市',
]
const trades = [
  '制造业',
  '制造业',
  '制造业',
  '建筑业',
  '建筑业',
  '住宿餐饮',
  '居民服务',
  '批发零售',
  '交通运输',
] as const
const brands = ['恒润', '锦程', '宏达', '新远', '瑞丰', '兴隆', '东盛', '利安']

export function awayJob({ random }: World): Job {
  const x = random.next()
  const place = x < 0.72 ? '省外' : x < 0.9 ? '省内市外' : '市内县外'
  const industry = random.pick(trades)
  return {
    place,
    county:
      place === '省外'
        ? random.pick(farCounties)
        : place === '省内市外'
          ? random.pick(['省会经济开发区', '省会高新区', '邻市开发区'])
          : random.pick(['邻县', '市辖区']),
    ...(random.chance(0.85) && {
      employer: `${random.pick(brands)}${industry === '制造业' ? '电子' : industry === '建筑业' ? '建筑劳务' : '服务'}有限公司`,
    }),
    industry,
    channel: random.pick(['自主就业', '亲友介绍', '亲友介绍', '劳务输出']),
    income: random.int(38, 82) * 10_000,
  }
}

export function countyJob({ random }: World): Job {
  const industry = random.pick(['建筑业', '批发零售', '住宿餐饮', '居民服务', '农林牧渔', '交通运输'] as const)
  return {
    place: '县内',
    county: '本县',
    industry,
    channel: random.pick(['自主就业', '亲友介绍']),
    income: random.int(22, 45) * 10_000,
  }
}

export function workshopJob(world: World): Job {
  const village = world.random.pick(world.villages).name
  return {
    place: '县内',
    county: '本县',
    employer: `${village}帮扶车间`,
    industry: '制造业',
    channel: '帮扶车间',
    income: world.random.int(18, 28) * 10_000,
  }
}

export function parkJob({ random }: World): Job {
  return {
    place: '县内',
    county: '本县',
    employer: `${random.pick(brands)}${random.pick(['丝绸', '服饰', '食品', '电子'])}有限公司`,
    industry: '制造业',
    channel: '园区招工',
    income: random.int(32, 52) * 10_000,
  }
}

/** Puts a spell into the books as it began, and ends it there when it ends. */
export function work(world: World, person: Person, job: Job, from: string, until?: string): Spell {
  const { random } = world
  const told = booked(from < opened ? opened : from, random.int(2, 10))
  const known = until !== undefined && until < told
  const id = world.record(
    workSpell,
    {
      person: person.id,
      place: job.place,
      county: job.county,
      ...(job.employer && { employer: job.employer }),
      industry: job.industry,
      channel: job.channel,
      ...(job.place !== '县内' && { sent_directly: job.channel === '劳务输出' }),
      monthly_income: job.income,
      began_on: from,
      ...(known && { ended_on: until }),
      monitored_on: told,
    },
    told,
  )
  if (until && !known) {
    const ended = booked(until, random.int(1, 6))
    world.correct(workSpell, id, { ended_on: until, monitored_on: ended }, ended, '月监测：已离岗')
  }
  return { id, person, job, from, until }
}

/** The spell that goes with a public post: the national system counts it as work too. */
export function postSpell(world: World, { person, village, from, until }: Stint): Spell {
  const job: Job = {
    place: '县内',
    county: '本县',
    employer: `${village.name}村民委员会`,
    industry: '居民服务',
    channel: '公益性岗位',
    income: 50_000,
  }
  return work(world, person, job, from, until)
}

/** Taken to a park company, and working there from that day. */
export function placed(world: World, person: Person, on: string, fair: string | undefined): Spell {
  const { random } = world
  const job = parkJob(world)
  place(world, person, job, on, fair)
  return work(
    world,
    person,
    job,
    on,
    on > '2025-01-01' && on < '2025-10-01' && random.chance(0.08) ? addDays(on, random.int(40, 80)) : undefined,
  )
}

export function place(world: World, person: Person, job: Job, on: string, fair: string | undefined): string {
  return world.record(
    parkPlacement,
    {
      person: person.id,
      placed_on: on,
      park: world.random.pick(['县经济开发区', '县经济开发区', '县丝绸产业园']),
      enterprise: job.employer!,
      job: world.random.pick(['操作工', '缝纫工', '缫丝工', '包装工', '质检员']),
      ...(fair && { through_fair: fair }),
      sent_by: fair ? '招聘会' : world.random.pick(['乡村干部推荐', '专车输送']),
      stayed: world.random.chance(0.9),
    },
    booked(on, 8),
  )
}
