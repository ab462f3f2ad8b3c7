/**
 * Checks passages that somebody wrote before they are scored: `npx tsx bench/proofread/check.ts FILE…`.
 * Every label must stand in its text, and every relation that is said to hold must hold. The proofreader is not asked.
 */
import { passagesIn } from './corpus.ts'
import { holds } from './mutate.ts'

for (const file of process.argv.slice(2)) {
  const passages = passagesIn(file, 'held-out')
  for (const { id, relations } of passages)
    for (const relation of relations) {
      const terms = [...relation.parts, relation.whole]
      const figures = relation.sign === '=' && terms.every((t) => /^[\d.]+/.test(t))
      if (figures && !holds(relation, terms)) console.log(`${id}: does not hold: ${relation.kind} ${terms.join()}`)
    }
  console.log(`${file}: ${passages.length} passages read`)
}
