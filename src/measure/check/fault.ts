/** What is wrong with a declaration, thrown where it is found and gathered by `check`. */
export class Fault extends Error {}

export function fault(message: string): never {
  throw new Fault(message)
}
