/** One example of each kind for every place that handles values: a kind without one does not compile. */
import {
  areaKind,
  choiceKind,
  dayKind,
  identityKind,
  idNumberKind,
  type Kind,
  type KindName,
  linkKind,
  monthKind,
  numberKind,
  phoneKind,
  textKind,
  type Value,
  yesNoKind,
} from './index.ts'

export interface Fixture {
  kind: Kind
  /** The stored value, and how it may be typed. */
  value: Exclude<Value, null>
  typed: readonly string[]
  /** What cannot be read, with its code. */
  bad: readonly (readonly [typed: string, code: string])[]
  /** Of the column's type, or nearly, but not to be stored. */
  misfit: Exclude<Value, null>
  shown: string
  masked?: string
  /** What Excel may hand over for it. */
  cells: readonly (string | number | boolean)[]
  /** Search words that find a row named by the value. Absent: rows are not found by it. */
  found?: readonly string[]
  /** In the API's schema, and not in it. */
  json: unknown
  notJson: unknown
}

/** The village row that the link of the fixtures points to. */
export const pointedAt = '01890000-0000-7000-8000-00000000000a'
export const village = { code: '990101201001', name: '溪口村' }

export const fixtures = {
  text: {
    kind: textKind(12),
    value: '曾小花',
    typed: ['曾小花', ' 曾小花\u200B'],
    bad: [['一二三四五六七八九十一二三', 'text.too_long']],
    misfit: '一二三四五六七八九十一二三',
    shown: '曾小花',
    cells: ['曾小花', '曾 小 花'],
    found: ['小花', 'zxh', '曾小花'],
    json: '曾小花',
    notJson: '一二三四五六七八九十一二三',
  },
  choice: {
    kind: choiceKind(['普通高中', '中职']),
    value: '普通高中',
    typed: ['普通高中', '普通 高中'],
    bad: [['高中', 'choice.unknown']],
    misfit: '高中',
    shown: '普通高中',
    cells: ['普通高中'],
    json: '中职',
    notJson: '高中',
  },
  yes_no: {
    kind: yesNoKind,
    value: true,
    typed: ['是', '有', '√'],
    bad: [['也许', 'yes_no.unknown']],
    misfit: '是',
    shown: '是',
    cells: ['是', true],
    json: false,
    notJson: '是',
  },
  day: {
    kind: dayKind,
    value: '2025-03-05',
    typed: ['2025-03-05', '2025.3.5', '2025年3月5日', '２０２５/3/5'],
    bad: [
      ['2025-02-29', 'day.impossible'],
      ['三月五日', 'day.malformed'],
    ],
    misfit: '2025-3-5',
    shown: '2025年3月5日',
    cells: ['2025-03-05', 45721, 20250305],
    json: '2025-03-05',
    notJson: '2025-3-5',
  },
  month: {
    kind: monthKind,
    value: '2014-08',
    typed: ['2014-08', '2014年8月', '2014.8', '201408', '2014年8月15日'],
    bad: [
      ['2014-13', 'month.malformed'],
      ['八月', 'month.malformed'],
    ],
    misfit: '2014-8',
    shown: '2014年8月',
    cells: ['2014-08-01', 41852, 201408, 2014.8],
    json: '2014-08',
    notJson: '2014-13',
  },
  number: {
    kind: numberKind('元', { atMost: 100_000 }),
    value: 6_560_050,
    typed: ['65600.5', '65,600.50', '6.56005万元', '６5600.5元'],
    bad: [
      ['7。7', 'number.full_stop'],
      ['12亩', 'number.other_unit'],
      ['-3', 'number.too_small'],
      ['100001', 'number.too_large'],
    ],
    misfit: 10_000_001,
    shown: '65600.5',
    cells: [65600.5, '65600.5'],
    json: '65600.5',
    notJson: '六万',
  },
  id_number: {
    kind: idNumberKind,
    value: '11010519491231002X',
    typed: ['11010519491231002X', "'11010519491231002x"],
    bad: [
      ['990101198001011000', 'id_number.eaten_by_excel'],
      ['990101198001311235', 'id_number.checksum'],
    ],
    misfit: '11010519491231002x',
    shown: '11010519491231002X',
    masked: '110105************',
    cells: ['11010519491231002X'],
    found: ['11010519491231002X'],
    json: '11010519491231002X',
    notJson: '110105',
  },
  identity: {
    kind: identityKind,
    value: 'E12345678',
    typed: ['E12345678', 'e1234 5678', '护照 E12345678', '护照号：E12345678'],
    bad: [
      ['E1', 'identity.malformed'],
      ['王小明', 'identity.malformed'],
      ['990101198001311235', 'id_number.checksum'],
      ['99010119800131123', 'id_number.malformed'],
      ['USA110085130112', 'id_number.birthday'],
    ],
    misfit: 'e12345678',
    shown: '护照 E12345678',
    masked: '护照 E********',
    cells: ['E12345678', '护照E12345678'],
    found: ['E12345678', '5678'],
    json: 'E12345678',
    notJson: '护照 E12345678',
  },
  phone: {
    kind: phoneKind,
    value: '13800001234',
    typed: ['13800001234', '138-0000 1234', '+8613800001234'],
    bad: [['1234', 'phone.malformed']],
    misfit: '138 0000 1234',
    shown: '13800001234',
    masked: '138******34',
    cells: ['13800001234', 13800001234],
    json: '13800001234',
    notJson: '1234',
  },
  area: {
    kind: areaKind,
    value: village.code,
    typed: [village.code],
    bad: [['9901', 'area.malformed']],
    misfit: '99010120100',
    shown: village.code,
    cells: [village.code, 990101201001, village.name],
    found: [village.code],
    json: village.code,
    notJson: '溪口村',
  },
  link: {
    kind: linkKind,
    value: pointedAt,
    typed: [pointedAt, pointedAt.toUpperCase()],
    bad: [['王五', 'link.malformed']],
    misfit: pointedAt.toUpperCase(),
    shown: pointedAt,
    cells: [pointedAt, village.code, village.name],
    json: pointedAt,
    notJson: '王五',
  },
} satisfies Record<KindName, Fixture>
