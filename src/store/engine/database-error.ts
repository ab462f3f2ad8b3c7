import { problem, Refusal } from '#problem.ts'

/** What a database says about one failed statement, the same words from both engines. */
export interface Failure {
  message: string
  sqlstate: string
  constraint?: string
  table?: string
  column?: string
  detail?: string
}

/** character_not_in_repertoire: a text that cannot be kept as it was given. */
export const UNSTORABLE = '22021'

/** A statement the database refused. Branch on `sqlstate` (PostgreSQL's table of error codes), never on the message. */
export class DatabaseError extends Error {
  readonly sqlstate: string
  readonly constraint: string | undefined
  readonly table: string | undefined
  readonly column: string | undefined
  readonly detail: string | undefined

  constructor(failure: Failure) {
    super(failure.message)
    this.name = 'DatabaseError'
    this.sqlstate = failure.sqlstate
    this.constraint = failure.constraint
    this.table = failure.table
    this.column = failure.column
    this.detail = failure.detail
  }
}

/** A `Refusal` where a person can do something about it (no connection, no space), a `DatabaseError` otherwise. */
export function errorFrom(failure: Failure): Refusal | DatabaseError {
  if (failure.sqlstate === '53100') return diskFull()
  if (failure.sqlstate.startsWith('08') || failure.sqlstate.startsWith('57P0')) return connectionLost()
  if (isDamage(failure)) return damaged(failure.message)
  return new DatabaseError(failure)
}

/** A page, an index or a file of the database is not what was written there. */
const isDamage = ({ sqlstate, message }: Failure): boolean =>
  ['XX001', 'XX002', '58030', '58P01'].includes(sqlstate) ||
  (sqlstate === 'XX000' && /invalid memory alloc request size/.test(message))

function damaged(message: string): Refusal {
  return new Refusal(
    problem('store.damaged', `数据库的文件有一处损坏，读不下去了（${message}）。`, {
      remedy:
        '多半是磁盘坏了，或有人动过数据文件。请停止使用，把数据整个复制一份留着，再从最近的备份恢复到新的地方（restore），并换掉这块磁盘。',
    }),
  )
}

export function connectionLost(): Refusal {
  return new Refusal(
    problem('store.connection_lost', '与数据库的连接中断了，刚才这一步没有得到“已保存”的确认。', {
      remedy: '请先刷新看看这一步在不在，不在再重做一次；反复出现时，请管理员检查数据库服务，或重新启动守望。',
      retryAfter: 5,
    }),
  )
}

export function diskFull(): Refusal {
  return new Refusal(
    problem('store.disk_full', '存放数据的磁盘满了，刚才这一步没有保存；以前保存的数据没有受影响。', {
      remedy: '请管理员清出磁盘空间（例如移走旧备份），再重做这一步。',
    }),
  )
}
