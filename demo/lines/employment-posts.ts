import type { RowOf } from '#define/ledger.ts'
import { addDays } from '#kinds/day.ts'
import { postHolder, publicPost } from '#township/employment/public-post.ledger.ts'
import type { Person, Village, World } from '../world.ts'
import { booked } from './booked.ts'

const opened = '2024-01-08'

/** A stretch of somebody on a post. */
export interface Stint {
  person: Person
  village: Village
  from: string
  until?: string
}

interface Post {
  id: string
  village: Village
  setUpOn: string
}

/** How many people `publicPosts` asks for: those on a post before 2025, and those who start in 2025. */
export const postPeople = { before: 597, new: 46 }

const otherKinds = ['保洁员', '保洁员', '护路员', '护河员', '助老员', '水管员', '防火员', '村务协理员'] as const

/**
 * 126 posts of forest rangers and 471 others stand at the end of 2025, as many as a year before: five went, five came.
 * Of 50 people who left, 41 had a successor; four posts are vacant.
 */
export function publicPosts(world: World, before: Person[], newcomers: Person[]): Stint[] {
  const { random } = world
  const stints: Stint[] = []
  const first = before.map((person, i) => {
    const ranger = i < 126
    const setUp = random.dayIn(ranger ? '2018-01-01' : '2019-03-01', '2022-12-20')
    const post = setUpPost(world, i, person.household.village, ranger ? '生态护林员' : random.pick(otherKinds), setUp)
    const from = random.dayIn(setUp > '2021-01-01' ? setUp : '2021-01-01', '2023-09-30')
    return { post, stint: { person, village: post.village, from } as Stint, id: start(world, post, person, from) }
  })
  const [abolished, left] = [first.slice(-5), first.slice(120, 165)]
  for (const { post, stint, id } of abolished) {
    stint.until = random.dayIn('2025-03-01', '2025-06-30')
    end(world, id, stint.until, '岗位撤销')
    world.correct(publicPost, post.id, { abolished_on: stint.until }, booked(stint.until, 6), '村里合并岗位，撤销一个')
  }
  left.forEach(({ post, stint, id }, i) => {
    stint.until = random.dayIn('2025-01-20', '2025-10-31')
    end(world, id, stint.until, random.pick(['协议到期', '外出务工', '身体原因', '不履行职责']))
    const successor = newcomers[i]
    if (i >= 41 || !successor) return
    const from = addDays(stint.until, random.int(15, 40))
    start(world, post, successor, from)
    stints.push({ person: successor, village: post.village, from })
  })
  newcomers.slice(41).forEach((person, i) => {
    const setUp = random.dayIn('2025-04-01', '2025-07-31')
    const post = setUpPost(world, before.length + i, person.household.village, '护河员', setUp)
    const from = addDays(setUp, random.int(10, 30))
    start(world, post, person, from)
    stints.push({ person, village: post.village, from })
  })
  correctOne(world, first[9]!.post)
  return [...first.map(({ stint }) => stint), ...stints]
}

function setUpPost(
  world: World,
  serial: number,
  village: Village,
  kind: RowOf<typeof publicPost>['kind'],
  on: string,
): Post {
  const ranger = kind === '生态护林员'
  const id = world.record(
    publicPost,
    {
      number: `GW${String(serial + 1).padStart(4, '0')}`,
      kind,
      area: village.code,
      monthly: ranger ? 50_000 : world.random.pick([30_000, 50_000, 60_000]),
      paid_from: ranger ? '林业补助资金' : world.random.pick(['就业补助资金', '衔接资金', '村集体']),
      set_up_on: on,
    },
    booked(on < opened ? opened : on, 3),
  )
  return { id, village, setUpOn: on }
}

function start(world: World, post: Post, person: Person, from: string): string {
  return world.record(
    postHolder,
    {
      post: post.id,
      person: person.id,
      began_on: from,
      agreed_until: `${from < '2025-01-01' ? 2025 : 2026}-12-31`,
      published_on: addDays(from, -9),
    },
    booked(from < opened ? opened : from, 5),
  )
}

function end(world: World, id: string, until: string, because: RowOf<typeof postHolder>['left_because']): void {
  world.correct(postHolder, id, { ended_on: until, left_because: because }, booked(until, 4), '办理退岗')
}

function correctOne(world: World, post: Post): void {
  world.correct(publicPost, post.id, { monthly: 60_000 }, '2024-06-12', '补助标准录低了，按林业站文件改正')
}
