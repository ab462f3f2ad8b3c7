/** Villages and groups as people write them down, or copy them out of a sheet: line by line, with codes made where none is written. Pure. */
import { areaPattern, levelOf, levelTitles, placeKey, townshipOf, villageOf } from '#kinds/area.ts'
import { tidy } from '#kinds/kind.ts'

export interface ReadPlace {
  code: string
  name: string
  /** The code was not written, but made by counting. */
  made: boolean
  /** Of the text, from 1. */
  line: number
}

export interface ReadVillage extends ReadPlace {
  groups: ReadPlace[]
}

export interface LineFault {
  line: number
  message: string
}

interface Named {
  name: string
  code?: string
  line: number
}

interface NamedVillage extends Named {
  groups: Named[]
}

/** Heads of a copied sheet, and what stands in columns that say nothing new. */
const heads =
  /^(序号|编号|代码|区划代码|行政区划代码|统计用区划代码|名称|区划名称|村|村名|行政村|村委会|组|组名|村民组|村民小组|级别|有效起|有效止|启用日期|备注)$/
const levels: readonly string[] = Object.values(levelTitles)
const isDay = /^\d{4}([-./年])\d{1,2}\1?/
const isCode = /^\d+$/
const longest = 60

/**
 * Reads the villages of a township: 东山村 一组 二组 in one line, groups indented under their village, village and group in two columns,
 * a code beside any of them. Every fault is told with its line.
 */
export function readPlaceLines(text: string, township: string): { villages: ReadVillage[]; faults: LineFault[] } {
  const faults: LineFault[] = []
  const villages: NamedVillage[] = []
  const byKey = new Map<string, NamedVillage>()
  let last: NamedVillage | undefined
  text.split(/\r\n|\r|\n/).forEach((raw, i) => {
    const line = i + 1
    const wrong = (message: string) => faults.push({ line, message })
    const lineSaid = (before: number) => saidFrom(before, line)
    const under = /^[\s\u3000]/.test(raw)
    const words = wordsOf(raw)
    if (words.length === 0 || words.every((word) => heads.test(word) || levels.includes(word))) return
    const named = withCodes(words, line, wrong)
    if (!named) return
    let inside = last
    for (const [n, one] of named.entries()) {
      const fault = place(one, n)
      if (fault) wrong(fault)
    }

    function place(one: Named, n: number): string | undefined {
      if (one.code === township) return
      const malformed = one.code === undefined ? undefined : codeFault(one.code, township)
      if (malformed) return malformed
      if (one.name.length > longest) return `“${one.name.slice(0, 10)}……”太长，名称最多 ${longest} 个字。`
      const level = one.code === undefined ? undefined : levelOf(one.code)
      const group = level === 'group' || (level === undefined && (n > 0 || under || /组$/.test(one.name)))
      if (!group) {
        const known = byKey.get(placeKey(one.name))
        // A sheet names the village again in the line of each of its groups.
        if (known && named!.length === 1) return `“${one.name}”和${lineSaid(known.line)}重复。`
        if (known?.code !== undefined && one.code !== undefined && one.code !== known.code)
          return `“${one.name}”的代码和${lineSaid(known.line)}写的 ${known.code} 不一样。`
        inside = known ?? { ...one, groups: [] }
        if (known) known.code ??= one.code
        else villages.push(inside)
        byKey.set(placeKey(one.name), inside)
        last = inside
        return
      }
      const outer = one.code === undefined ? undefined : villages.find(({ code }) => code === villageOf(one.code!))
      const village = outer ?? inside
      if (!village) return `“${one.name}”前面没有村：请先写村名，组写在它后面或下一行。`
      if (one.code !== undefined && village.code !== undefined && villageOf(one.code) !== village.code)
        return `“${one.name}”的代码 ${one.code} 不是${village.name}（${village.code}）的。`
      if (one.code !== undefined) village.code ??= villageOf(one.code)
      const twice = village.groups.find(({ name }) => placeKey(name) === placeKey(one.name))
      if (twice) return `${village.name}的“${one.name}”和${lineSaid(twice.line)}重复。`
      village.groups.push(one)
    }
  })
  return { villages: numbered(villages, township, faults), faults: faults.sort((a, b) => a.line - b.line) }
}

/** Where something stands that a line says again: several may stand in one line. */
const saidFrom = (before: number, line: number): string => (before === line ? '这一行前面那个' : `第 ${before} 行`)

/** Names and codes of a line; a number in front only counts the lines. 东山村一组 in one word is two names. */
function wordsOf(raw: string): string[] {
  const words = raw
    .split(/[\s\u3000,，、;；:：|]+/)
    .map(tidy)
    .filter((word) => word !== '' && !isDay.test(word))
  if (words.length > 1 && /^\d{1,3}\.?$/.test(words[0]!)) words.shift()
  return words.flatMap((word) => {
    const [, village, group] = /^(.+?(?:村|社区|居委会))(.*组)$/.exec(word.replace(/^\d{1,3}\.(?=\D)/, '')) ?? []
    return village !== undefined && group !== undefined && !/^(民|民小)?组$/.test(group) ? [village, group] : word
  })
}

function withCodes(words: readonly string[], line: number, wrong: (message: string) => void): Named[] | undefined {
  const named: Named[] = []
  let waiting: string | undefined
  const first = isCode.test(words[0]!)
  for (const word of words) {
    if (isCode.test(word)) {
      const before = named[named.length - 1]
      if (first) waiting = word
      else if (before && before.code === undefined) before.code = word
      else return void wrong(`“${word}”前面没有名称。`)
    } else if (!levels.includes(word)) {
      named.push({ name: word, line, ...(waiting !== undefined && { code: waiting }) })
      waiting = undefined
    }
  }
  return named.length > 0 ? named : void wrong(`只有代码“${words[0]}”，没有名称。`)
}

function codeFault(code: string, township: string): string | undefined {
  if (!areaPattern('township').test(code))
    return `“${code}”有 ${code.length} 位，不是代码：村 12 位，村民组 14 位。没有代码就空着。`
  return townshipOf(code) === township ? undefined : `代码 ${code} 不是本乡镇的：要以 ${township} 开头。`
}

/** Villages from 201, neighbourhoods from 001, as the state numbers them; groups from 01, 三组 as 03 where that is free. */
function numbered(villages: readonly NamedVillage[], township: string, faults: LineFault[]): ReadVillage[] {
  const taken = new Map<string, number>()
  const take = (code: string, { name, line }: Named) => {
    const before = taken.get(code)
    if (before !== undefined)
      faults.push({ line, message: `“${name}”的代码 ${code} 和${saidFrom(before, line)}的一样。` })
    else taken.set(code, line)
  }
  for (const village of villages) {
    if (village.code !== undefined) take(village.code, village)
    for (const group of village.groups) if (group.code !== undefined) take(group.code, group)
  }
  const made = (one: Named, outer: string, wide: number, from: number): ReadPlace => {
    const { name, line } = one
    if (one.code !== undefined) return { code: one.code, name, line, made: false }
    const free = (n: number) => !taken.has(`${outer}${String(n).padStart(wide, '0')}`)
    let n = from
    while (!free(n)) n += 1
    const code = `${outer}${String(n).padStart(wide, '0')}`
    if (String(n).length > wide) faults.push({ line, message: `“${name}”编不出代码：已经编满了，请自己写上代码。` })
    taken.set(code, line)
    return { code, name, line, made: true }
  }
  return villages.map((village) => {
    const place = made(village, township, 3, /(社区|居委会|居民委员会)$/.test(village.name) ? 1 : 201)
    const groups: ReadPlace[] = []
    // Those that say their number have it; the others take what is left.
    const own = (group: Named) => {
      const number = Number(placeKey(group.name).split('/')[1])
      return number > 0 && !taken.has(`${place.code}${String(number).padStart(2, '0')}`) ? number : undefined
    }
    const first = new Map<Named, ReadPlace>()
    for (const group of village.groups) {
      const number = own(group)
      if (group.code !== undefined || number !== undefined) first.set(group, made(group, place.code, 2, number ?? 1))
    }
    for (const group of village.groups) groups.push(first.get(group) ?? made(group, place.code, 2, 1))
    return { ...place, groups }
  })
}
