/** Numbers in order, as spans without gaps. */
export function runs(numbers: readonly number[]): [first: number, last: number][] {
  const found: [number, number][] = []
  for (const n of numbers) {
    const last = found.at(-1)
    if (last && n === last[1] + 1) last[1] = n
    else found.push([n, n])
  }
  return found
}
