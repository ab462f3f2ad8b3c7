/** Rows of a foreign table that are no rows of it: totals, and what people write below and between. */
import { type Cell, textOf } from './table.ts'

const plain = (cell: Cell | undefined) => textOf(cell).replace(/[\s\u3000]/g, '')

/** 合计, 本页小计, 一组合计：; the words in front must be of a place, a page or a time. 王小计 may be somebody. */
const total =
  /^[(（]?(.{0,12}(村|组|社区|乡|镇|县|区|户|页|年|月|季度|类|批|项|本|全|总))?(小计|合计|总计|共计|累计|总合计)([(（].*[)）]|[:：].*|共?[\d,.]+.{0,4})?[)）]?$/

/** Whether a line under a header only numbers its columns: 1 2 3 4, 甲 乙 1 2, (1) (2) (3). */
export function numbersColumns(cells: readonly Cell[]): boolean {
  const words = cells.map(plain).filter((word) => word !== '')
  const letters = words.findIndex((word, i) => word !== '甲乙丙丁戊己庚辛壬癸'[i] && word !== 'ABCDEFGHIJ'[i])
  const figures = letters < 0 ? [] : words.slice(letters)
  return words.length >= 3 && figures.every((word, i) => word.replace(/^[(（【[]|[)）】\]]$/g, '') === String(i + 1))
}

/** Whether a row is a total: one of its words says so, and it stands before all amounts or nobody else is named in the row. */
export function totalIn(cells: readonly Cell[]): boolean {
  const words = cells.map(plain)
  const first = words.findIndex((word) => word !== '' && !/^\d+$/.test(word))
  if (first < 0) return false
  if (total.test(words[first]!)) return true
  const at = words.findIndex((word) => total.test(word))
  if (at < 0) return false
  // “一组”, “小计”, and then only numbers.
  const others = words.filter((word, c) => c !== at && word !== '' && !/^[-+\d.,%]+$/.test(word))
  return new Set(others).size <= 1
}

const example = /^(例|示例|样例|举例)([:：].*)?$/
const words =
  '注|说明|备注|填表说明|填表人|填报人|填报单位|填报日期|填报时间|填表日期|制表人|制表|制表单位|制表日期|审核人|审核|复核人|复核|经办人|负责人|单位负责人|主要负责人|分管领导|联系人|联系电话|单位|日期|盖章|签字|签章|打印日期'
const aside = new RegExp(`^(${words})([:：(（].*)?$`)
const begun = new RegExp(`^(${words})`)

/**
 * Whether a row is an example or a remark (注：…, 填表人：…). A word that may as well be a name or a value begins a remark only in a row
 * that fills less than half of the `columns` that are read; signatures beside it do not count.
 */
export function remarkIn(cells: readonly Cell[], columns: number): boolean {
  const written = cells.map(plain).filter((word) => word !== '')
  const [first = '', ...others] = written
  if (example.test(first)) return true
  if (!begun.test(first)) return false
  // 备注村 with the rest of its row filled is a place, 填表人赵六 with nothing else is a signature.
  if (!aside.test(first)) return others.every((word) => begun.test(word) || word === first)
  return others.filter((word) => !aside.test(word) && word !== first).length * 2 < columns
}
