/** The made-up township that the generator fills: who lives there, and how a line of work records about them. */
import type { AnyLedger, RowOf } from '#define/ledger.ts'
import type { Random } from './random.ts'

export interface Village {
  code: string
  name: string
  groups: { code: string; name: string }[]
}

export type Relation = '户主' | '配偶' | '之子' | '之女' | '之儿媳' | '之孙子' | '之孙女' | '之父' | '之母'

export type Joined = '建档' | '新生儿' | '婚嫁' | '户籍迁入' | '共同生活' | '分户' | '并户'
export type Left = '死亡' | '婚嫁' | '户籍迁出' | '分户' | '并户' | '不再共同生活' | '服兵役'

/** One stretch of somebody's membership of one household. */
export interface Stay {
  home: Household
  relation: Relation
  since: string
  joinedBy: Joined
  until?: string
  leftBy?: Left
}

/** Which way somebody goes through school, and where that brings him or her in a school year. */
export type Track = 'early' | 'vocational' | 'vocational college' | 'academic' | 'college' | 'university'
export type Stage = '学龄前儿童' | '学前教育' | '小学' | '初中' | '普通高中' | '中职' | '高职高专' | '本科'

export interface Person {
  id: string
  name: string
  idNumber: string
  sex: '男' | '女'
  bornOn: string
  diedOn?: string
  /** Row of the household at the end of the year. */
  household: Household
  relation: Relation
  stays: Stay[]
  /** Lived in the household all year; others were born, moved or died during it. */
  settled: boolean
  labour: boolean
  skill: '普通劳动力' | '技能劳动力' | '弱劳动力或半劳动力' | '丧失劳动力' | '无劳动力'
  track: Track
  /** School stage in the 2025 year, if at school. */
  schooling?: Exclude<Stage, '学龄前儿童'>
  ethnicity: string
  health: '健康' | '长期慢性病' | '患有大病' | '残疾'
  politics?: '中共党员' | '共青团员' | '群众'
  phone?: string
  /** Was 户主 only since the former head died: what the member was to him before. */
  succeeded?: { on: string; from: Relation; formerHead: string }
}

export interface Household {
  id: string
  number: string
  village: Village
  /** Villager group code. */
  area: string
  surname: string
  headName: string
  phone?: string
  registeredOn: string
  closedOn?: string
  /** 脱贫户. */
  alleviated: boolean
  alleviatedSince?: string
  labels: { label: '军烈属户' | '五保老党员户' | '整户无劳动能力兜底保障户'; since: string }[]
  /** False for town residents who only appear in town ledgers (城镇低保); not one of the 7,141 farm households. */
  farm: boolean
  people: Person[]
}

/** Everybody and every household that the registry of 2024–2025 knows, gone ones too. */
export interface Population {
  households: Household[]
  people: Person[]
}

export interface World {
  random: Random
  /** 9 digits. */
  township: string
  townshipName: string
  villages: Village[]
  /** Farm households: exactly 7,141. Town households follow in `townHouseholds`. */
  households: Household[]
  townHouseholds: Household[]
  /** Everybody alive and living in a farm household at the end of 2025. */
  people: Person[]
  /**
   * Writes a new row into the books on day `told` (the working day it was recorded, ≥ its business day). Returns its id.
   * Money and quantities are stored integer steps (fen, hundredths of mu …), days text, links ids.
   */
  record<L extends AnyLedger>(ledger: L, values: RowOf<L>, told: string): string
  /** Corrects fields of a row recorded before, on a later day, with a reason. */
  correct<L extends AnyLedger>(ledger: L, id: string, values: Partial<RowOf<L>>, told: string, reason: string): void
  /** Withdraws a row that should never have been recorded. */
  void(ledger: AnyLedger, id: string, told: string, reason: string): void
}
