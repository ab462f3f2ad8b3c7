import { age, all, amount, asked, not, outer } from '#define/expression.ts'
import { ask, from } from '#define/measure.ts'
import { qualityRule, riskRule, tell } from '#define/rule.ts'
import { watched } from '../monitoring/indicators.ts'
import { postAgeLimit } from '../parameters/employment.ts'
import { alleviated } from '../registry/facts.ts'
import { household } from '../registry/household.ledger.ts'
import { postHolder } from './public-post.ledger.ts'
import { workSpell } from './work-spell.ledger.ts'

export const workedAsChild = qualityRule('employment.worked_as_child', {
  about: workSpell,
  level: 2,
  says: '不满十六周岁就登记务工',
  basis: '《中华人民共和国劳动法》第十五条',
  when: age(workSpell.person.born_on, workSpell.began_on).below(amount(16, '岁')),
  notice: tell`${workSpell.began_on}开始务工时${age(workSpell.person.born_on, workSpell.began_on)}`,
})

export const postAway = qualityRule('employment.post_away', {
  about: postHolder,
  level: 2,
  says: '在岗期间在县外务工',
  basis: '经验值：公益性岗位安排无法外出的人，外出的应当退岗',
  when: from(workSpell)
    .by(workSpell.person, postHolder.person)
    .where(workSpell.place.isNot('县内'))
    .held({ from: outer(postHolder.began_on), until: outer(postHolder.ended_on.else(asked.day)) })
    .any(),
  notice: tell`${postHolder.began_on}上岗，在岗期间登记有县外务工`,
})

export const postTooOld = qualityRule('employment.post_too_old', {
  about: postHolder,
  level: 1,
  says: '在岗的人超过年龄上限',
  basis: '公益性岗位年龄上限由县里规定，见参数的来源文件',
  among: postHolder.ended_on.missing,
  when: age(postHolder.person.born_on, asked.day).atLeast(postAgeLimit.value),
  notice: tell`${age(postHolder.person.born_on, asked.day)}，上限${postAgeLimit.value}`,
})

const workers = ask(from(workSpell).at(asked.day).count())
const workersThen = ask(from(workSpell).at(asked.day).count().yearEarlier)

export const workLost = riskRule('risk.work_lost', {
  about: household,
  risk: '因务工就业不稳',
  level: 2,
  says: '一年前有人务工，现在没有',
  basis: '经验值：中农组发〔2021〕7号（条款没有核对原文）要求监测务工就业变化，怎样算变化没有定',
  among: all(household.closed_on.missing, alleviated, not(watched)),
  when: all(workers.is(amount(0, '人')), workersThen.above(amount(0, '人'))),
  weight: workersThen,
  notice: tell`一年前务工${workersThen}，现在没有人务工`,
})
