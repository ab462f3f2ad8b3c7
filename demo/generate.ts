/** The made-up township as acts: the same seed makes the same acts, and its year 2025 adds up to the figures of the summary. */
import { actsOf, type DatedAct } from './acts.ts'
import { lines } from './lines/index.ts'
import { registry } from './lines/registry.ts'
import { type Made, makeWorld } from './population.ts'
import { seeded } from './random.ts'

export type { DatedAct } from './acts.ts'

export interface Generated {
  /** In order of `at`. Can be walked once. */
  acts: Iterable<DatedAct>
  summary: {
    /** 9 digits. */
    township: string
    townshipName: string
    villages: number
    groups: number
    /** Farm households and the people who live in them at the end of 2025. */
    households: number
    people: number
    /** Rows written, corrections included, by ledger. */
    changes: Record<string, number>
  }
}

export interface GenerateOptions {
  seed?: number
  /** 9 digits under a county code that is not in use. */
  townshipCode?: string
}

/** One township. Throws with a sentence when a line of work writes a value that does not fit its field. */
export function generate(options: GenerateOptions = {}): Generated {
  const made = fillBook(options)
  const { world, book } = made
  const changes: Record<string, number> = {}
  for (const entry of book.entries) changes[entry.ledger.id] = (changes[entry.ledger.id] ?? 0) + 1
  return {
    acts: actsOf(book, world.township, options.seed ?? 1),
    summary: {
      township: world.township,
      townshipName: world.townshipName,
      villages: world.villages.length,
      groups: world.villages.reduce((sum, village) => sum + village.groups.length, 0),
      households: world.households.length,
      people: world.people.length,
      changes,
    },
  }
}

/** Townships …201, 202, … one after another: each is made when it is asked for, so that only one is in memory. */
export function* generateMany(options: { scale: number; seed?: number; county?: string }): Iterable<Generated> {
  const { scale, seed = 1, county = '990101' } = options
  for (let n = 0; n < scale; n++) yield generate({ seed: seed + n, townshipCode: `${county}${201 + n}` })
}

/** The township with every line written into its book. Each line has random numbers of its own, so that one changes no other. */
export function fillBook(options: GenerateOptions = {}): Made {
  const { seed = 1 } = options
  const made = makeWorld(options)
  const own = (line: string) => ({ ...made.world, random: seeded(seed * 7919 + hash(line)) })
  registry({ ...made, world: own('registry') })
  for (const [id, write] of Object.entries(lines)) write(own(id))
  return made
}

function hash(text: string): number {
  let sum = 2166136261
  for (const c of text) sum = Math.imul(sum ^ c.charCodeAt(0), 16777619)
  return sum >>> 0
}
