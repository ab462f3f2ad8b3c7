/** Text that the books could not keep as it was sent is refused before anything looks at it. */
import { keepable } from '#kinds/kind.ts'
import { refuse } from '#problem.ts'

/** Throws a Refusal where a string of `sent`, or a name in it, holds a zero byte or half of a character. Bytes are left alone. */
export function checkText(sent: unknown): void {
  // Not by recursion: what was sent may be nested deeper than the stack.
  const open: [where: string, value: unknown][] = [['', sent]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [where, value] = next
    if (typeof value === 'string') {
      if (!keepable(value)) refuseText(where, value)
    } else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
      for (const [name, inner] of Object.entries(value)) {
        if (!keepable(name)) refuseText(where, name)
        open.push([where === '' ? name : `${where}.${name}`, inner])
      }
    }
  }
}

function refuseText(where: string, text: string): never {
  const before = Array.from(text.slice(0, firstBad(text))).slice(-6)
  refuse('request.characters', `${before.length > 0 ? `“${before.join('')}”后面` : '开头'}有一个不能保存的字符。`, {
    ...(where !== '' && { at: { input: where } }),
    remedy: '它多半看不见，是复制时带进来的。请删掉这一处，重新输入后再提交。',
  })
}

/** Where the first character stands that cannot be kept. */
function firstBad(text: string): number {
  let at = 0
  for (const character of text) {
    if (!keepable(character)) return at
    at += character.length
  }
  return at
}
