import { expect, test } from 'vitest'
import { day, money, text } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { type Role, roles } from './actor.ts'
import { hides, hidesWho } from './sees.ts'

const field = {
  account: text('一卡通账号', { sensitive: 'account' }),
  health: text('病种', { sensitive: 'health' }),
  child: text('就读学校', { sensitive: 'child' }),
  money: money('金额', { sensitive: 'money' }),
  plain: text('备注'),
}
const hiddenFrom = (name: keyof typeof field): Role[] => roles.filter((role) => hides(field[name], { role }))

test('bank accounts and illness are hidden from everybody until they are revealed', () => {
  expect(hiddenFrom('account')).toEqual(roles)
  expect(hiddenFrom('health')).toEqual(roles)
})

test('a child’s schooling is read by those who keep the books, not by who only reads them', () => {
  expect(hiddenFrom('child')).toEqual(['leader', 'auditor'])
})

test('money is read by those who pay it out or check it, not by who signs its sums, and what is not sensitive by all', () => {
  expect(hiddenFrom('money')).toEqual(['leader'])
  expect(hiddenFrom('plain')).toEqual([])
})

test('who is in a list of the ill is read by nobody who has not said what for, in a list of children by those who keep the books', () => {
  const list = (sensitive: 'health' | 'child') =>
    event('ill', { title: '病', row: '人', purpose: '试', dated: 'on', sensitive, fields: { on: day('日期') } }).ledger
  const kept = (sensitive: 'health' | 'child', opened: string[] = []) =>
    roles.filter((role) => hidesWho(list(sensitive), { role, opened }))
  expect(kept('health')).toEqual(['office', 'village', 'leader', 'admin', 'auditor'])
  expect(kept('child')).toEqual(['leader', 'auditor'])
  expect(kept('health', ['ill'])).toEqual([])
})
