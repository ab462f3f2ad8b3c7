/** 核数 on the command line: useful with no township at all, and better with one. */
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Content } from '#define/catalog.ts'
import { comment } from '#proofread/comment.ts'
import { readDocument } from '#proofread/document.ts'
import { kindNames, type Proofreading, proofread } from '#proofread/proofread.ts'
import { type Beside, besideLedgers, differenceFound } from '#proofread/township.ts'
import { type Arguments, word, yearFrom } from './arguments.ts'
import type { Outcome } from './commands.ts'
import { readInput } from './files.ts'
import { localActor, openOffice } from './office.ts'

const severities = { error: '错误', doubt: '疑问', note: '提示' } as const

export async function proofreadFile(args: Arguments, content: Content): Promise<Outcome> {
  const path = word(args, 0, '要核对的文件')
  const bytes = await readInput(path)
  const { text, tables } = await readDocument(bytes, basename(path))
  const year = args.flags.year === undefined ? undefined : yearFrom(args.flags.year)
  const read = proofread(text, year === undefined ? { tables } : { tables, year })
  const beside = await withLedgers(args, content, text, read, year)
  const compared = beside?.comparisons
  const result = { ...read, ...(beside && { relations: beside.relations, findings: beside.findings }) }
  const different = (compared ?? []).filter((c) => c.verdict === 'different').map(differenceFound)
  if (args.flags.out) await writeFile(args.flags.out, comment(bytes, [...result.findings, ...different]))
  const held = result.relations.filter((r) => r.holds).length
  return {
    json: { ...result, ...(compared && { ledgers: compared }) },
    lines: [
      ...result.findings.flatMap((f) => [
        `【${severities[f.severity]}·${kindNames[f.kind]}】${f.message}`,
        `    原文：${sentenceAt(text, f.start, f.end)}`,
      ]),
      ...(compared ?? []).filter((c) => c.verdict !== 'same').map((c) => `【台账】${c.message}`),
      `读出 ${result.quantities.length} 个数、${result.relations.length} 处关系，其中 ${held} 处成立；发现 ${result.findings.length} 处需要看。`,
      ...(compared
        ? [`与台账比对 ${compared.length} 个数，${compared.filter((c) => c.verdict === 'same').length} 个一致。`]
        : []),
      ...(args.flags.out ? [`带批注的副本：${args.flags.out}`] : []),
    ],
    failed: result.findings.some((f) => f.severity === 'error'),
  }
}

/** Only where the township's books are at hand and the year is said. */
async function withLedgers(
  args: Arguments,
  content: Content,
  text: string,
  read: Proofreading,
  year: number | undefined,
): Promise<Beside | undefined> {
  const url = args.flags.data === undefined ? process.env.DATABASE_URL : undefined
  if (year === undefined || (args.flags.data === undefined && url === undefined)) return undefined
  const office = await openOffice(content, { data: args.flags.data, url })
  try {
    return await besideLedgers(office.store, await localActor(office.store), text, read, year)
  } finally {
    await office.close()
  }
}

function sentenceAt(text: string, start: number, end: number): string {
  const before = Math.max(text.lastIndexOf('。', start - 1), text.lastIndexOf('\n', start - 1)) + 1
  const stops = [text.indexOf('。', end), text.indexOf('\n', end)].filter((i) => i >= 0)
  const after = stops.length ? Math.min(...stops) + 1 : text.length
  return text.slice(Math.max(before, start - 60), Math.min(after, end + 60)).trim()
}
