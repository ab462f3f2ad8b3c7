import type { Line } from '#define/catalog.ts'
import { dropoutWatch } from './dropout-watch.ledger.ts'
import * as examples from './education.examples.ts'
import { educationAid } from './education-aid.ledger.ts'
import * as figure from './indicators.ts'
import { studentLoan } from './student-loan.ledger.ts'

export const education: Line = {
  id: 'education',
  title: '教育保障',
  ledgers: [educationAid, studentLoan, dropoutWatch],
  indicators: [
    figure.preschoolCases,
    figure.preschoolAmount,
    figure.compulsoryCases,
    figure.compulsoryAmount,
    figure.highSchoolCases,
    figure.highSchoolAmount,
    figure.vocationalCases,
    figure.vocationalAmount,
    figure.studentLoanPeople,
    figure.watchedPupils,
    figure.stillOut,
  ],
  examples,
}
