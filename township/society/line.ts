import type { Line } from '#define/catalog.ts'
import { donation } from './donation.ledger.ts'
import { enterpriseAction, enterprisePairing } from './enterprise.ledger.ts'
import * as figure from './indicators.ts'
import * as examples from './society.examples.ts'

export const societyLine: Line = {
  id: 'society',
  title: '社会帮扶',
  ledgers: [donation, enterprisePairing, enterpriseAction],
  indicators: [figure.donationAmount, figure.enterpriseActions, figure.pairedVillages],
  examples,
}
