/** The hand-labelled passages and what their labels mean. The form of the labels is described in README.md. */
import { readFileSync } from 'node:fs'

export interface LabelledQuantity {
  quote: string
  value: number
  start: number
}

export interface LabelledRelation {
  kind: string
  /** Quotes, in the order of the arithmetic. */
  parts: string[]
  /** Empty when the text states no result. */
  whole: string
  /** `<`: a single part that must not exceed the whole; `=`: the arithmetic gives the whole. */
  sign: '=' | '<' | ''
}

export interface LabelledError {
  kind: string
  /** Must lie inside the place that a finding names. */
  quote: string
}

export interface Passage {
  id: string
  split: 'dev' | 'held-out'
  style: string
  text: string
  quantities: LabelledQuantity[]
  relations: LabelledRelation[]
  errors: LabelledError[]
}

interface Written {
  id: string
  style: string
  text: string
  quantities: string[]
  relations: string[]
  errors?: string[]
}

/** `dev-second` to `dev-fifth` , `dev-eleventh`, `dev-fourteenth` and `dev-fifteenth` were held out once: scored before anybody looked, and then joined to the dev half. */
const files = {
  dev: [
    'dev',
    'dev-second',
    'dev-third',
    'dev-fourth',
    'dev-fifth',
    'dev-sixth',
    'dev-seventh',
    'dev-eighth',
    'dev-ninth',
    'dev-tenth',
    'dev-eleventh',
    'dev-twelfth',
    'dev-thirteenth',
    'dev-fourteenth',
    'dev-fifteenth',
    'dev-sixteenth',
    'dev-seventeenth',
  ],
  'held-out': ['held-out'],
}

/** Reads both halves of the corpus. */
export function loadCorpus(): Passage[] {
  return (['dev', 'held-out'] as const).flatMap((split) =>
    files[split].flatMap((name) => passagesIn(new URL(`corpus/${name}.json`, import.meta.url), split)),
  )
}

/** The passages of one file; throws when a label does not occur in its text, which is a mistake in the label. */
export function passagesIn(file: URL | string, split: Passage['split']): Passage[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as Written[]).map((passage) => ({
    ...passage,
    split,
    quantities: quantitiesOf(passage),
    relations: passage.relations.map((label) => relationOf(label, passage)),
    errors: (passage.errors ?? []).map((label) => errorOf(label, passage)),
  }))
}

function quantitiesOf(passage: Written): LabelledQuantity[] {
  let from = 0
  return passage.quantities.map((label) => {
    const [quote = '', value] = label.split('=')
    const start = passage.text.indexOf(quote, from)
    if (start < 0) throw new Error(`${passage.id}: no quantity ${quote}`)
    from = start + quote.length
    return { quote, start, value: Number(value ?? /[\d.]+/.exec(quote.replaceAll(',', ''))?.[0]) }
  })
}

function relationOf(label: string, passage: Written): LabelledRelation {
  const [kind = '', rest = ''] = label.split(': ')
  const sign = rest.includes('<') ? '<' : rest.includes('=') ? '=' : ''
  const [left = '', whole = ''] = sign ? rest.split(sign) : [rest]
  const parts = left
    .split(', ')
    .map((p) => p.trim())
    .filter(Boolean)
  for (const quote of [...parts, whole.trim()])
    if (!passage.text.includes(quote)) throw new Error(`${passage.id}: no term ${quote}`)
  return { kind, parts, whole: whole.trim(), sign }
}

function errorOf(label: string, passage: Written): LabelledError {
  const [kind = '', quote = ''] = label.split(': ')
  if (!passage.text.includes(quote)) throw new Error(`${passage.id}: no error ${quote}`)
  return { kind, quote }
}
