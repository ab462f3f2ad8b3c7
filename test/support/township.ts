import type { Content } from '#define/catalog.ts'
import { township } from '#township/index.ts'

/** The real declarations, for tests beside platform code, which itself never imports them. */
export async function townshipContent(): Promise<Content> {
  return township
}
