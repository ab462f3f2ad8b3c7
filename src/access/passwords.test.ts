import { expect, test } from 'vitest'
import { faultOf, matches } from './passwords.ts'

const known = ['wangfang', '王小芳', '青禾镇', '东坡村']

test.each([
  '短密码',
  '1234567',
  '12345678',
  '88888888',
  '20010203',
  '13800001234',
  '99010120250101123X',
  'password',
  'Password1!',
  'p@ssw0rd',
  'qwertyui',
  'QWER1234',
  '1qaz2wsx',
  'a1b2c3d4',
  'woaini1314',
  'woaini520',
  'zhangsan123',
  'lisi1990',
  'lisi19900101',
  'liming888',
  'admin@2025',
  'abcabcabc',
  '哈哈哈哈哈哈哈哈',
  '我爱你我爱你我爱你',
  'WangFang1',
  'xx-wangfang-2025-xx',
  '王小芳的密码是这个',
  'wangxiaofang77',
  'qinghe2025!',
  '青禾镇人民政府办公室',
  'dongpo-good-place',
])('“%s” is refused as a password', (password) => {
  expect(faultOf(password, known)?.code).toMatch(/^account\.password_(short|weak)$/)
})

test.each([
  '一句好记的话在此',
  '溪边的石头会唱歌',
  'correct horse battery staple',
  '门前大桥下游过一群鸭',
  'mK7-qq2vLz',
  'u7Jd0pXq_w3A',
])('“%s” will do', (password) => {
  expect(faultOf(password, known)).toBeUndefined()
})

test('what is refused says why, and never repeats the password', () => {
  for (const password of ['zhangsan123', 'qinghe2025!', '20010203']) {
    const said = faultOf(password, known)!
    expect(`${said.message}${said.remedy}`).not.toContain(password)
    expect(said.message.length).toBeGreaterThan(10)
  }
})

test('a password that nobody has fits nothing', async () => {
  expect(await matches(null, '')).toBe(false)
  expect(await matches(undefined, '一句好记的话在此')).toBe(false)
})
