/** While nobody can sign in: a link on the terminal, by which whoever started the service becomes the first administrator. */
import { LINK_MS } from '../access/account.ts'
import { makeLink } from '../access/one-time-link.ts'
import type { Instant } from '../lang.ts'
import type { Store } from '../store/store.ts'
import type { Terminal } from './terminal.ts'

/** @param base the address of the pages. */
export async function tellFirstLink(store: Store, base: string, now: Instant, terminal: Terminal): Promise<void> {
  if ((await store.accounts()).length > 0) return
  const actor = { account: null, name: 'máy chủ', role: null }
  const entry = { at: now, actor, action: 'link-made', subject: '', facts: { role: 'admin' }, address: null } as const
  const path = await makeLink(store, null, now, entry)
  terminal.say(
    `Chưa có người dùng nào. Trong ${LINK_MS / 60_000} phút, mở đường dẫn sau để tạo tài khoản quản trị đầu tiên; ` +
      `đường dẫn chỉ dùng được một lần:\n${new URL(path, base).href}`,
  )
}
