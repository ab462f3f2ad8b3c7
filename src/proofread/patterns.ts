/**
 * How figures are bound to each other, one name for each way. A way that alarms in more than one of a hundred of its
 * instances in published papers is not good enough to be believed: it may tell no more than a note until it is mended.
 * `npx tsx bench/proofread/calibrate.ts FOLDER` counts them; the table is in `bench/proofread/README.md`.
 */
import type { Severity } from './findings.ts'

interface Way {
  /** An example, as it is written. */
  like: string
  /** The most that a misfit of it may be told as. */
  most: Severity
}

export const patterns = {
  'list-within': { like: '7户，其中1户', most: 'error' },
  'list-among': { like: '7户，其中甲1户，乙6户', most: 'error' },
  'list-bracket': { like: '7户（甲1户、乙6户）', most: 'error' },
  'list-divided': { like: '7户：甲1户，乙6户；分为…；由…构成', most: 'error' },
  'list-respectively': { like: '共7户，分别为1户、6户', most: 'error' },
  'total-word': { like: '甲1户，乙6户，合计7户', most: 'error' },
  'total-name': { like: '甲1公里，乙6公里，管道总长7公里', most: 'doubt' },
  'total-bare': { like: '甲1户、乙2户、丙4户，7户已验收', most: 'doubt' },
  'run-near': { like: '共7户，甲1户，乙6户', most: 'error' },
  'run-far': { like: '共7户。甲1户，乙6户。', most: 'doubt' },
  rest: { like: '7户，已办1户，还有6户', most: 'error' },
  account: { like: '上年结转1万元，收入7万元，支出6万元，结余2万元', most: 'doubt' },
  net: { like: '收入7万元，支出6万元，净收入1万元', most: 'doubt' },
  'share-of-figure': { like: '占总数7户的14.3%', most: 'error' },
  'share-named': { like: '女党员1名，占党员总数的14.3%', most: 'error' },
  'share-alike': { like: '入住老人1名，失能1名，占入住人数的14.3%', most: 'doubt' },
  'share-among': { like: '7户，其中低保1户，占14.3%', most: 'error' },
  'share-beside': { like: '共7户。低保1户，占14.3%', most: 'doubt' },
  'share-sibling': { like: '共7户。甲1户，占14.3%；乙6户，占85.7%', most: 'error' },
  'share-of-sum': { like: '甲1户、乙6户，合计占总户数的70%', most: 'doubt' },
  'share-row': { like: '7户，甲1户、乙6户，分别占14.3%、85.7%', most: 'error' },
  'rate-of-figure': { like: '完成计划7户的85.7%', most: 'error' },
  'rate-due': { like: '应参保7人，实参保6人，参保率85.7%', most: 'error' },
  'rate-beside': { like: '7件，办结6件，办结率85.7%', most: 'doubt' },
  'rate-row': { like: '应到7人、8人，实到6人、4人，到位率分别为85.7%、50%', most: 'error' },
  'growth-from': { like: '由6户增加到7户，增加1户', most: 'error' },
  'growth-beside': { like: '7户，去年6户，增加1户', most: 'error' },
  'growth-behind': { like: '7户，增长16.7%。去年6户', most: 'doubt' },
  'growth-reference': { like: '7户，比要求的6户多1户', most: 'error' },
  'growth-by': { like: '7户，比上年增加1户，增长16.7%', most: 'error' },
  'growth-guessed': { like: '去年6户，现在7户，多1户', most: 'doubt' },
  average: { like: '7户14万元，户均2万元', most: 'error' },
  'price-stated': { like: '每户2万元，7户14万元', most: 'error' },
  'price-even': { like: '7户14万元', most: 'note' },
  'price-usual': { like: '本地补助标准', most: 'doubt' },
  usual: { like: '养蚕1万盒，产茧40万公斤', most: 'doubt' },
  'household-people': { like: '7户20人', most: 'error' },
  'restated-pair': { like: '7户20人…7户20人', most: 'doubt' },
  'restated-total': { like: '全镇低保7户…全镇低保7户', most: 'doubt' },
  'referred-to': { like: '7万元…上述7万元', most: 'doubt' },
  'told-again': { like: '粮食7万吨…回看这一年，粮食7万吨', most: 'doubt' },
  'listed-count': { like: '甲村、乙村、丙村3个村', most: 'doubt' },
  'table-sum': { like: '表格的合计行、合计列', most: 'error' },
  'table-rate': { like: '表格里由别的栏算出的栏', most: 'error' },
} satisfies Record<string, Way>

export type Pattern = keyof typeof patterns
