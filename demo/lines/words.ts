import { summaryWords } from '#township/reports/summary-words.ledger.ts'
import type { World } from '../world.ts'

/** What the made-up office wrote itself for its summary of 2025. Situations only: figures belong to the ledgers. */
const written: Record<string, string> = {
  problems:
    '一是产业链条还不够长。蚕茧多以初级产品出售，本地加工和品牌带动不足，农户抗市场波动的能力偏弱。二是少数脱贫户主动发展的劲头不足，对政策接续有顾虑，一定程度上存在等靠思想。三是村与村之间发展不平衡，偏远村民组的道路、排水等短板仍然较多，投入还有缺口。',
  'plan.monitoring':
    '一是守牢返贫致贫底线。健全常态化防止返贫致贫机制，用好网格走访、部门比对和群众自主申报，线索随到随核，帮扶措施与风险对得上，做到不漏一户、不落一人。',
  'plan.security':
    '二是管好关键指标。把教育、医疗、住房和饮水安全当作日常工作来抓，发现一处、整改一处，学生资助、参保缴费、危房改造和供水管护逐户核对台账。',
  'plan.industry':
    '三是做强产业、稳住就业。巩固桑园面积、提高单产和茧质，引导加工企业落户，拓展茶叶、蔬菜和乡村旅游；搭好用工对接平台，稳定外出务工，公益性岗位按需设岗、有序进退。',
  'plan.construction':
    '四是接续推进乡村建设。接续推进改厕和生活污水、垃圾治理，补齐村组道路、灌溉和公共服务短板，建成的项目资产明确管护责任，建一处、管一处、用好一处。',
  'plan.governance':
    '五是提升乡村治理能力。深化信用村建设，规范积分超市和红黑榜，推广有事好商量，落实村级事项准入，能从台账取的数不再要村里填表，让干部有更多时间走村入户。',
}

/** The blocks are written in the last days of the year; the first draft of one is corrected once. */
export function words(world: World): void {
  for (const [block, body] of Object.entries(written)) {
    const draft = block === 'problems' ? body.split('三是')[0]! : body
    const id = world.record(
      summaryWords,
      {
        area: world.township,
        report: 'annual-summary',
        year: '2025',
        block,
        body: asTyped(draft),
        written_by: '党政办',
      },
      '2025-12-29',
    )
    if (draft !== body) world.correct(summaryWords, id, { body: asTyped(body) }, '2025-12-30', '班子会讨论后补充第三点')
  }
}

/** Running text as the office's form would store it. */
function asTyped(body: string): string {
  const reading = summaryWords.ledger.fields.body!.kind.parse(body)
  if ('problem' in reading) throw new Error(reading.problem.message)
  return String(reading.value)
}
