/** A list of villages as it is typed, or copied out of a sheet. */
import { expect, test } from 'vitest'
import { readPlaceLines } from './place-lines.ts'

const town = '530102201'

/** `201 东山村*: 01 一组*`: without the township, made codes starred. */
function read(text: string) {
  const { villages, faults } = readPlaceLines(text, town)
  const said = (code: string, name: string, made: boolean) => `${code} ${name}${made ? '*' : ''}`
  return {
    places: villages.map(({ code, name, made, groups }) =>
      [
        said(code.slice(9), name, made),
        ...groups.map((group) => said(group.code.slice(12), group.name, group.made)),
      ].join(' | '),
    ),
    faults: faults.map(({ line, message }) => `${line} ${message}`),
  }
}

const wanted = ['201 东山村* | 01 一组* | 02 二组*', '202 西山村* | 01 上寨*']

test.each([
  ['one line each', '东山村 一组 二组\n西山村 上寨'],
  ['listed after a colon', '1、东山村：一组、二组；\n2、西山村：上寨'],
  ['groups indented', '东山村\n  一组\n  二组\n\n西山村\n\t上寨'],
  ['numbered groups not indented', '东山村\n一组\n二组\n西山村 上寨'],
  ['village and group in two columns', '序号\t村名\t组名\r\n1\t东山村\t一组\r\n2\t东山村\t二组\r\n3\t西山村\t上寨\r\n'],
  ['merged cells leave the village blank', '村\t村民组\n东山村\t一组\n\t二组\n西山村\t上寨'],
  ['in one word', '东山村一组\n东山村第二组\n西山村　上寨'.replace('第二组', '二组')],
])('is read the same: %s', (_, text) => {
  expect(read(text)).toEqual({ places: wanted, faults: [] })
})

test('written codes stay, and made ones keep out of their way', () => {
  const { places, faults } = read(
    `代码\t名称\t级别\t有效起\n${town}\t青石乡\t乡镇\t2020-01-01\n${town}201\t东山村\t村\t2020-01-01\n${town}20101\t上坝\t村民组\t2020-01-01\n` +
      `西山村\n河口社区\n南山村 ${town}205 三组 五组 坪上组\n`,
  )
  expect(faults).toEqual([])
  expect(places).toEqual([
    '201 东山村 | 01 上坝',
    '202 西山村*',
    '001 河口社区*',
    '205 南山村 | 03 三组* | 05 五组* | 01 坪上组*',
  ])
})

test('each fault is told at its line, and what is right beside it is kept', () => {
  const { places, faults } = read(
    `一组\n东山村\n西山村 5301\n北山村 999999999201\n东山村\n东山村 一组 一组\n南山村 ${town}201\n${town}202\n中山村 ${town}201\n`,
  )
  expect(faults).toEqual([
    '1 “一组”前面没有村：请先写村名，组写在它后面或下一行。',
    '3 “5301”有 4 位，不是代码：村 12 位，村民组 14 位。没有代码就空着。',
    `4 代码 999999999201 不是本乡镇的：要以 ${town} 开头。`,
    '5 “东山村”和第 2 行重复。',
    '6 东山村的“一组”和这一行前面那个重复。',
    `8 只有代码“${town}202”，没有名称。`,
    `9 “中山村”的代码 ${town}201 和第 7 行的一样。`,
  ])
  expect(places[0]).toBe('202 东山村* | 01 一组*')
})
