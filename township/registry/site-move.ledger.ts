import { area, day, link, text } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { enterprise } from '../credit-village/subject.ledger.ts'
import { warden } from '../ecology/warden.ledger.ts'
import { publicPost } from '../employment/public-post.ledger.ts'
import { grid } from '../monitoring/grid.ledger.ts'
import { asset } from '../projects/asset.ledger.ts'
import { facility } from '../services/facility.ledger.ts'
import { tourismSite } from '../tourism/tourism.ledger.ts'

/** What stays the same thing in another place. A project of several villages is split and not moved, and a term elsewhere is a new row. */
export const siteMove = event('site_move', {
  title: '所在地变动',
  row: '次',
  purpose:
    '公益性岗位、设施、资产、经营主体、景点、网格、林长河长田长换了村或村民组：从哪里、哪天起在现在的地方；以前的数仍算在原来的地方。',
  of: 'site',
  area: 'moved_from',
  dated: 'moved_on',
  moves: { of: 'site', from: 'moved_from' },
  unique: [['site', 'moved_on']],
  fields: {
    site: link([publicPost, facility, asset, enterprise, tourismSite, grid, warden], '变动的是', {
      help: '岗位编号、设施名称、资产编号、名称',
    }),
    moved_from: area('原所在地', { help: '变动以前所在的村或村民组；现在的所在地写在它自己的台账上' }),
    moved_on: day('变动日期', { help: '在新地方的第一天' }),
    note: text('说明', { optional: true }),
  },
})
