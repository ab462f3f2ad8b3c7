/** What is told of books that do not fit. */
import { type Problem, problem } from '#problem.ts'

export const remedy = '请停止写入，从最近的备份核对，并请管理员查明谁直接改动了数据库。'

export const chainFault = (township: string, message: string): Problem =>
  problem('verify.chain', message, { at: { township }, remedy })

export const shelfFault = (township: string, message: string): Problem =>
  problem('verify.shelf', message, { ...(township !== '' && { at: { township } }), remedy })

export const rowFault = (ledger: string, row: string, message: string): Problem =>
  problem('verify.row', message, { at: { ledger, row }, remedy })
