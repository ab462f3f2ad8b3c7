import { expect, test } from 'vitest'
import { money, text } from '#define/field.ts'
import { type Role, roles } from './actor.ts'
import { hides } from './sees.ts'

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

test('money is read by whoever reads the figures that it adds up to, and what is not sensitive by all', () => {
  expect(hiddenFrom('money')).toEqual([])
  expect(hiddenFrom('plain')).toEqual([])
})
