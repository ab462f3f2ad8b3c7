import type { LocationQuery } from 'vue-router'

/** Where one was going before one was asked to sign in or to choose a password: an address of these pages only. */
export function nextOf({ next }: LocationQuery): string {
  return typeof next === 'string' && /^\/(?!\/)/.test(next) ? next : '/summary'
}
