/** The made-up township that the generator fills: who lives there, and how a line of work records about them. */
import type { AnyLedger } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import type { Random } from './random.ts'

export interface Village {
  code: string
  name: string
  groups: { code: string; name: string }[]
}

export interface Person {
  id: string
  name: string
  sex: '男' | '女'
  bornOn: string
  /** Row of the household at the end of the year. */
  household: Household
  relation: string
  labour: boolean
  /** School stage in the 2025 year, if at school. */
  schooling?: '学前教育' | '小学' | '初中' | '普通高中' | '中职' | '高职高专' | '本科'
  /** Lived in the household all year; others were born, moved or died during it. */
  settled: boolean
}

export interface Household {
  id: string
  number: string
  village: Village
  /** Villager group code. */
  area: string
  headName: string
  /** 脱贫户. */
  alleviated: boolean
  /** False for town residents who only appear in town ledgers (城镇低保); not one of the 7,141 farm households. */
  farm: boolean
  people: Person[]
}

/** Values of a row: money and quantities in stored integer steps (fen, hundredths of mu …), days as text, links as ids. */
export type Values = Record<string, Value>

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
  /** Writes a new row into the books on day `told` (the working day it was recorded, ≥ its business day). Returns its id. */
  record(ledger: AnyLedger, values: Values, told: string): string
  /** Corrects fields of a row recorded before, on a later day, with a reason. */
  correct(ledger: AnyLedger, id: string, values: Values, told: string, reason: string): void
  /** Withdraws a row that should never have been recorded. */
  void(ledger: AnyLedger, id: string, told: string, reason: string): void
}
