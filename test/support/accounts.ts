/** Accounts that a test signs in with. */
import { createAccount, signIn } from '#access/accounts.ts'
import { townshipOf } from '#kinds/area.ts'
import { type Role, system } from '#store/actor.ts'
import type { Store } from '#store/store.ts'

type Holding = readonly [login: string, role: Exclude<Role, 'system'>, area: string]

/** Makes the accounts, each called by its login, and signs them in: their cookies by login. */
export async function signedIn(
  store: Store,
  password: string,
  accounts: readonly Holding[],
): Promise<Map<string, string>> {
  const cookies = new Map<string, string>()
  for (const [login, role, area] of accounts) {
    const keeper = system('测试', [townshipOf(area)])
    await createAccount(store, keeper, { login, name: login, role, areas: [area], password, chosen: true })
    cookies.set(login, `shouwang=${(await signIn(store, login, password)).token}`)
  }
  return cookies
}
