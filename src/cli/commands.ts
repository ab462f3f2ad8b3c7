/** The command line: each command parses its words, calls one verb and shapes the answer, as lines for people and JSON for programs. */
import { randomBytes } from 'node:crypto'
import { constants, copyFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { changePassword, createAccount, listAccounts } from '#access/accounts.ts'
import { template } from '#capture/template.ts'
import { readTyped, valuesOr } from '#capture/typed.ts'
import type { Content } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { periodSaid, yearPeriod } from '#define/period.ts'
import { type FiguresByArea, figures } from '#measure/figures.ts'
import { allRowsBehind } from '#measure/trace.ts'
import { refuse, sentence } from '#problem.ts'
import { answerReport } from '#reports/answer.ts'
import { diffIssued, issuedReports, issueReport, verifyIssued } from '#reports/issue.ts'
import { annex } from '#reports/sheet.ts'
import { word as wordFile } from '#reports/word.ts'
import type { Actor, Role } from '#store/actor.ts'
import { openEngine } from '#store/engine/open.ts'
import { importFile } from '#store/import.ts'
import { move } from '#store/move.ts'
import { areaNames, townName } from '#store/read/office-words.ts'
import { type ActSummary, findRow, history, type Version } from '#store/read/rows.ts'
import { namesOf, shown } from '#store/read/show.ts'
import { openTownship, type Store, scoped } from '#store/store.ts'
import { verify } from '#store/verify.ts'
import { record } from '#store/write/acts.ts'
import { type Arguments, periodFrom, wholeNumber, word, yearFrom } from './arguments.ts'
import { readInput } from './files.ts'
import { momentFrom, momentText } from './moments.ts'
import { localActor, openOffice } from './office.ts'
import { proofreadFile } from './proofread.ts'

/** What a command came to: an object for `--json`, lines for people, and whether all was well. */
export interface Outcome {
  json: unknown
  lines: string[]
  failed?: boolean
}

/** What the composition root gives: the township's declarations and the made-up year. */
export interface Surroundings {
  content: Content
  /** Fills empty books with the demonstration township(s), telling how far it is. */
  demo(
    store: Store,
    options: { scale: number; seed?: number; tell: (line: string) => void },
  ): Promise<{ townships: string[] }>
  /** Serves until stopped. */
  serve(store: Store, options: { port: number; host: string; tell: (line: string) => void }): Promise<void>
  tell(line: string): void
}

type Command = (args: Arguments, around: Surroundings) => Promise<Outcome>

/** A command that works in an office's books. */
const inOffice =
  (work: (store: Store, actor: Actor, args: Arguments, around: Surroundings) => Promise<Outcome>): Command =>
  async (args, around) => {
    const url = args.flags.data === undefined || process.env.DATABASE_URL ? process.env.DATABASE_URL : undefined
    const office = await openOffice(around.content, { data: args.flags.data, url })
    try {
      return await work(office.store, await localActor(office.store), args, around)
    } finally {
      await office.close()
    }
  }

const demo = inOffice(async (store, actor, args, around) => {
  if (actor.areas.length > 0) {
    refuse('demo.not_empty', '这里已经有账，示范数据只能生成在空的数据文件夹里。', {
      remedy: '请用 --data 指定一个新文件夹。',
    })
  }
  const scale = wholeNumber(args.flags.scale, 1, '--scale', [1, 799])
  const seed = args.flags.seed === undefined ? undefined : wholeNumber(args.flags.seed, 1, '--seed', [0, 2 ** 31])
  const { townships } = await around.demo(store, { scale, ...(seed !== undefined && { seed }), tell: around.tell })
  return { json: { townships }, lines: [`示范数据已生成：${townships.length} 个乡镇。`] }
})

const start = inOffice(async (store, actor, args, around) => {
  if (actor.areas.length === 0 && !args.flags.empty) {
    around.tell('第一次启动：正在生成示范乡镇（要建空的账请加 --empty）……')
    await around.demo(store, { scale: 1, tell: around.tell })
  }
  const port = wholeNumber(args.flags.port, 8080, '--port', [0, 65535])
  await around.serve(store, { port, host: args.flags.host ?? '127.0.0.1', tell: around.tell })
  return { json: {}, lines: [] }
})

const askFigures = inOffice(async (store, actor, args) => {
  const ids = args.words.length ? args.words : [...store.catalog.indicators.keys()]
  const by = args.flags.by === undefined ? undefined : args.flags.by === 'group' ? 14 : 12
  const answer = await figures(store, actor, ids, { ...asking(args), ...(by && { by }) })
  return { json: byId(answer), lines: figureLines(answer) }
})

function asking(args: Arguments) {
  const moment = momentFrom(args.flags['as-of'])
  return {
    period: periodFrom(args),
    ...(args.flags.area !== undefined && { area: areaFrom(args.flags.area) }),
    ...(moment !== undefined && { moment }),
  }
}

const isRole = (role: string): role is Exclude<Role, 'system'> =>
  ['office', 'village', 'leader', 'auditor', 'admin'].includes(role)

function areaFrom(area: string): string {
  if (!/^\d{6}(\d{3}(\d{3}(\d{2})?)?)?$/.test(area)) {
    refuse('area.malformed', `“${area}”不是区划代码。`, {
      where: '--area',
      remedy: '县 6 位、乡镇 9 位、村 12 位、村民组 14 位数字。',
    })
  }
  return area
}

function byId(answer: FiguresByArea): Record<string, unknown> {
  const shape = (list: FiguresByArea['figures']) =>
    Object.fromEntries(
      list.map((f) => [
        f.id,
        {
          value: f.value,
          unit: f.unit,
          said: f.said,
          rows: f.rows,
          missing: f.missing,
          flags: f.flags.map(({ code, message }) => ({ code, message })),
        },
      ]),
    )
  if (!answer.areas) return shape(answer.figures)
  return {
    total: shape(answer.figures),
    areas: Object.fromEntries(answer.areas.map((a) => [a.code, shape(a.figures)])),
  }
}

function figureLines({ figures: list, period, moments }: FiguresByArea): string[] {
  const heads = Object.values(moments)
  return [
    `${periodSaid(period)}，账目截至 ${heads.length ? momentText(Math.max(...heads)) : '（空）'}`,
    ...list.flatMap((f) => [
      `${f.id}\t${f.says}\t${f.said}\t（${f.rows} 行）`,
      ...f.flags.map((flag) => `    ！${flag.message}`),
    ]),
  ]
}

const rows = inOffice(async (store, actor, args) => {
  const id = word(args, 0, '指标编号')
  const found = []
  for await (const row of allRowsBehind(store, actor, id, asking(args))) found.push(row)
  const total = found.reduce((n, row) => n + row.contributes, 0)
  return {
    json: { figure: id, rows: found },
    lines: [
      ...found.map(
        (r) =>
          `${r.id}\t${r.part ? `[${r.part}] ` : ''}${r.subject?.name ?? ''}\t${Object.values(r.values).join('｜')}\t${r.contributes}`,
      ),
      `共 ${found.length} 行，合计 ${Math.round(total * 1e4) / 1e4}`,
    ],
  }
})

/** The row's ledger and versions, or a refusal that says where to find ids. */
async function versionsOf(
  store: Store,
  actor: Actor,
  id: string,
): Promise<{ ledger: LedgerDefinition; township: string; versions: Version[] }> {
  const found = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    ? await scoped(
        store,
        actor,
        async (tx) => {
          const ledger = await findRow(tx, id)
          return ledger === undefined
            ? undefined
            : { ledger: store.catalog.ledgers.get(ledger)!, versions: await history(tx, ledger, id) }
        },
        { readOnly: true, snapshot: true },
      )
    : undefined
  const first = found?.versions[0]
  if (!found || !first)
    refuse('row.unknown', `没有编号为 ${id} 的行，或者它不在您的范围内。`, { remedy: '用 rows 命令可以看到行的编号。' })
  return { ...found, township: first.township }
}

const correct = inOffice(async (store, actor, args) => {
  const id = word(args, 0, '行的编号')
  if (args.words.length < 2)
    refuse('arguments.missing', '没有写要更正的字段。', { remedy: '请写成 字段=新值，例如 amount=5000。' })
  const { ledger, township } = await versionsOf(store, actor, id)
  const typed: Record<string, string> = {}
  for (const pair of args.words.slice(1)) {
    const at = pair.indexOf('=')
    if (at < 0) refuse('arguments.missing', `“${pair}”里没有新值。`, { remedy: '请写成 字段=新值，例如 amount=5000。' })
    const name = pair.slice(0, at)
    const named = Object.keys(ledger.fields).find((key) => ledger.fields[key]?.label === name)
    typed[named ?? name] = pair.slice(at + 1)
  }
  const values = valuesOr(readTyped(ledger, typed, 'changed'))
  return changed(
    await record(store, actor, {
      id: store.newId(),
      township,
      kind: 'correct',
      reason: args.flags.reason ?? '',
      source: '命令行',
      changes: [{ ledger: ledger.id, id, correct: values }],
    }),
    '已更正',
  )
})

const voidRow = inOffice(async (store, actor, args) => {
  const id = word(args, 0, '行的编号')
  const { ledger, township } = await versionsOf(store, actor, id)
  return changed(
    await record(store, actor, {
      id: store.newId(),
      township,
      kind: 'void',
      reason: args.flags.reason ?? '',
      source: '命令行',
      changes: [{ ledger: ledger.id, id, void: true }],
    }),
    '已作废',
  )
})

function changed(receipt: { township: string; seq: number; at: number; digest: string }, said: string): Outcome {
  const { township, seq, at, digest } = receipt
  return {
    json: { township, act: seq, at: momentText(at), digest },
    lines: [`${said}：${township} 第 ${seq} 号，${momentText(at)}`],
  }
}

const showHistory = inOffice(async (store, actor, args) => {
  const id = word(args, 0, '行的编号')
  const { ledger, versions } = await versionsOf(store, actor, id)
  const names = await scoped(
    store,
    actor,
    (tx) =>
      namesOf(
        tx,
        ledger,
        versions.map((v) => v.values),
      ),
    { readOnly: true },
  )
  const told = versions.map((v) => ({
    from: momentText(v.from),
    to: v.closed === null ? null : momentText(v.to),
    values: shown(store, ledger, v.values, names),
    act: actOf(v.act),
    voided: v.voidedBy ? actOf(v.voidedBy) : null,
  }))
  return {
    json: { row: id, ledger: ledger.id, versions: told },
    lines: told.flatMap((v) => [
      `${v.from} ${v.act.by} 第${v.act.act}号${v.act.reason ? `：${v.act.reason}` : ''}`,
      `    ${Object.entries(v.values)
        .map(([k, text]) => `${ledger.fields[k]?.label ?? k} ${text}`)
        .join('，')}`,
      ...(v.voided ? [`    ${v.to} 由 ${v.voided.by} 第${v.voided.act}号作废：${v.voided.reason ?? ''}`] : []),
    ]),
  }
})

const actOf = (act: Omit<ActSummary, 'source'>) => ({
  act: act.seq,
  by: act.by,
  kind: act.kind,
  reason: act.reason,
  at: momentText(act.at),
})

const importCommand = inOffice(async (store, actor, args) => {
  const [ledger, path] = [word(args, 0, '台账编号'), word(args, 1, '文件')]
  const township = oneTownship(actor, args)
  const sender = await forTownship(store, actor, township, ledger)
  const result = await importFile(store, sender, {
    ledger,
    township,
    bytes: await readInput(path),
    name: basename(path),
    dryRun: args.flags['dry-run'] ?? false,
  })
  const { marked } = result
  const back =
    marked && (args.flags.out ?? path.replace(/(\.[^.]+)?$/, `-退回${/\.[^.]+$/.exec(marked.name)?.[0] ?? ''}`))
  if (marked && back) await writeFile(back, marked.bytes)
  return {
    json: {
      added: result.added,
      known: result.known,
      bad: result.bad.map(({ row, problems }) => ({ row, problems })),
      notes: result.notes,
      ...(result.receipt && { act: result.receipt.seq }),
      ...(back && { marked: back }),
    },
    lines: [
      args.flags['dry-run']
        ? `试导入：可以导入 ${result.added} 行，已有 ${result.known} 行，有问题 ${result.bad.length} 行。`
        : `导入 ${result.added} 行，已有 ${result.known} 行，退回 ${result.bad.length} 行。`,
      ...result.notes,
      ...result.bad.slice(0, 20).flatMap(({ row, problems }) => problems.map((p) => `第 ${row} 行 ${sentence(p)}`)),
      ...(back ? [`有问题的行已标在 ${back} 里，改好后可以直接再导入。`] : []),
    ],
    failed: result.bad.length > 0,
  }
})

/** A new township's books are opened by its first areas, and by nothing else. */
async function forTownship(store: Store, actor: Actor, township: string, ledger: string): Promise<Actor> {
  if (actor.areas.includes(township)) return actor
  const { places } = store.catalog
  if (ledger !== places?.ledger) {
    refuse('store.no_books', `乡镇 ${township} 在系统里还没有账。`, {
      remedy: `请先用 import ${places?.ledger} 导入本乡镇和各村、组的行政区划。`,
    })
  }
  const opener = { ...actor, areas: [...actor.areas, township] }
  await openTownship(store, opener, township)
  return opener
}

function oneTownship(actor: Actor, args: Arguments): string {
  const area = args.flags.area?.slice(0, 9)
  if (area !== undefined) return area
  const [only, ...more] = actor.areas
  return only !== undefined && more.length === 0
    ? only
    : refuse(
        'arguments.township',
        only === undefined ? '这里还没有任何乡镇的账。' : '这里有不止一个乡镇，请说明是哪一个。',
        { where: '--area', remedy: '请写 9 位乡镇代码。' },
      )
}

const templateCommand: Command = inOffice(async (store, _actor, args) => {
  const id = word(args, 0, '台账编号')
  const ledger =
    store.catalog.ledgers.get(id) ??
    refuse('ledger.unknown', `没有编号为“${id}”的台账。`, { remedy: '运行 shouwang ledgers 看全部台账的编号。' })
  const out = args.flags.out ?? `${ledger.title}导入模板.xlsx`
  await writeFile(out, await template(ledger))
  return { json: { ledger: id, file: out }, lines: [`模板已写到 ${out}`] }
})

const ledgers = inOffice(async (store) => {
  const list = store.catalog.lines.flatMap((line) =>
    line.ledgers.map((id) => ({ id, title: store.catalog.ledgers.get(id)!.title, line: line.title })),
  )
  return { json: list, lines: list.map((l) => `${l.id}\t${l.title}\t${l.line}`) }
})

const report = inOffice(async (store, actor, args) => {
  const id = word(args, 0, '报告编号')
  const area = args.flags.area ?? oneTownship(actor, args)
  const moment = momentFrom(args.flags['as-of'])
  const year = yearFrom(args.flags.year)
  const { document, answer } = await answerReport(store, actor, id, {
    year,
    area,
    ...(moment !== undefined && { moment }),
  })
  const names = await scoped(store, actor, (tx) => areaNames(tx), { readOnly: true })
  const written: string[] = []
  if (args.flags.out) {
    const office = await scoped(store, actor, (tx) => townName(tx, area), { readOnly: true })
    await writeFile(args.flags.out, await wordFile(document, { office: `${office}人民政府`, date: today(store) }))
    written.push(args.flags.out)
  }
  if (args.flags.annex) {
    const asked = { period: answer.period, area, ...(moment !== undefined && { moment }) }
    const book = await annex(
      {
        title: document.title,
        period: periodSaid(answer.period),
        figures: answer.figures,
        ledgers: store.catalog.ledgers,
        areaName: (code) => names.get(code) ?? code,
      },
      (figure) => allRowsBehind(store, actor, figure, asked),
    )
    await writeFile(args.flags.annex, book)
    written.push(args.flags.annex)
  }
  const flagged = document.flags.flatMap((f) => f.flags.map((flag) => `！${f.says}：${flag.message}`))
  return {
    json: { title: document.title, files: written, flags: document.flags },
    lines: written.length
      ? [...written.map((file) => `已写出 ${file}`), ...flagged]
      : [...plain(document), '', ...flagged],
  }
})

function plain(document: Awaited<ReturnType<typeof answerReport>>['document']): string[] {
  return [
    document.title,
    ...document.parts.map((part) => {
      if (part.kind === 'heading') return part.text
      if (part.kind === 'block') return part.text || `（${part.hint}）`
      return `　　${part.runs.map((run) => ('lead' in run ? run.lead : run.text)).join('')}`
    }),
  ]
}

/** The day in Beijing. */
function today(store: Store): string {
  return momentText(store.clock()).slice(0, 10)
}

const issue = inOffice(async (store, actor, args) => {
  const id = word(args, 0, '报告编号')
  const issued = await issueReport(store, actor, id, {
    year: yearFrom(args.flags.year),
    area: args.flags.area ?? oneTownship(actor, args),
  })
  return {
    json: { id: issued.id, title: issued.title, moment: momentText(issued.moment), figures: issued.figures.length },
    lines: [
      `已签发：${issued.title}`,
      `编号 ${issued.id}，账目截至 ${momentText(issued.moment)}，共 ${issued.figures.length} 个数。`,
    ],
  }
})

const issued = inOffice(async (store, actor) => {
  const list = await issuedReports(store, actor)
  return {
    json: list.map(({ id, report: of, title, year, moment, by }) => ({
      id,
      report: of,
      title,
      year,
      moment: momentText(moment),
      by,
    })),
    lines: list.length
      ? list.map((i) => `${i.id}\t${i.title}\t${momentText(i.moment)}\t${i.by}`)
      : ['还没有签发过报告。用 issue annual-summary --year 2025 签发。'],
  }
})

const diff = inOffice(async (store, actor, args) => {
  const { issued: of, differences } = await diffIssued(store, actor, word(args, 0, '已签发报告的编号'))
  return {
    json: {
      id: of.id,
      moment: momentText(of.moment),
      changed: differences.map(({ figure, now, rows: touched }) => ({
        figure: figure.id,
        says: figure.says,
        before: { value: figure.value, said: figure.said, rows: figure.rows },
        now: { value: now.value, said: now.said, rows: now.rows },
        rows: touched.map(({ changes, ...row }) => ({ ...row, acts: changes.map(actOf) })),
      })),
    },
    lines: differences.length
      ? differences.flatMap(({ figure, now, rows: touched }) => [
          `${figure.says}：签发时 ${figure.said}，现在 ${now.said}`,
          ...touched
            .slice(0, 10)
            .map(
              (r) =>
                `    ${r.row} ${r.before ?? '无'} → ${r.now ?? '无'}　${r.changes.map((c) => `第${c.seq}号 ${c.by} ${c.reason ?? c.kind}`).join('；') || '所关联的行有变化'}`,
            ),
          ...(touched.length > 10 ? [`    ……共 ${touched.length} 行`] : []),
        ])
      : ['签发以来没有数变化。'],
  }
})

const verifyCommand = inOffice(async (store, actor) => {
  const books = await verify(store, actor)
  const problems = [...books.problems, ...(await verifyIssued(store, actor))]
  const { acts, versions } = books
  return {
    json: { ok: problems.length === 0, acts, versions, problems },
    lines: problems.length
      ? problems.map(sentence)
      : [`账目完好：${acts} 笔、${versions} 个版本，已签发的报告重算一致。`],
    failed: problems.length > 0,
  }
})

const moveCommand: Command = async (args, around) => {
  const from = await openOffice(around.content, {
    data: args.flags.data,
    url: args.flags.data === undefined ? process.env.DATABASE_URL : undefined,
  })
  try {
    const actor = await localActor(from.store)
    const target = args.flags['to-url']
      ? { url: args.flags['to-url'] }
      : {
          data:
            args.flags.to ??
            refuse('arguments.missing', '没有说明搬到哪里。', {
              where: 'move',
              remedy: '请写 --to-url postgres://… 或 --to 新文件夹。',
            }),
        }
    const to = await openEngine(target)
    try {
      const ask = async (store: Store) =>
        (
          await figures(store, actor, [...store.catalog.indicators.keys()], {
            period: yearPeriod(new Date().getFullYear() - 1),
          })
        ).figures.map((f) => `${f.id}=${f.value}`)
      const before = await ask(from.store)
      const copied = await move(from.store.engine, to, from.store.catalog)
      const after = await ask({ ...from.store, engine: to })
      if (args.flags.to) await keepKeys(from.folder, args.flags.to)
      const wrong = before.filter((text, i) => text !== after[i])
      return {
        json: { rows: copied, figures: before.length, different: wrong },
        lines: wrong.length ? ['搬家后有数对不上：', ...wrong] : [`已搬完，${before.length} 个数前后一致。`],
        failed: wrong.length > 0,
      }
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}

/** Without the keys of the old folder no ID number could be read in the new one. */
async function keepKeys(from: string, to: string): Promise<void> {
  await copyFile(join(from, 'keys.json'), join(to, 'keys.json'), constants.COPYFILE_EXCL)
}

const account = inOffice(async (store, actor, args) => {
  const login = word(args, 0, '登录名')
  const password = randomBytes(9).toString('base64url')
  const known = (await listAccounts(store, actor)).find((a) => a.login === login)
  if (known) await changePassword(store, actor, known.id, { new: password })
  else {
    const role = args.flags.role ?? 'office'
    if (!isRole(role)) {
      refuse('account.role', `“${role}”不是一种账号。`, {
        where: '--role',
        remedy: '可以是 office（办公室）、village（村）、leader（领导）、auditor（审计）、admin（管理员）。',
      })
    }
    await createAccount(store, actor, {
      login,
      name: args.flags.name ?? login,
      role,
      areas: [areaFrom(args.flags.area ?? oneTownship(actor, args))],
      password,
    })
  }
  return {
    json: { login, password, created: !known },
    lines: [`${known ? '已重设密码' : '已新建账号'}：${login}`, `密码 ${password}（只显示这一次，请当面交给本人）`],
  }
})

const accounts = inOffice(async (store, actor) => {
  const list = await listAccounts(store, actor)
  return {
    json: list,
    lines: list.length
      ? list.map(
          (a) => `${a.login}\t${a.name}\t${a.role}\t${a.areas.join('、')}${a.disabledAt === null ? '' : '\t已停用'}`,
        )
      : ['还没有账号。'],
  }
})

const help: Command = async () => ({ json: { commands: Object.keys(commands) }, lines: usage.split('\n') })

export const commands: Readonly<Record<string, Command>> = {
  start,
  demo,
  figures: askFigures,
  rows,
  correct,
  void: voidRow,
  history: showHistory,
  import: importCommand,
  template: templateCommand,
  ledgers,
  report,
  issue,
  issued,
  diff,
  verify: verifyCommand,
  move: moveCommand,
  proofread: (args, around) => proofreadFile(args, around.content),
  account,
  accounts,
  help,
}

const usage = `守望：一次录入，人人不漏，数数有据

  shouwang start [--data 文件夹] [--port 8080] [--empty]      启动（第一次会生成示范乡镇）
  shouwang demo --data 文件夹 [--scale 乡镇数] [--seed 数]      只生成示范数据
  shouwang figures [指标…] --year 2025 [--area 代码] [--as-of 时刻] [--by village]
  shouwang rows 指标 --year 2025 [--area 代码]                一个数背后的每一行
  shouwang history 行编号                                    一行的来历
  shouwang correct 行编号 字段=新值 … --reason 原因
  shouwang void 行编号 --reason 原因
  shouwang ledgers                                          全部台账的编号
  shouwang template 台账 --out 模板.xlsx
  shouwang import 台账 文件.xlsx|.xls|.csv [--dry-run] [--area 乡镇代码]
  shouwang report annual-summary --year 2025 --out 总结.docx [--annex 附表.xlsx]
  shouwang issue annual-summary --year 2025                 签发，连同口径和数一起定下来
  shouwang issued ／ diff 编号                               已签发的报告，以及签发以来的变化
  shouwang proofread 文件 [--year 2025] [--out 带批注.docx]     核数：查一份写好的报告
  shouwang account 登录名 --name 姓名 --role village --area 村代码   新建账号；已有的重设密码
  shouwang accounts                                         账号列表
  shouwang verify                                           核对全部账目和已签发的报告
  shouwang move --data 旧文件夹 --to-url postgres://…         把整个办公室的账搬到另一个数据库

每个命令都可以加 --json。数据在 --data 文件夹里，或由环境变量 DATABASE_URL 指定的 PostgreSQL 里。`
