import { area, asOf, required, year } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'
import { yearPeriod } from '#define/period.ts'
import { allRowsBehind } from '#measure/trace.ts'

export const rows = officeCommand('rows', {
  says: '一个数背后的每一行；行数或合计就是这个数',
  words: ['指标编号'],
  flags: { year: required(year), area, 'as-of': asOf },
  async run({ store, actor }, { words: [id], flags }) {
    const asking = { period: yearPeriod(flags.year), area: flags.area, moment: flags['as-of'] }
    const found = []
    for await (const row of allRowsBehind(store, actor, id, asking)) found.push(row)
    const total = found.reduce((n, row) => n + row.contributes, 0)
    return {
      json: { figure: id, rows: found },
      lines: [
        ...found.map(
          (r) =>
            `${r.id}\t${r.part ? `[${r.part}] ` : ''}${r.subject?.name ?? ''}\t${Object.values(r.values).join('｜')}\t${r.contributes}`,
        ),
        `共 ${found.length} 行，合计 ${Math.round(total * 1e4) / 1e4}`,
      ],
    }
  },
})
