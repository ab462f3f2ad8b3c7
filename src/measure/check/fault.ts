/** What is wrong with a declaration, thrown where it is found and gathered by `check`. */
export class Fault extends Error {}

export function fault(message: string): never {
  throw new Fault(message)
}

/** Says one thing that is wrong, where the check can go on to the next. */
export type Tell = (message: string) => void
