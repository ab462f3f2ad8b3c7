import type { RowOf } from '#define/ledger.ts'
import { addDays } from '#kinds/day.ts'
import { pointsEntry, redBlackList, shopStock, voucher } from '#township/governance/points.ledger.ts'
import { deliberation, honour, taskAdmission } from '#township/governance/village-affairs.ledger.ts'
import type { Household, World } from '../world.ts'
import { booked } from './booked.ts'
import { longRegistered } from './long-registered.ts'

/** Points and vouchers, red and black lists, honours, matters talked over, and tasks that had to ask before entering a village. */
export function governance(world: World): void {
  const { random } = world
  const households = random.sample(world.households.filter(longRegistered), 2400)
  points(world, households.slice(0, 420), 2024, 26_400)
  points(world, households.slice(300, 1500), 2025, 106_380)
  lists(world, households)
  shops(world)
  honours(world)
  deliberations(world)
  admissions(world)
}

const deeds = [
  ['美丽家园', '庭院整洁评比达标'],
  ['美丽家园', '参加村庄清洁行动'],
  ['公益服务', '参加防火巡查'],
  ['公益服务', '义务修路清沟'],
  ['孝老爱亲', '照料高龄老人'],
  ['文明新风', '喜事新办、丧事简办'],
  ['文明新风', '调解邻里纠纷'],
  ['自强自立', '发展产业带动邻里'],
  ['思想文化', '参加村民会议和宣讲'],
] as const
type Deed = readonly [RowOf<typeof pointsEntry>['category'], matter: string]

/** Each household earns what it later spends and a little more, so that no balance falls below zero. Vouchers add up to `yuan`. */
function points(world: World, households: readonly Household[], year: number, yuan: number): void {
  const { random } = world
  random.share(yuan / 10, households.length, 2).forEach((tens, i) => {
    const household = households[i]!
    const issued = random.dayIn(`${year}-09-10`, `${year}-12-18`)
    const spare = random.int(0, 40)
    const earned = random.share(tens * 10 + spare, random.int(3, 5), 3)
    const days = random.sample(
      Array.from({ length: 34 }, (_, week) => addDays(`${year}-01-10`, week * 7)),
      earned.length,
    )
    for (const [e, value] of earned.entries()) entry(world, household, days[e]!, '加分', random.pick(deeds), value)
    const id = world.record(
      voucher,
      {
        household: household.id,
        issued_on: issued,
        number: `Q${year}${String(i + 1).padStart(5, '0')}`,
        points: tens * 10,
        amount: tens * 1000,
        issued_by: `${household.village.name}振风超市`,
      },
      booked(issued, random.int(0, 2)),
    )
    const redeemed = addDays(issued, random.int(1, 20))
    if (redeemed <= '2025-12-26' && random.chance(0.9)) {
      world.correct(voucher, id, { redeemed_on: redeemed }, booked(redeemed, 2), '已兑货')
    }
    if (spare >= 10 && random.chance(0.15))
      entry(world, household, addDays(issued, 3), '扣分', ['美丽家园', '门前乱堆乱放未及时清理'], 5)
    if (year === 2025 && i === 33) {
      const twice = entry(world, household, addDays(days[0]!, 1), '加分', ['公益服务', '参加防火巡查两次'], earned[0]!)
      world.void(pointsEntry, twice, booked(addDays(days[0]!, 1), 15), '同一件事记了两次')
    }
  })
}

function entry(
  world: World,
  household: Household,
  on: string,
  kind: '加分' | '扣分',
  [category, matter]: Deed,
  value: number,
): string {
  return world.record(
    pointsEntry,
    {
      household: household.id,
      entered_on: on,
      kind,
      category,
      matter,
      points: value,
      confirmed_by: `${household.village.name}积分评议小组`,
    },
    booked(on, world.random.int(1, 9)),
  )
}

const red = ['好婆婆好媳妇', '清洁庭院', '致富能手', '热心公益', '教子有方', '和睦邻里', '移风易俗带头户'] as const

/** 812 households on the red list of 2025, 46 of them twice; few on the black list, and most of those soon off it. */
function lists(world: World, households: readonly Household[]): void {
  const { random } = world
  const post = (
    household: Household,
    list: '红榜' | '黑榜',
    title: RowOf<typeof redBlackList>['title'],
    on: string,
    until: string | undefined,
    posted: RowOf<typeof redBlackList>['posted'],
  ) => {
    const row = {
      household: household.id,
      list,
      title,
      listed_on: on,
      decided_by: `${household.village.name}村民议事会`,
      posted,
    }
    if (!until || until > '2025-12-25') return world.record(redBlackList, row, booked(on, 2))
    if (list === '红榜') return world.record(redBlackList, { ...row, taken_down_on: until }, booked(on, 2))
    const id = world.record(redBlackList, row, booked(on, 2))
    world.correct(redBlackList, id, { taken_down_on: until }, booked(until, 2), '已经改正，评议后撤下')
    return id
  }
  const praised = households.slice(200, 1012)
  praised.forEach((household, i) => {
    const on = `2025-${['03', '06', '09', '12'][i % 4]}-12`
    post(household, '红榜', red[i % red.length]!, on, addDays(on, 89), '村公示栏')
    if (i % 18 === 0) post(household, '红榜', '热心公益', '2025-11-05', undefined, '村公示栏')
  })
  households.slice(1012, 1030).forEach((household) => {
    const on = random.dayIn('2025-02-10', '2025-11-20')
    const title = random.pick(['乱堆乱放', '大操大办'] as const)
    post(
      household,
      '黑榜',
      title,
      on,
      addDays(on, random.int(10, 40)),
      random.chance(0.6) ? '只谈话提醒，不张榜' : '村民组内',
    )
  })
  households.slice(0, 640).forEach((household, i) => {
    const on = `2024-${['05', '11'][i % 2]}-15`
    post(household, '红榜', red[i % red.length]!, on, addDays(on, 89), '村公示栏')
  })
  const wrong = post(households[1040]!, '红榜', '清洁庭院', '2025-06-12', undefined, '村公示栏')
  world.void(redBlackList, wrong, booked('2025-06-20', 0), '评议名单抄错，该户没有参评')
}

const goods = [
  ['洗衣液', 2200],
  ['毛巾', 800],
  ['食用油', 6500],
  ['铁锹', 3000],
] as const

function shops(world: World): void {
  const { random } = world
  for (const village of world.villages) {
    for (const [name, price] of goods) {
      for (const year of [2024, 2025]) {
        const bought = random.int(60, 140)
        const given = bought - random.int(5, 25)
        for (const [direction, on, pieces] of [
          ['进货', `${year}-04-10`, bought],
          ['兑出', `${year}-12-15`, given],
        ] as const) {
          world.record(
            shopStock,
            {
              area: village.code,
              moved_on: on,
              goods: name,
              direction,
              pieces,
              amount: pieces * price,
              ...(direction === '进货' && { source: random.pick(['帮扶单位捐赠', '村集体出资'] as const) }),
            },
            booked(on, 3),
          )
        }
      }
    }
  }
}

function honours(world: World): void {
  const { random } = world
  const grown = world.people.filter(
    (p) => p.settled && longRegistered(p.household) && p.bornOn > '1950-01-01' && p.bornOn < '1998-01-01',
  )
  random.sample(grown, 27).forEach((person, i) => {
    const on = random.dayIn(i < 11 ? '2024-03-01' : '2025-03-01', i < 11 ? '2024-11-30' : '2025-11-30')
    const [title, deed] = random.pick([
      ['道德模范', '多年照料邻居孤寡老人'],
      ['身边好人', '拾金不昧、主动归还失主'],
      ['最美家庭', '家庭和睦、教子有方'],
      ['乡村振兴带头人', '带动邻里发展蚕桑'],
    ] as const)
    world.record(
      honour,
      {
        person: person.id,
        area: person.household.village.code,
        title,
        level: i % 5 === 0 ? '县级' : '乡级',
        awarded_on: on,
        deed,
      },
      booked(on, 5),
    )
  })
}

const topics = [
  ['村民组路灯维护由谁出工', '每组推两名管护员、电费从村集体收入列支'],
  ['当家塘清淤取水顺序', '按田块远近轮流取水、旱情时保口粮田'],
  ['红白事办席标准', '控制桌数和随礼、写进村规民约'],
  ['健身广场噪声', '晚上九点以后停止放音乐'],
  ['机耕路加宽占地', '沿线户各让一尺、村里补助界桩'],
  ['垃圾桶摆放位置', '移到组口、远离住户门窗'],
] as const

function deliberations(world: World): void {
  const { random } = world
  world.villages.forEach((village, i) => {
    for (let n = 0; n < 9; n++) {
      const [topic, decision] = topics[(i + n) % topics.length]!
      const held = random.dayIn(n < 3 ? '2024-02-20' : '2025-02-15', n < 3 ? '2024-12-10' : '2025-12-10')
      const agreed = random.chance(0.85)
      const done = addDays(held, random.int(7, 70))
      const id = world.record(
        deliberation,
        {
          area: random.chance(0.5) ? village.code : random.pick(village.groups).code,
          topic,
          raised_by: random.pick(['村民', '村民代表', '网格员', '政协委员'] as const),
          raised_on: addDays(held, -random.int(3, 20)),
          held_on: held,
          attendance: random.int(9, 36),
          outcome: agreed ? '达成一致' : '再议',
          ...(agreed && { decision }),
        },
        booked(held, 3),
      )
      if (agreed && done <= '2025-12-24')
        world.correct(deliberation, id, { done_on: done }, booked(done, 3), '事情办结')
    }
  })
}

const asks = [
  ['防汛值班登记表', '报表台账', '乡应急办', 12, 0, '准入'],
  ['脱贫户务工情况月报', '报表台账', '县人社局', 14, 13, '从台账取数，不交村'],
  ['改厕问题户统计表', '报表台账', '县农业农村局', 9, 9, '从台账取数，不交村'],
  ['低保户基本情况表', '报表台账', '县民政局', 16, 15, '从台账取数，不交村'],
  ['反诈宣传示范村牌', '挂牌', '派出所', 0, 0, '不准入'],
  ['公众号关注任务', '政务公众号任务', '县某局', 0, 0, '不准入'],
  ['居住证明', '证明盖章', '县某中心', 0, 0, '不准入'],
  ['秋冬森林防火巡查', '其他工作', '乡林业站', 6, 2, '准入'],
  ['文明户评选', '创建评比', '乡宣传办', 8, 5, '合并办理'],
  ['学生资助摸底表', '报表台账', '县教育局', 18, 17, '从台账取数，不交村'],
  ['农村住房排查系统录入', '信息系统录入', '县住建局', 20, 11, '准入'],
  ['人居环境周报', '报表台账', '县农业农村局', 10, 10, '合并办理'],
] as const

function admissions(world: World): void {
  const { random, township } = world
  for (const year of [2024, 2025]) {
    asks.slice(year === 2024 ? 6 : 0).forEach(([name, kind, asked_by, fields, knownFields, decision], i) => {
      const applied = random.dayIn(`${year}-01-15`, `${year}-11-20`)
      const decided = addDays(applied, random.int(1, 6))
      const ends = decision === '准入' ? addDays(applied, 60) : decided
      world.record(
        taskAdmission,
        {
          name,
          kind,
          area: township,
          asked_by,
          applied_on: applied,
          ...(fields > 0 && { fields_asked: fields, fields_known: knownFields }),
          decision,
          decided_on: decided,
          ends_on: ends,
          ...(i === 1 && { basis: '月度调度通知' }),
        },
        booked(decided, 1),
      )
    })
  }
}
