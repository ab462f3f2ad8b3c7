import { area, day, link, text } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { household } from './household.ledger.ts'

/** A household leaves one villager group for another of the township. Where it lives now is the household's own field. */
export const householdMove = event('household_move', {
  title: '户迁居',
  row: '户次',
  purpose: '户在本乡镇内换了村或村民组：从哪里、哪天起住到现在的地方；以前的数仍算在原来的地方。',
  of: 'household',
  area: 'moved_from',
  dated: 'moved_on',
  moves: { of: 'household', from: 'moved_from' },
  unique: [['household', 'moved_on']],
  inOrder: [['household.registered_on', 'moved_on', 'doubt']],
  fields: {
    household: link(household, '农户'),
    moved_from: area('原住地', { help: '迁走以前所在的村民组；现在的所在地写在农户台账上' }),
    moved_on: day('迁居日期', { help: '住到新地方的第一天' }),
    note: text('说明', { optional: true }),
  },
})
