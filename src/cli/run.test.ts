import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { command, type Surroundings } from './command.ts'
import { commands } from './commands/index.ts'
import { area, choice, common, number, on, required, text, year } from './flags.ts'
import { momentFrom } from './moments.ts'
import { all, run } from './run.ts'
import { usageOf } from './usage.ts'

/** None of these calls gets as far as opening books. */
const around: Omit<Surroundings, 'tell'> = {
  content: { lines: [], reports: [] },
  demo: () => Promise.reject(new Error('not asked for')),
  serve: () => Promise.reject(new Error('not asked for')),
}

async function shouwang(line: string, office = around) {
  const said = { out: '', err: '' }
  const code = await run(line.split(' ').filter(Boolean), office, {
    out: { write: (chunk) => (said.out += chunk) },
    err: { write: (chunk) => (said.err += chunk) },
  })
  return { code, ...said }
}

describe('a call that is written wrongly is refused with what the command takes', () => {
  test.each([
    ['fly', '没有“fly”这个命令。运行 shouwang help 看全部命令。'],
    ['help fly', '没有“fly”这个命令。运行 shouwang help 看全部命令。'],
    ['void', 'void 后面要写行编号。请写成 shouwang void 行编号 --reason 原因'],
    ['import', 'import 后面要写台账编号、文件。'],
    ['import donation', 'import 后面要写文件。'],
    ['import donation a.csv --fill 接收日期', '“接收日期”不是“栏目=值”。'],
    ['import donation a.csv --fill 用途=一,用途=二', '“用途=一,用途=二”不是“栏目=值”。'],
    ['import donation a.csv --fill 接收日期=一 --fill 用途', '“接收日期=一,用途”不是“栏目=值”。'],
    ['correct x --reason y', 'correct 后面要写字段=新值。请写成 shouwang correct 行编号 字段=新值 … --reason 原因'],
    ['rows a b --year 2025', 'rows 后面多写了“b”。'],
    ['accounts wangwu', 'accounts 后面多写了“wangwu”。请写成 shouwang accounts'],
    ['void x', 'void 还要写 --reason 原因（为什么作废）。'],
    ['rows x', 'rows 还要写 --year 2025（哪一年）。'],
    ['ledgers --port 3', 'ledgers 看不懂这个参数：--port。这个命令除了 --data 和 --json 不带别的参数。'],
    ['void x --year 2025', 'void 看不懂这个参数：--year。可以写 --reason 原因。'],
    [
      'figures --yeer 2025',
      'figures 看不懂这个参数：--yeer。可以写 --year 2025、--area 代码、--as-of 时刻、--by village。',
    ],
    ['--port 3 ledgers', 'ledgers 看不懂这个参数：--port。'],
    ['void x -r y', 'void 看不懂这个参数：--r。'],
    ['void x --constructor y', 'void 看不懂这个参数：--constructor。'],
    ['figures --year', '--year 后面是空的。'],
    ['figures --year --area', '--year 后面是空的。'],
    ['void x --reason=', '--reason 后面是空的。'],
    ['accounts --data', '--data 后面是空的。'],
    ['accounts --json=yes', '--json 后面不用写别的。'],
    ['rows x --year 2024 --year 2025', '--year 写了两次。请只写一次。'],
    ['figures --year 25', '--year：“25”不是年度。请写成 --year 2025。'],
    ['figures --year 2025 --area 99', '--area：“99”不是区划代码。'],
    ['figures --year 2025 --by town', '--by：不认识“town”。可以写 village（村）、group（村民组）。'],
    ['figures --year 2025 --as-of 去年', '--as-of：“去年”不是时刻。'],
    ['figures --year 2025 --as-of 2025-02-30', '--as-of：“2025-02-30”不是时刻。'],
    ['start --port 65536', '--port：“65536”要填 0 到 65535 之间的整数。'],
    ['start --port -1', '--port：“-1”要填 0 到 65535 之间的整数。'],
    ['demo --scale 1e2', '--scale：“1e2”要填 1 到 799 之间的整数。'],
    ['account wangwu --role boss', '--role：不认识“boss”。可以写 office（办公室）、'],
    ['move', '没有说明搬到哪里。请写 --to-url postgres://… 或 --to 新文件夹。'],
    ['move --to a --to-url b', '只能搬到一个地方。'],
    ['proofread /no/such/file.docx', '打不开文件 /no/such/file.docx。'],
  ])('%s', async (line, message) => {
    const { code, out, err } = await shouwang(line)
    expect(err).toContain(message)
    expect([code, out]).toEqual([1, ''])
  })

  test('as data for a program where it asks for it', async () => {
    const { code, out, err } = await shouwang('void --json')
    expect([code, err]).toEqual([1, ''])
    expect(JSON.parse(out).problems[0]).toMatchObject({ code: 'arguments.missing', message: 'void 后面要写行编号。' })
  })
})

describe('help', () => {
  test.each(all.map((c) => c.name))('%s --help says how it is written, and every flag', async (name) => {
    const one = all.find((c) => c.name === name)!
    const { code, out, err } = await shouwang(name === 'help' ? 'help help' : `${name} --help`)
    expect([code, err]).toEqual([0, ''])
    expect(out).toBe(`${usageOf(one).join('\n')}\n`)
    for (const flag of [...Object.keys(one.flags), ...Object.keys(common)]) expect(out).toContain(`--${flag}`)
    for (const word of one.words) expect(out).toContain(word)
  })

  test.each(['', 'help', '--help', '-h', 'help --help'])('“shouwang %s” lists every command', async (line) => {
    const { code, out } = await shouwang(line)
    expect(code).toBe(0)
    for (const { name } of all) expect(out).toMatch(new RegExp(`^ {2}${name} +\\S`, 'm'))
  })

  test('of several commands stands one below the other', async () => {
    const { out } = await shouwang('help void rows')
    expect(out.match(/^shouwang \w+/gm)).toEqual(['shouwang void', 'shouwang rows'])
  })

  test('stands in a table as straight columns, although a Chinese character is two wide', () => {
    expect(usageOf(all.find((c) => c.name === 'void')!).slice(4, 6)).toEqual([
      '  --reason 原因  为什么作废（必须写）',
      '  --data 文件夹  数据在哪里，不写就是 data',
    ])
  })
})

describe('the declarations', () => {
  test('every file of commands/ is in the list', () => {
    const folder = join(dirname(fileURLToPath(import.meta.url)), 'commands')
    const files = readdirSync(folder).filter((file) => file !== 'index.ts')
    expect(files).toHaveLength(commands.length)
  })

  test('a flag of one name has something behind it in every command or in none, for it may stand before the command', () => {
    const kinds = new Map<string, Set<boolean>>()
    for (const flags of [common, ...all.map((c) => c.flags)]) {
      for (const [name, flag] of Object.entries(flags)) {
        kinds.set(name, (kinds.get(name) ?? new Set()).add(flag.value === undefined))
      }
    }
    expect([...kinds].filter(([, set]) => set.size > 1)).toEqual([])
  })

  test('give what runs its words and flags as they were declared', async () => {
    let got: unknown
    const one = command('one', {
      says: '',
      words: ['甲', '乙'],
      flags: {
        reason: required(text('原因', '')),
        year,
        area,
        n: number('数', '', 0, 9),
        role: choice('角色', '', { office: '办公室' }),
        quiet: on(''),
      },
      async run({ words: [a, b], flags }) {
        const types: [string, string, string, number | undefined, 'office' | undefined, boolean] = [
          a,
          b,
          flags.reason,
          flags.n,
          flags.role,
          flags.quiet,
        ]
        got = types
        // @ts-expect-error a flag that is not needed may be missing
        const year: number = flags.year
        // @ts-expect-error only what is declared can be read
        const other = [flags.port, year]
        return { json: other, lines: [] }
      },
    })
    expect(one.words).toEqual(['甲', '乙'])
    const flags = { reason: 'r', n: 3, role: 'office', quiet: true }
    await one.run({ words: ['1', '2'], more: [], flags, data: undefined }, { ...around, tell: () => {} })
    expect(got).toEqual(['1', '2', 'r', 3, 'office', true])
  })
})

test('a fault of the program ends with exit code 2, and says what was behind it', async () => {
  const broken = {
    ...around,
    get content(): never {
      throw new Error('cannot read', { cause: new Error('a missing part') })
    },
  }
  const { code, out, err } = await shouwang('ledgers --json', broken)
  expect([code, JSON.parse(out).problems[0].code]).toEqual([2, 'unexpected'])
  expect(err).toMatch(/cannot read.*a missing part/s)
})

test('a moment is read as it is printed, in Beijing time where no zone is written', () => {
  expect(momentFrom('2026-01-01T00:00:00+08:00', '')).toBe(Date.UTC(2025, 11, 31, 16) * 1000)
  expect(momentFrom('2025-12-31', '')).toBe((Date.UTC(2025, 11, 31, 16) - 1000) * 1000)
  expect(momentFrom('2025-12-31 17:30', '')).toBe(Date.UTC(2025, 11, 31, 9, 30) * 1000)
  expect(momentFrom('2025-12-31T17:30:00.000012Z', '') % 1_000_000).toBe(12)
})
