import { writeWhole } from '#cli/files.ts'
import { area, asOf, required, text, year } from '#cli/flags.ts'
import { momentText } from '#cli/moments.ts'
import { officeCommand, oneTownship } from '#cli/office.ts'
import { periodSaid } from '#define/period.ts'
import { allRowsBehind } from '#measure/trace.ts'
import { answerReport } from '#reports/answer.ts'
import type { ReportDocument } from '#reports/assemble.ts'
import { annex } from '#reports/sheet.ts'
import { word } from '#reports/word.ts'
import { areaNames, officeName, placeName } from '#store/read/office-words.ts'
import { scoped } from '#store/store.ts'

export const report = officeCommand('report', {
  says: '年度总结（`annual-summary`）；不写 `--out` 就显示在屏幕上',
  words: ['报告编号'],
  flags: {
    year: required(year),
    area,
    'as-of': asOf,
    out: text('总结.docx', '写成 Word 文件'),
    annex: text('附表.xlsx', '每个数的口径和它背后的行'),
  },
  async run({ store, actor }, { words: [id], flags }) {
    const within = flags.area ?? oneTownship(actor, undefined)
    const moment = flags['as-of']
    const { document, answer } = await answerReport(store, actor, id, { year: flags.year, area: within, moment })
    const when = { day: answer.period.day, ...(moment !== undefined && { moment }) }
    const names = await scoped(store, actor, (tx) => areaNames(tx, when), { readOnly: true })
    const written: string[] = []
    if (flags.out) {
      const office = await scoped(store, actor, (tx) => officeName(tx, within, when), { readOnly: true })
      const date = momentText(store.clock()).slice(0, 10)
      await writeWhole(flags.out, await word(document, { office, date }))
      written.push(flags.out)
    }
    if (flags.annex) {
      const asked = { period: answer.period, area: within, moment }
      const book = await annex(
        {
          title: document.title,
          period: periodSaid(answer.period),
          figures: answer.figures,
          ledgers: store.catalog.ledgers,
          areaName: (code) => placeName(names, code) ?? code,
        },
        (figure) => allRowsBehind(store, actor, figure, asked),
      )
      await writeWhole(flags.annex, book)
      written.push(flags.annex)
    }
    // What has no records stands at the end of the document by line of work, and one by one in the annex.
    const silent = document.flags.filter((f) =>
      f.flags.every(({ code }) => code === 'nothing_recorded' || code === 'no_record'),
    )
    const flagged = document.flags
      .filter((f) => !silent.includes(f))
      .flatMap((f) => f.flags.map((flag) => `！${f.says}：${flag.message}`))
    if (silent.length > 0)
      flagged.push(
        `！另有 ${silent.length} 个数是 0，台账里没有可以依据的记录：文末附注按条线写明，附表（--annex）里有每一个。`,
      )
    return {
      json: { title: document.title, files: written, flags: document.flags },
      lines: written.length
        ? [...written.map((file) => `已写出 ${file}`), ...flagged]
        : [...plain(document), '', ...flagged],
    }
  },
})

function plain(document: ReportDocument): string[] {
  return [
    document.title,
    ...document.parts.map((part) => {
      if (part.kind === 'heading') return part.text
      if (part.kind === 'block') return part.text || `（${part.hint}）`
      return `　　${part.runs.map((run) => ('lead' in run ? run.lead : run.text)).join('')}`
    }),
  ]
}
