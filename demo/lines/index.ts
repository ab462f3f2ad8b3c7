/** Lines of work that write rows into the made-up township, in the order of the annual summary. */
import type { World } from '../world.ts'

export const lines: Record<string, (world: World) => void> = {}
