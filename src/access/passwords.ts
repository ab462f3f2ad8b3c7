/** Passwords: what will do, and how they are kept. */

import { randomBytes, randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { pinyin } from 'pinyin-pro'
import { type Problem, problem, Refusal } from '#problem.ts'
import { inTurn } from './guessing.ts'

/** OWASP's second choice for argon2id: 19 MiB, 2 passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** What everybody around knows of an account, so that it must not be its password: login, name, township. */
export type Known = readonly string[]

/** A password as it is kept. Throws a Refusal where it will not do. */
export async function hashed(password: string, known: Known): Promise<string> {
  const fault = faultOf(password, known)
  if (fault) throw new Refusal(fault)
  return inTurn(() => hash(password, cost))
}

/** Of nobody's password. Whoever has none takes as long to be refused as somebody who has one. */
const nobodys = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${plain(16)}$${plain(32)}`

function plain(bytes: number): string {
  return randomBytes(bytes).toString('base64').replace(/=+$/, '')
}

/** Whether it is the password that is kept; false where none is. */
export async function matches(kept: string | null | undefined, password: string): Promise<boolean> {
  const right = await inTurn(() => verify(kept ?? nobodys, password))
  return right && kept != null
}

/** A password that somebody hands to somebody else: 60 bits, without letters that are taken for one another when they are copied out by hand. */
export const madePassword = (): string => {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  return Array.from({ length: 12 }, () => letters[randomInt(letters.length)]).join('')
}

const ENOUGH = 8
/** From here on length alone makes up for a word that is on the list. */
const LONG = 12

/** What is wrong with a new password; undefined: it will do. */
export function faultOf(password: string, known: Known): Problem | undefined {
  const { length } = [...password]
  if (length < ENOUGH) {
    return problem('account.password_short', `密码至少 ${ENOUGH} 位。`, {
      at: { input: 'password' },
      remedy: `可以用一句好记的话；${LONG} 位以上最好。`,
    })
  }
  const weak = (why: string) =>
    problem('account.password_weak', `这个密码太容易猜：${why}。`, {
      at: { input: 'password' },
      remedy: '请换一句只有自己想得到的话，不用登录名、姓名、地名、生日、电话和常用的词。',
    })
  if (password.length > 200) return weak('长过 200 位，登录时填不下')
  const text = plainly(password)
  const named = known.flatMap(spellings).find((name) => text.includes(name))
  if (named !== undefined) return weak('里面有登录名、姓名或地名')
  if (/^(.{1,4}?)\1+.{0,3}$/u.test(text)) return weak('是重复的几个字')
  if (/^\d{17}[\dx]$/.test(text)) return weak('是身份证号码')
  if (/^[a-z]{1,10}(123\d*|0?520|1314|5201314|666+|888+|(19|20)\d\d(\d{4})?)\W*$/.test(text)) {
    return weak('是拼音加上大家常用的数字')
  }
  if (length >= LONG) return undefined
  if (/^[\d\W_]+$/.test(text) && !/\p{Letter}/u.test(text)) return weak('只有数字，像生日、电话')
  const core = text.replace(/^[\d\W_]+(?=[a-z])|(?<=[a-z])[\d\W_]+$/g, '')
  if (common.has(text) || common.has(core) || common.has(unmasked(core))) return weak('很多人都用它')
  return undefined
}

const plainly = (text: string): string => text.normalize('NFKC').toLowerCase()

/** p@ssw0rd → password. */
const unmasked = (text: string): string =>
  [...text].map((c) => ({ '@': 'a', '0': 'o', '1': 'l', '3': 'e', $: 's', '5': 's', '!': 'i' })[c] ?? c).join('')

/** A name as people would type it: itself, and in pinyin. A place also without 镇 or 村; what is shorter than two is in everything. */
function spellings(name: string): string[] {
  const text = plainly(name.trim())
  const bare = text.replace(/(?<=\p{Script=Han}{2})(街道|镇|乡|村|县|区|市)$/u, '')
  const spelled = /\p{Script=Han}/u.test(bare) ? [pinyin(bare, { toneType: 'none', type: 'array' }).join('')] : []
  return [text, bare, ...spelled].filter((one) => one.length >= (/\p{Script=Han}/u.test(one) ? 2 : 3))
}

/** Words that lists of stolen passwords begin with, and those of Chinese offices: of letters only, since figures around them are left out. */
const common = new Set(
  `password passwd passw pass admin administrator root guest user test welcome login letmein master secret system default changeme
  iloveyou sunshine princess dragon monkey football baseball superman batman shadow michael jordan computer internet qwerty
  qwertyuiop qwertyui qwert asdfghjkl asdfghjk asdfgh asdf zxcvbnm zxcvbn zxcv qazwsx qazwsxedc qweasd qweasdzxc qweqwe asdasd zxczxc
  qqww qaz wsx abc abcd abcde abcdef abcdefg abcdefgh aabbcc abcabc aaa aaaa zzz xxx qqq aa qq a b q w z x
  1qaz2wsx 1qaz2wsx3edc 1q2w3e4r 1q2w3e4r5t q1w2e3r4 q1w2e3r4t5 a1b2c3d4 a1s2d3f4 zaq12wsx zaq1xsw2 1qazxsw2 qwe123qwe asd123asd
  abcd1234 1234abcd qwer1234 1234qwer qwer asdf1234 abc123abc 123qweasd 123qwe123 q123456q a123456a 147258369a
  woaini woaini woaiwojia woaizhongguo woshishui woaiwo aini wodemima mima mimamima meiyoumima wangjimima xinmima nihao nihaoma
  zhongguo zhonghua beijing tianxia pingan pinganfu jiayou fendou kaixin xingfu xingfujia facai gongxifacai wanshiruyi jixiang
  shouwang fupin fangfanpin xiangzhen xiangcun zhenzhengfu xiangzhengfu zhengfu cunweihui cunzhishu bangongshi dangzhengban
  minzheng minzhengban fuwu weirenminfuwu renmin gongchandang tuopin tuopinban xiangcunzhenxing zhenxing nongye jiankang
  taobao weixin alipay qqmima huawei xiaomi windows office google baidu tencent lenovo dell hp
  密码密码密码密码 我不知道我不知道 为人民服务为人民 我爱你我爱你我爱你 一二三四五六七八 万事如意恭喜发财`.split(/\s+/),
)
