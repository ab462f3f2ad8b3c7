/** 核数 on the command line: useful with no township at all, and better with one. */
import { basename } from 'node:path'
import { command, type Surroundings } from '#cli/command.ts'
import { readInput, writeWhole } from '#cli/files.ts'
import { text, year } from '#cli/flags.ts'
import { localActor, openOffice } from '#cli/office.ts'
import { comment } from '#proofread/comment.ts'
import { readDocument } from '#proofread/document.ts'
import { kindNames, type Proofreading, proofread } from '#proofread/proofread.ts'
import { type Beside, besideLedgers, differenceFound } from '#proofread/township.ts'

const severities = { error: '错误', doubt: '疑问', note: '提示' } as const

export const proofreadFile = command('proofread', {
  says: '核数：检查一份写好的报告；写了 `--data` 和 `--year` 还会与台账比对',
  words: ['文件'],
  flags: { year, out: text('带批注.docx', '把看到的问题批注在一份副本里') },
  async run({ words: [path], flags, data }, around) {
    const bytes = await readInput(path)
    const { text: written, tables, unread } = await readDocument(bytes, basename(path))
    const read = proofread(written, { tables, unread, ...(flags.year !== undefined && { year: flags.year }) })
    const beside = await withLedgers(around, data, written, read, flags.year)
    const compared = beside?.comparisons
    // Which cells are figures of the whole place is only of use beside the ledgers.
    const { cells: _, ...own } = read
    const result = { ...own, ...(beside && { relations: beside.relations, findings: beside.findings }) }
    const different = (compared ?? []).filter((c) => c.verdict === 'different').map(differenceFound)
    if (flags.out) await writeWhole(flags.out, comment(bytes, [...result.findings, ...different]))
    const held = result.relations.filter((r) => r.holds).length
    return {
      json: { ...result, ...(compared && { ledgers: compared }) },
      lines: [
        ...result.findings.flatMap((f) => [
          `【${severities[f.severity]}·${kindNames[f.kind]}】${f.message}`,
          `    原文：${sentenceAt(written, f.start, f.end)}`,
        ]),
        ...(compared ?? []).filter((c) => c.verdict !== 'same').map((c) => `【台账】${c.message}`),
        `读出 ${result.quantities.length} 个数、${result.relations.length} 处关系，其中 ${held} 处成立；发现 ${result.findings.length} 处需要看。`,
        ...(compared
          ? [`与台账比对 ${compared.length} 个数，${compared.filter((c) => c.verdict === 'same').length} 个一致。`]
          : []),
        ...(flags.out ? [`带批注的副本：${flags.out}`] : []),
      ],
      failed: result.findings.some((f) => f.severity === 'error'),
    }
  },
})

/** Only where the township's books are at hand and the year is said. */
async function withLedgers(
  { content, database }: Surroundings,
  data: string | undefined,
  written: string,
  read: Proofreading,
  asked: number | undefined,
): Promise<Beside | undefined> {
  if (asked === undefined || (data === undefined && database === undefined)) return undefined
  const office = await openOffice(content, { data, url: database })
  try {
    return await besideLedgers(office.store, await localActor(office.store), written, read, asked)
  } finally {
    await office.close()
  }
}

function sentenceAt(written: string, start: number, end: number): string {
  const before = Math.max(written.lastIndexOf('。', start - 1), written.lastIndexOf('\n', start - 1)) + 1
  const stops = [written.indexOf('。', end), written.indexOf('\n', end)].filter((i) => i >= 0)
  const after = stops.length ? Math.min(...stops) + 1 : written.length
  return written.slice(Math.max(before, start - 60), Math.min(after, end + 60)).trim()
}
