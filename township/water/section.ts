import { atLevel, ifAny, type Paragraph, roughly, say } from '#define/report.ts'
import * as figure from './indicators.ts'

/** Last part of the paragraph on 三保障 and drinking water. */
export const safeWater = {
  says: [
    say`饮水方面，${ifAny(
      figure.pipeline,
      say`今年全面建成取水泵船、净水厂、水厂管理房和${figure.pipeline}输供水管网等供水保障工程，${ifAny(figure.investment, say`完成投资${roughly(figure.investment)}，`)}`,
    )}${ifAny(
      figure.villages,
      say`${atLevel('township', say`设计供水范围涉及${figure.villages}行政村、${figure.groups}村民组`, say`供水工程的设计供水范围包括{township}${atLevel('village', say`${figure.groups}村民组`)}`)}，受益群众${figure.households}${roughly(figure.people, 0.1)}，同时满足供水范围内企事业单位用水需求。`,
    )}${ifAny(
      figure.unsafeHouseholds,
      say`对饮水安全逐户评价，期末还有${figure.unsafeHouseholds}未达标，已列入管护计划。`,
      say`已评价${figure.evaluatedHouseholds}的水量、水质、用水方便程度和供水保证率，全部达标。`,
      figure.evaluatedHouseholds,
    )}${ifAny(figure.evaluatedHouseholds, say`${ifAny(figure.unevaluatedHouseholds, say`另有${figure.unevaluatedHouseholds}还没有评价。`)}`)}`,
  ],
} satisfies Paragraph
