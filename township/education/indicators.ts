import { asked } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { from } from '#define/measure.ts'
import { dropoutWatch } from './dropout-watch.ledger.ts'
import { educationAid } from './education-aid.ledger.ts'
import { studentLoan } from './student-loan.ledger.ts'

const { item } = educationAid
const preschool = from(educationAid).where(item.is('幼儿资助')).during()
const compulsory = from(educationAid).where(item.is('义务教育两免一补')).during()
const highSchool = from(educationAid).where(item.is('普通高中免学费')).during()
const vocational = from(educationAid).where(item.is('中高职免学费')).during()

const perTerm = '发放或减免日期在本期内，一个学生一学期计一人次，作废的不计'
const paid = '发放或减免日期在本期内'

export const preschoolCases = indicator('education.preschool.cases', {
  says: '幼儿资助',
  definition: `享受幼儿资助的人次：${perTerm}。`,
  of: preschool.count(),
})

export const preschoolAmount = indicator('education.preschool.amount', {
  says: '幼儿资助金额',
  definition: `幼儿资助金额合计：${paid}。`,
  of: preschool.sum(educationAid.amount),
  shown: '万元',
})

export const compulsoryCases = indicator('education.compulsory.cases', {
  says: '义务教育两免一补',
  definition: `义务教育阶段享受两免一补（家庭经济困难学生生活补助）的人次：${perTerm}；人人享受的免学杂费、免书本费不计。`,
  of: compulsory.count(),
})

export const compulsoryAmount = indicator('education.compulsory.amount', {
  says: '义务教育两免一补金额',
  definition: `义务教育阶段两免一补中的生活补助金额合计：${paid}；免收的学杂费、书本费不折算。`,
  of: compulsory.sum(educationAid.amount),
  shown: '万元',
})

export const highSchoolCases = indicator('education.high_school.cases', {
  says: '普通高中免学费',
  definition: `普通高中免学费的人次：${perTerm}；同时享受的国家助学金另行统计。`,
  of: highSchool.count(),
})

export const highSchoolAmount = indicator('education.high_school.amount', {
  says: '普通高中免学费金额',
  definition: `普通高中免学费金额合计：${paid}；国家助学金不计。`,
  of: highSchool.sum(educationAid.amount),
  shown: '万元',
})

export const vocationalCases = indicator('education.vocational.cases', {
  says: '中高职免学费',
  definition: `中职、高职高专学生免学费资助的人次：${perTerm}；国家助学金另行统计。`,
  of: vocational.count(),
})

export const vocationalAmount = indicator('education.vocational.amount', {
  says: '中高职免学费金额',
  definition: `中职、高职高专学生免学费资助金额合计：${paid}；国家助学金不计。`,
  of: vocational.sum(educationAid.amount),
  shown: '万元',
})

export const studentLoanPeople = indicator('education.student_loans.people', {
  says: '大学生生源地信用助学贷款',
  definition: '申报日期在本期内的生源地信用助学贷款学生人数，首贷、续贷都计，同一学生只计一次。',
  of: from(studentLoan).during().distinct(studentLoan.person),
})

export const watchedPupils = indicator('education.dropout_watch.people', {
  says: '控辍保学监测',
  definition: '本期内列入过控辍保学监测的学生人数，期内已返校的也计，同一学生只计一次。',
  of: from(dropoutWatch).held().distinct(dropoutWatch.person),
})

export const stillOut = indicator('education.dropout_watch.open', {
  says: '期末疑似辍学',
  definition: '期末仍在监测中、情况为疑似辍学的义务教育阶段学生人数；休学、延缓入学和因身体原因送教上门的不计。',
  of: from(dropoutWatch)
    .where(dropoutWatch.situation.is('疑似辍学'), dropoutWatch.ended_on.missing)
    .at(asked.day)
    .distinct(dropoutWatch.person),
})
