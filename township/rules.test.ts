/** Each rule finds what was planted for it, and nothing in a household where all is well. */
import { expect, test } from 'vitest'
import { gather } from '#define/catalog.ts'
import type { Value } from '#kinds/index.ts'
import { askerOf } from '#measure/asker.ts'
import { type Books, evaluator, type Row } from '#measure/evaluate.ts'
import { judgedHere, type Verdict } from '#measure/verdicts.ts'
import { township } from '#township/index.ts'

const catalog = gather(township)
const day = '2025-12-31'

type Cells = Record<string, Value>
/** Rows by ledger, each by the name by which others link to it. */
type Tables = Record<string, Record<string, Cells>>

/** A household that gives no rule any cause: an able couple, helped, insured, housed, with water and a loan that is not due. */
const sound: Tables = {
  household: {
    h: { head_name: '甲', area: '1', registered_on: '2014-01-01', phone: '1' },
    far: { head_name: '乙', phone: '2' },
  },
  household_label: { l: { household: 'h', label: '脱贫户', since: '2014-01-01' } },
  person: {
    p: { name: '甲', sex: '男', born_on: '1980-01-01', health: '健康', labour: '普通劳动力' },
    q: { name: '乙', sex: '女', born_on: '1982-01-01', health: '健康', labour: '普通劳动力' },
    r: { name: '丙', sex: '男', born_on: '1950-01-01', health: '残疾', labour: '无劳动力' },
  },
  membership: {
    m: { person: 'p', household: 'h', relation: '户主', since: '2014-01-01' },
    n: { person: 'q', household: 'h', relation: '配偶', since: '2014-01-01' },
    o: { person: 'r', household: 'far', relation: '户主', since: '2014-01-01' },
  },
  pairing: {
    k: { household: 'h', cadre: 'c', since: '2020-01-01' },
    // Somebody keeps these ledgers: what is not in them is not so.
    k2: { household: 'far', cadre: 'c', since: '2020-01-01' },
  },
  dibao_member: { d0: { person: 'q', dibao: 'd', since: '2020-01-01' } },
  medical_cover: { i: { person: 'p', from_day: '2025-01-01' }, j: { person: 'q', from_day: '2025-01-01' } },
  housing_safety: { s: { household: 'h', appraised_on: '2024-05-01', grade: 'A级', action: '无需处置' } },
  household_water: {
    w: {
      household: 'h',
      since: '2020-01-01',
      quantity: '达标',
      quality: '达标',
      convenience: '达标',
      guarantee: '基本达标',
    },
  },
  microloan: {
    b: {
      household: 'h',
      borrower: 'p',
      amount: 5_000_000,
      subsidised: true,
      lent_on: '2024-03-01',
      due_on: '2027-03-01',
    },
  },
  work_spell: {
    x: { person: 'p', place: '省外', began_on: '2020-01-01' },
    x0: { person: 'r', place: '县内', began_on: '2020-01-01' },
  },
  post_holder: { z: { person: 'q', post: 'a', began_on: '2023-01-01' } },
  visit: { v: { household: 'h', status: '脱贫户', situation: '稳定', visited_on: '2025-10-01' } },
  monitoring: {
    y: {
      household: 'far',
      main_risk: '因残',
      identified_on: '2023-01-01',
      cleared_on: '2024-01-01',
      cleared_by: '帮扶消除',
    },
  },
  help_plan: { e: { household: 'far', made_on: '2023-01-05' } },
  help_measure: { f: { plan: 'e', started_on: '2023-01-10' } },
  extreme_poverty: { t: { person: 'r', since: '2024-06-01' } },
}

/** Sound books, with these rows changed or added; `null` leaves a row out. */
function booksWith(more: Record<string, Record<string, Cells | null>>): Books {
  const ledgers = new Set([...Object.keys(sound), ...Object.keys(more)])
  return new Map(
    [...ledgers].map((ledger) => {
      const rows: Record<string, Cells | null> = { ...sound[ledger] }
      for (const [id, cells] of Object.entries(more[ledger] ?? {})) rows[id] = cells && { ...rows[id], ...cells }
      return [ledger, Object.entries(rows).flatMap(([id, cells]) => (cells ? [{ id, ...cells } as Row] : []))]
    }),
  )
}

/** What each rule comes to where it does not simply fail to hold: `rule row` → verdict. */
function told(books: Books, on = day): Record<string, Verdict> {
  const js = evaluator(catalog, books)
  const found: Record<string, Verdict> = {}
  for (const rule of catalog.rules.values()) {
    for (const row of books.get(rule.about) ?? []) {
      const judged = judgedHere(catalog, rule, js.at(rule.about, row, askerOf({ from: on, day: on })))
      if (judged && judged.verdict !== 'no') found[`${rule.id} ${row.id}`] = judged.verdict
    }
  }
  return found
}

/** Lines that no document of ours gives: nobody can say until the office has set them. */
const unset: Record<string, Verdict> = {
  'monitoring.cleared_too_soon y': 'unknown',
  'risk.self_pay h': 'unknown',
  'risk.self_pay far': 'unknown',
  'risk.loan_due_soon b': 'unknown',
}

test('where all is well nothing is said but that lines are not set', () => {
  expect(told(booksWith({}))).toEqual(unset)
})

const planted: readonly (readonly [rule: string, row: string, more: Record<string, Record<string, Cells | null>>])[] = [
  ['registry.no_head', 'h', { membership: { m: { relation: '其他' } } }],
  [
    'registry.two_spouses',
    'h',
    { membership: { g: { person: 'u', household: 'h', relation: '配偶', since: '2020-01-01' } } },
  ],
  ['registry.empty_household', 'e', { household: { e: { head_name: '丁' } } }],
  ['registry.same_person', 'p', { person: { u: { name: '甲', sex: '男', born_on: '1980-01-01' } } }],
  ['registry.same_phone', 'h', { household: { far: { phone: '1' } } }],
  ['registry.dead_member', 'm', { person: { p: { died_on: '2025-12-30' } } }],
  ['registry.closed_household', 'm', { household: { h: { closed_on: '2025-12-30' } } }],
  ['monitoring.cleared_unhelped', 'y', { help_measure: { f: { started_on: '2024-01-02' } } }],
  [
    'monitoring.ill_without_patient',
    'y',
    { monitoring: { y: { main_risk: '因病' } }, person: { r: { health: '健康' } } },
  ],
  ['monitoring.disabled_without_person', 'y', { person: { r: { health: '长期慢性病' } } }],
  ['risk.unhelped', 'y', { monitoring: { y: { identified_on: '2025-11-30', cleared_on: null, cleared_by: null } } }],
  ['risk.uninsured', 'h', { medical_cover: { j: { until_day: '2025-12-30' } } }],
  [
    'risk.unsafe_house',
    'h',
    { housing_safety: { s2: { household: 'h', appraised_on: '2025-06-01', grade: 'D级', action: '拆除重建' } } },
  ],
  ['housing.danger_untreated', 's', { housing_safety: { s: { grade: 'C级', action: null } } }],
  ['risk.unsafe_water', 'h', { household_water: { w: { guarantee: '不达标' } } }],
  ['help.no_helper', 'h', { pairing: { k: { until: '2025-12-30' } } }],
  ['help.visited_as', 'v', { visit: { v: { status: '监测对象' } } }],
  [
    'risk.unfollowed_visit',
    'v',
    {
      visit: { v: { situation: '有新的风险' } },
      clue: { c: { household: 'h', received_on: '2025-09-30' }, d: { household: 'far', received_on: '2025-10-02' } },
    },
  ],
  ['finance.loan_stranger', 'b', { microloan: { b: { borrower: 'r' } } }],
  ['finance.loan_too_long', 'b', { microloan: { b: { due_on: '2027-03-02' } } }],
  ['finance.loan_over_limit', 'b', { microloan: { b: { amount: 5_000_001 } } }],
  [
    'risk.loan_overdue',
    'b',
    {
      microloan: { b: { due_on: '2025-12-30' } },
      microloan_repayment: { a: { loan: 'b', paid_on: '2025-12-30', principal: 4_999_999 } },
    },
  ],
  ['employment.worked_as_child', 'x', { work_spell: { x: { began_on: '1995-12-31' } } }],
  [
    'employment.post_away',
    'z',
    { work_spell: { x2: { person: 'q', place: '省外', began_on: '2024-01-01', ended_on: '2024-02-01' } } },
  ],
  ['employment.post_too_old', 'z', { person: { q: { born_on: '1955-12-31' } } }],
  ['risk.work_lost', 'h', { work_spell: { x: { ended_on: '2025-06-30' } } }],
  ['low_income.elderly_not_covered', 'el', { elderly_subsidy: { el: { person: 'r', since: '2024-01-01' } } }],
  ['low_income.covered_twice', 't', { dibao_member: { dm: { person: 'r', dibao: 'd', since: '2024-01-01' } } }],
]

test.each(planted)('%s finds what was planted on %s', (rule, row, more) => {
  const found = told(booksWith(more))
  expect(found[`${rule} ${row}`]).toBe('yes')
})

test('every rule has something planted for it, but those whose line nobody has set', () => {
  const waiting = new Set(Object.keys(unset).map((key) => key.split(' ')[0]))
  const missing = [...catalog.rules.keys()].filter((id) => !waiting.has(id) && !planted.some(([rule]) => rule === id))
  expect(missing).toEqual([])
})

test('what nobody has looked at, or filled in, is unknown and not well', () => {
  expect(told(booksWith({ medical_cover: { j: null } }))).toMatchObject({ 'risk.uninsured h': 'unknown' })
  expect(told(booksWith({ housing_safety: { s: null } }))).toMatchObject({ 'risk.unsafe_house h': 'unknown' })
  expect(told(booksWith({ household_water: { w: null } }))).toMatchObject({ 'risk.unsafe_water h': 'unknown' })
  expect(told(booksWith({ person: { r: { health: null } } }))).toMatchObject({
    'monitoring.disabled_without_person y': 'unknown',
  })
})

test('what a whole township has no rows of is unknown and not missing from each household', () => {
  expect(told(booksWith({ pairing: { k: null, k2: null } }))).toMatchObject({ 'help.no_helper h': 'unknown' })
  // Nobody has recorded this year's insurance yet.
  const lastYear = { i: { until_day: '2025-12-30' }, j: { until_day: '2025-12-30' } }
  expect(told(booksWith({ medical_cover: lastYear }))).toMatchObject({ 'risk.uninsured h': 'unknown' })
  const another = { person: 'r', from_day: '2025-01-01' }
  expect(told(booksWith({ medical_cover: { ...lastYear, another } }))).toMatchObject({ 'risk.uninsured h': 'yes' })
})
