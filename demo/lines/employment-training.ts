import { skillAttendance, skillTraining } from '#township/employment/skill-training.ledger.ts'
import type { Person, World } from '../world.ts'
import { booked } from './booked.ts'

interface Course {
  title: string
  subject: '蚕桑养殖' | '家政服务' | '电商直播' | '茶叶种植加工'
  on: string
  teacher: string
  /** People of 脱贫户, and others. */
  alleviated: number
  others: number
}

const courses: Course[] = [
  {
    title: '2024年春蚕饲养培训班',
    subject: '蚕桑养殖',
    on: '2024-04-12',
    teacher: '县蚕桑站技术员',
    alleviated: 47,
    others: 9,
  },
  {
    title: '2024年秋蚕饲养培训班',
    subject: '蚕桑养殖',
    on: '2024-08-15',
    teacher: '县蚕桑站技术员',
    alleviated: 38,
    others: 12,
  },
  {
    title: '2024年家政服务培训班',
    subject: '家政服务',
    on: '2024-10-22',
    teacher: '县职业学校教师',
    alleviated: 26,
    others: 5,
  },
  {
    title: '2025年春季桑园管理和小蚕共育培训班',
    subject: '蚕桑养殖',
    on: '2025-04-10',
    teacher: '县蚕桑站技术员',
    alleviated: 49,
    others: 14,
  },
  {
    title: '2025年电商直播培训班',
    subject: '电商直播',
    on: '2025-06-18',
    teacher: '县职业学校教师',
    alleviated: 21,
    others: 16,
  },
  {
    title: '2025年秋蚕饲养和病害防治培训班',
    subject: '蚕桑养殖',
    on: '2025-08-19',
    teacher: '农业大学教师',
    alleviated: 43,
    others: 9,
  },
]

/** Six courses in two years; two on silkworms in 2025, attended by 92 people of 脱贫户 (some of them twice) and 23 others. */
export function trainings(world: World, alleviated: Person[], others: Person[]): void {
  const { random } = world
  const faithful = alleviated.slice(0, 8)
  for (const course of courses) {
    const training = world.record(
      skillTraining,
      {
        title: course.title,
        subject: course.subject,
        area: world.township,
        held_on: course.on,
        finished_on: course.on,
        place: '乡政府会议室',
        teacher: course.teacher,
        hours: 8,
        organiser: '乡乡村振兴办公室',
      },
      booked(course.on, 1),
    )
    const twice = course.subject === '蚕桑养殖' ? faithful : []
    const people = [
      ...twice,
      ...random.sample(alleviated.slice(8), course.alleviated - twice.length),
      ...random.sample(others, course.others),
    ]
    const rows = people.map((person) =>
      world.record(skillAttendance, { training, person: person.id, passed: random.chance(0.94) }, booked(course.on, 2)),
    )
    world.correct(
      skillAttendance,
      rows.at(-1)!,
      { passed: true, note: '补考合格' },
      booked(course.on, 20),
      '补考后改正',
    )
  }
  signedForAnother(world, others.at(-1)!)
}

/** A name on the list that nobody saw in the room. */
function signedForAnother(world: World, person: Person): void {
  const training = world.record(
    skillTraining,
    {
      title: '2025年家政服务培训班',
      subject: '家政服务',
      area: world.township,
      held_on: '2025-10-16',
      place: '乡政府会议室',
    },
    '2025-10-17',
  )
  const id = world.record(skillAttendance, { training, person: person.id }, '2025-10-17')
  world.void(skillAttendance, id, '2025-10-27', '本人在外地务工，系他人代签，作废')
}
