import { officeCommand } from '#cli/office.ts'
import { levelSaid } from '#define/notice.ts'
import { type Lead, leads } from '#notice/leads.ts'

export const listLeads = officeCommand('leads', {
  says: '要人去核实的户：谁家、哪个村、最迟哪天、因为什么；急的在前，排队的在后',
  async run({ store, actor }) {
    const { leads: open, waiting, kept } = await leads(store, actor)
    return {
      json: { leads: open.map(shaped), waiting: waiting.map(shaped), kept },
      lines: [
        ...open.map(line),
        `要核实 ${open.length} 户`,
        ...(waiting.length > 0 ? [`排队 ${waiting.length} 户：`, ...waiting.map(line)] : []),
        ...(kept > 0 ? [`另有 ${kept} 户只有不对您公开的规则`] : []),
      ],
    }
  },
})

const shaped = ({ id, holder, area, village, level, opened, due, reasons, kept }: Lead) => ({
  id,
  household: holder,
  area,
  village,
  level,
  opened,
  due,
  reasons: reasons.map(({ rule, says, risk, said, since, subject }) => ({
    rule,
    says,
    risk,
    reason: said,
    since,
    subject,
  })),
  kept,
})

const line = ({ id, holder, village, level, due, reasons }: Lead): string =>
  [
    due === null ? '排队' : `最迟 ${due}`,
    levelSaid[level],
    village,
    `${holder.title} ${holder.called}`.trim(),
    reasons.map(({ says, said }) => `${says}（${said}）`).join('；'),
    id ?? '',
  ].join('\t')
