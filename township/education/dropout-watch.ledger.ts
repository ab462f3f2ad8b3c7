import { choice, day, link, text } from '#define/field.ts'
import { state } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const dropoutWatch = state('dropout_watch', {
  title: '控辍保学监测',
  row: '人',
  purpose: '义务教育阶段疑似失学辍学、长期请假和不能到校的孩子：什么原因、谁在劝返、送教上门还是已经返校。',
  sensitive: 'child',
  of: 'person',
  dated: ['found_on', 'ended_on'],
  oneAtATime: 'person',
  unique: [['person', 'found_on']],
  fields: {
    person: link(person, '学生'),
    school: text('学籍所在学校', { max: 60, sensitive: 'child', also: ['学籍学校', '所在学校'] }),
    situation: choice('情况', ['疑似辍学', '长期请假', '休学', '因身体原因不能到校', '延缓入学'], {
      sensitive: 'child',
      also: ['辍学情况', '失学情况'],
    }),
    reason: choice('原因', ['厌学', '因病', '因残', '家庭困难', '随父母外出', '其他'], {
      sensitive: 'child',
      also: ['辍学原因', '失学原因'],
    }),
    responsible: text('劝返责任人', { max: 40, also: ['责任人', '包保责任人'] }),
    found_on: day('发现日期'),
    persuaded_on: day('最近劝返日期', { optional: true }),
    measure: choice('处置措施', ['劝返复学', '送教上门', '办理休学', '转入特殊教育学校', '跟踪联系'], {
      optional: true,
      sensitive: 'child',
    }),
    ended_on: day('监测结束日期', { optional: true, help: '返校、毕业或超过义务教育年龄后填写' }),
    result: choice('结果', ['已返校', '送教上门中毕业', '转学就读', '超龄'], { optional: true, sensitive: 'child' }),
  },
})
