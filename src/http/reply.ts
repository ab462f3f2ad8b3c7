/** Failures as the API tells them: RFC 9457 problem details, in Chinese, with what to do next. */
import { randomBytes } from 'node:crypto'
import type { FastifyError } from 'fastify'
import { z } from 'zod'
import type { ProblemShape } from '#http/shapes/problem.ts'
import { type Code, type Namer, type Problem, problem, Refusal, told } from '#problem.ts'

const titles: Record<number, string> = {
  400: '请求的内容不对',
  401: '还没有登录',
  403: '没有这项权限',
  404: '没有找到',
  409: '和账上的情况冲突',
  413: '内容太大',
  415: '内容的格式不对',
  422: '有内容需要改正',
  429: '请过一会儿再试',
  500: '系统出错了',
  503: '暂时忙不过来',
}

/** Where the status alone would say something else than happened. */
const ownTitles: Partial<Record<Code, string>> = {
  'sign_in.wrong': '没有登录成功',
  'sign_in.link_used': '没有登录成功',
}

/** Problems that are told otherwise than as something to put right (422). */
const statuses: Partial<Record<Code, number>> = {
  'request.address': 400,
  'request.characters': 400,
  'request.cut_short': 400,
  'request.empty': 400,
  'request.host': 400,
  'request.left': 400,
  'request.malformed': 400,
  'request.media_type': 415,
  'request.not_json': 400,
  'request.page': 400,
  'request.too_large': 413,
  'access.not_signed_in': 401,
  'sign_in.link_used': 401,
  'sign_in.wrong': 401,
  'access.not_permitted': 403,
  'account.password_given': 403,
  'proofread.decided': 403,
  'request.origin': 403,
  'store.no_books': 403,
  'access.out_of_scope': 403,
  'figure.rows_withheld': 403,
  'list.withheld': 403,
  'rule.kept': 403,
  'area.unknown': 404,
  'block.unknown': 404,
  'figure.unknown': 404,
  'issued.unknown': 404,
  'ledger.unknown': 404,
  'report.unknown': 404,
  'request.nothing_here': 404,
  'row.unknown': 404,
  'rule.unknown': 404,
  'act.id_reused': 409,
  'act.row_missing': 409,
  'match.too_often': 429,
  'sign_in.locked': 429,
  'issued.voided': 409,
  'keys.not_of_books': 503,
  'proofread.busy': 503,
  'sign_in.busy': 503,
  'store.busy': 503,
  'store.closed_late': 503,
  'store.connection_lost': 503,
  'store.disk_full': 503,
  'store.folder_in_use': 503,
  'store.server_full': 503,
  'store.server_starting': 503,
  'store.server_unreachable': 503,
}

const attempts: ReadonlySet<Code> = new Set([
  'access.not_permitted',
  'access.out_of_scope',
  'figure.rows_withheld',
  'list.withheld',
  'rule.kept',
])

/** That somebody tried what they may not. */
export const attemptIn = (error: unknown): Problem | undefined =>
  error instanceof Refusal ? error.problems.find(({ code }) => attempts.has(code)) : undefined

export function problemReply(problems: readonly Problem[], called?: Namer): ProblemShape {
  const [first] = problems
  const all = problems.map((p) => told(p, called))
  // Nothing has to be put right: who asked to be told of doubts first has been told.
  const doubtful = problems.every((one) => one.doubt)
  const status = doubtful ? 409 : (statuses[first!.code] ?? 422)
  return {
    type: `urn:shouwang:problem:${first!.code}`,
    title: doubtful ? '还没有保存，有存疑的内容' : (ownTitles[first!.code] ?? titles[status] ?? titles[422]!),
    status,
    detail: all.map(({ where, message }) => `${where ? `${where}：` : ''}${message}`).join(' '),
    code: first!.code,
    ...(first!.remedy !== undefined && { remedy: first!.remedy }),
    problems: all,
  }
}

/**
 * Anything thrown, as a reply. What nobody expected is told by a reference number only; the caller logs it with the error.
 * `limit`: bytes that the address takes in; `called`: what declared things are called.
 */
export function failureReply(
  error: unknown,
  { limit = 0, called }: { limit?: number; called?: Namer },
): { reply: ProblemShape; unexpected: boolean } {
  if (error instanceof Refusal) return { reply: problemReply(error.problems, called), unexpected: false }
  const { code = '' } = error as FastifyError
  const known = code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? tooLarge(limit) : fromFastify[code]
  if (known) return { reply: problemReply([known]), unexpected: false }
  const reference = randomBytes(4).toString('hex').toUpperCase()
  return {
    unexpected: true,
    reply: {
      type: 'urn:shouwang:problem:unexpected',
      title: titles[500]!,
      status: 500,
      detail: `系统出了意料之外的错，记录编号 ${reference}。`,
      code: 'unexpected',
      remedy: '请稍后再试；还是不行，请把这个编号告诉系统管理员。',
      reference,
      problems: [],
    },
  }
}

function tooLarge(limit: number): Problem {
  const most = limit < 1024 * 1024 ? `${Math.floor(limit / 1024)} KB` : `${Math.floor(limit / 1024 / 1024)} MB`
  return problem('request.too_large', `发来的内容超过 ${most}。`, { remedy: '请分几次提交。' })
}

const badAddress = problem('request.address', '网址写得不对。', { remedy: '请从首页重新打开。' })

const fromFastify: Record<string, Problem> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: problem('request.media_type', '只接受 JSON 格式的内容。'),
  FST_ERR_CTP_EMPTY_JSON_BODY: problem('request.empty', '没有收到内容。', { remedy: '请把要提交的内容一起发来。' }),
  FST_ERR_CTP_INVALID_JSON_BODY: problem('request.not_json', '发来的内容不是正确的 JSON。'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: problem('request.cut_short', '内容没有收全。', { remedy: '请再提交一次。' }),
  FST_ERR_HANDLER_TIMEOUT: problem('store.closed_late', '这件事做得太久，已经停下。', {
    remedy: '请缩小范围（如只选一个村）后再试。',
  }),
  FST_ERR_BAD_URL: badAddress,
  FST_STATIC_FORBIDDEN_PATH: badAddress,
}

const inChinese = z.locales.zhCN().localeError

/** Reads what came in; throws a Refusal with one problem for each fault. */
export function read<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const result = schema.safeParse(input, { error: inChinese })
  if (result.success) return result.data
  const [first, ...rest] = result.error.issues.map((issue) =>
    problem('request.malformed', `${issue.message}。`, {
      ...(issue.path.length > 0 && { at: { input: issue.path.join('.') } }),
      remedy: '请核对后再提交。',
    }),
  )
  throw new Refusal(first!, ...rest)
}
