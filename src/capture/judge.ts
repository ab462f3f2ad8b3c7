/** What may stand in a row, said once: for a form, a file, the books, the made-up township and the phone. Pure. */
import { heldBetween, yearsAhead } from '#define/dating.ts'
import type { Field } from '#define/field.ts'
import type { Doubt, LedgerDefinition, When } from '#define/ledger.ts'
import { holds } from '#define/when.ts'
import { addMonths } from '#kinds/day.ts'
import type { Value } from '#kinds/index.ts'
import { type Problem, problem } from '#problem.ts'

export type Values = Readonly<Record<string, Value>>

/** As much of a declaration as a row is judged by: a page has it from what it is sent. */
export type Judging = Pick<
  LedgerDefinition,
  'id' | 'title' | 'fields' | 'dated' | 'inOrder' | 'within' | 'when' | 'identity'
>

/**
 * Faults of values in their stored form: unknown fields, values that are not of their kind, required fields left empty, a last day before
 * the first, and whatever else `judgeTogether` has against them. Of a `changed` row only the given fields are judged. Unique fields,
 * links and areas are for the books to judge. Nothing is told of `unread` fields, nor of what hangs on what they say.
 */
export function judge(
  ledger: Judging,
  values: Values,
  as: 'new' | 'changed',
  unread: ReadonlySet<string | undefined> = new Set(),
): Problem[] {
  const faults: Problem[] = []
  for (const [name, value] of Object.entries(values)) {
    const field = fieldOf(ledger, name)
    if (!field) faults.push(unknownField(ledger, name))
    else if (value != null && value !== '') {
      const fault = field.kind.fits(value)
      if (fault) faults.push({ ...fault, at: { ledger: ledger.id, field: name } })
    }
  }
  for (const name of Object.keys(as === 'new' ? ledger.fields : values)) {
    const field = fieldOf(ledger, name)
    if (!field || field.optional || (values[name] != null && values[name] !== '')) continue
    faults.push(
      problem('act.field_missing', '这一栏必须填写，现在是空的。', {
        at: { ledger: ledger.id, field: name },
        remedy: '请补上再提交。',
      }),
    )
  }
  const all = [...faults, ...judgeTogether(ledger, as === 'new' ? whole(ledger, values, unread) : values)]
  return unread.size === 0 ? all : all.filter(({ at }) => !unread.has(at?.field))
}

/** A new row: what is not said in it is empty. */
function whole(ledger: Judging, values: Values, unread: ReadonlySet<string | undefined>): Values {
  if (!ledger.when) return values
  const asked = ledger.when.flatMap(whenFields).filter((name) => !unread.has(name))
  return { ...Object.fromEntries(asked.map((name) => [name, null])), ...values }
}

const whenFields = ({ field, shown = [], required = [] }: When): string[] => [field, ...shown, ...required]

/**
 * Faults between values of one row, each fitting alone: a last day before the first, days out of their order, what belongs there only
 * where another field says so, an ID number of somebody else. What is not among the values is not judged. `given`: whether the row is
 * given something new in a field.
 */
export function judgeTogether(
  ledger: Judging,
  values: Values,
  given: (field: string) => boolean = () => true,
): Problem[] {
  return [...judgeOrder(ledger, values), ...judgeWhen(ledger, values, given), ...judgeIdentity(ledger, values)]
}

function judgeWhen(ledger: Judging, values: Values, given: (field: string) => boolean): Problem[] {
  return (ledger.when ?? []).flatMap((when) => {
    const { field, shown = [], required = [] } = when
    if (values[field] === undefined) return []
    const asked = (name: string) => values[name] !== undefined && (given(name) || given(field))
    const empty = (name: string) => values[name] === null || values[name] === ''
    const at = (name: string) => ({ ledger: ledger.id, field: name })
    if (holds(when, values[field])) {
      const says = `“${labelOf(ledger, field)}”是“${values[field]}”，`
      return required
        .filter((name) => asked(name) && empty(name))
        .map((name) =>
          problem('act.field_missing', `${says}这一栏必须填写，现在是空的。`, {
            at: at(name),
            remedy: '请补上再提交。',
          }),
        )
    }
    const words = when.says.map((word) => `“${word}”`).join('、')
    return shown
      .filter((name) => asked(name) && !empty(name))
      .map((name) =>
        problem('act.field_apart', `只有“${labelOf(ledger, field)}”是${words}的才填这一栏。`, {
          at: at(name),
          remedy: `请清空这一栏，或改正“${labelOf(ledger, field)}”。`,
        }),
      )
  })
}

const labelOf = (ledger: Judging, name: string): string => fieldOf(ledger, name)?.label ?? name

/** Days must come in their order: a state must not end before it began, and others as it is declared. */
function judgeOrder(ledger: Judging, values: Values): Problem[] {
  const held = heldBetween(ledger)
  return [
    ...(held ? reversed(ledger, held, values) : []).map((said) => problem('act.period_reversed', ...said)),
    ...(ledger.inOrder ?? [])
      .filter(([, , severity]) => severity === undefined)
      .flatMap((days) => reversed(ledger, days, values))
      .map((said) => problem('act.days_out_of_order', ...said)),
  ]
}

type Said = readonly [message: string, more: Omit<Problem, 'code' | 'message'>]

function reversed(
  ledger: Judging,
  [earlier, later]: readonly [earlier: string, later: string, severity?: Doubt],
  values: Values,
): Said[] {
  const [first, last] = [values[earlier], values[later]]
  if (typeof first !== 'string' || typeof last !== 'string' || last >= first) return []
  const says = `${labelOf(ledger, later)}（${last}）早于${labelOf(ledger, earlier)}（${first}）。`
  return [[says, { at: { ledger: ledger.id, field: later }, remedy: '请对照原始材料改正其中一个日期。' }]]
}

/**
 * What today has against values of one row, and what is only doubtful in them: days that have not come, spans too long, days out of an
 * order that is not strict. `given`: whether the row is given something new in a field; what it is not is not asked again.
 */
export function judgeToday(
  ledger: Judging,
  values: Values,
  today: string,
  given: (field: string) => boolean,
): Problem[] {
  const found: Problem[] = []
  const dayOf = (field: string) => (typeof values[field] === 'string' ? values[field] : undefined)
  for (const [name, { kind, label, past }] of Object.entries(ledger.fields)) {
    const day = kind.reads === 'day' && given(name) ? dayOf(name) : undefined
    if (day === undefined) continue
    const at = { ledger: ledger.id, field: name }
    const years = yearsAhead(ledger, name)
    if (past && day > today) {
      found.push(
        problem('act.day_ahead', `${label}（${day}）还没有到。`, { at, remedy: '请核对年、月、日，改正后再提交。' }),
      )
    } else if (day > addMonths(today, 12 * years)) {
      const says = years === 0 ? '还没有到' : `在 ${years} 年以后`
      found.push(doubt(problem('act.day_ahead', `${label}（${day}）${says}。`, { at })))
    }
  }
  for (const [from, until, years, severity] of ledger.within ?? []) {
    const first = dayOf(from)
    const last = dayOf(until) ?? today
    if (first === undefined || !(given(from) || given(until)) || last <= addMonths(first, 12 * years)) continue
    const to = dayOf(until) === undefined ? '今天' : `${labelOf(ledger, until)}（${last}）`
    const told = problem('act.too_long', `从${labelOf(ledger, from)}（${first}）到${to}超过 ${years} 年。`, {
      at: { ledger: ledger.id, field: given(from) ? from : until },
      remedy: '请对照原始材料改正其中一个日期。',
    })
    found.push(severity === 'doubt' ? doubt(told) : told)
  }
  for (const days of ledger.inOrder ?? []) {
    if (days[2] !== 'doubt' || !(given(days[0]) || given(days[1]))) continue
    found.push(...reversed(ledger, days, values).map((said) => doubt(problem('act.days_out_of_order', ...said))))
  }
  return found
}

/** The same, told without being refused. */
export function doubt(found: Problem): Problem {
  return { ...found, doubt: true, remedy: '请核对；没有写错的，可以照样保存。' }
}

/** The birthday and the sex that an ID number tells must be those of its holder. */
function judgeIdentity(ledger: Judging, values: Values): Problem[] {
  if (!ledger.identity) return []
  const { number, born, sex } = ledger.identity
  const id = values[number]
  const kind = fieldOf(ledger, number)?.kind
  if (typeof id !== 'string' || !kind?.tells || kind.fits(id)) return []
  const tells = kind.tells(id)
  const differs = (field: string, told: string | undefined) => {
    const said = values[field]
    if (typeof said !== 'string' || told === undefined || said === told) return []
    return [
      problem('id_number.other_holder', `写的是${said}，${labelOf(ledger, number)}里是${told}。`, {
        at: { ledger: ledger.id, field },
        remedy: `请对照证件或户口簿，改正号码或${labelOf(ledger, field)}。`,
      }),
    ]
  }
  return [...differs(born, tells.born), ...differs(sex, tells.sex)]
}

/** A declared field; what every object inherits (`constructor`) is none. */
export function fieldOf(ledger: Judging, name: string): Field | undefined {
  return name in Object.prototype ? undefined : ledger.fields[name]
}

export function unknownField(ledger: Judging, name: string): Problem {
  const known = Object.entries(ledger.fields).map(([key, { label }]) => `${key}（${label}）`)
  return problem('act.field_unknown', `${ledger.title}没有 ${name} 这一栏。`, {
    at: { ledger: ledger.id, field: name },
    remedy: `请去掉这一栏，或用现在的表重填。现有的栏目：${known.join('、')}。`,
  })
}
