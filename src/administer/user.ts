/** `sokyso user`: people who may sign in, for whoever has the server and not yet, or no longer, an account. */
import type { AccessStore } from '../access/access-store.ts'
import { type Account, MAX_FULL_NAME, readLoginName } from '../access/account.ts'
import type { AuditAction, AuditDraft } from '../access/audit.ts'
import { makeLink } from '../access/one-time-link.ts'
import type { UserCommand } from '../cli/administer.ts'
import { EXIT } from '../cli.ts'
import { printable } from '../printable.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { standingOf } from '../web/pages/users.ts'
import { ROLE_LABELS } from '../web/role-words.ts'

export type UserPorts = {
  readonly store: AccessStore & Pick<Store, 'register'>
  /** The address of the pages. */
  readonly base: string
  readonly say: (line: string) => void
  readonly clock: Clock
  /** Who runs the command, as the system of the server knows them. */
  readonly operator: string
}

/** @returns the exit code. */
export async function runUser(command: UserCommand, ports: UserPorts): Promise<number> {
  if (command.action === 'list') return listUsers(ports)
  if (command.action === 'add') return addUser(command, ports)
  const account = await ports.store.account({ name: readLoginName(command.name) ?? '' })
  if (account === null) return refuse(ports, `Không có người dùng "${command.name}".`)
  switch (command.action) {
    case 'reset':
      return reset(account, ports)
    case 'disable':
      return setDisabled(account, true, ports)
    case 'enable':
      return setDisabled(account, false, ports)
  }
}

async function listUsers({ store, say }: UserPorts): Promise<number> {
  const accounts = await store.accounts()
  if (accounts.length === 0) say('Chưa có người dùng nào.')
  const width = Math.max(...accounts.map(({ name }) => name.length))
  for (const account of accounts) {
    const { name, fullName, role, unit } = account
    const words = [ROLE_LABELS[role] + (unit === null ? '' : ` ${unit}`), standingOf(account), fullName]
    say(printable(`${name.padEnd(width)}  ${words.join('; ')}`))
  }
  return EXIT.allValid
}

async function addUser(command: Extract<UserCommand, { action: 'add' }>, ports: UserPorts): Promise<number> {
  const { store, clock } = ports
  const { fullName, role, unit } = command
  const name = readLoginName(command.name)
  if (name === null)
    return refuse(ports, 'Tên đăng nhập gồm chữ thường không dấu, chữ số và các dấu . _ - @, từ 2 đến 64 ký tự.')
  if (fullName.trim() === '' || fullName.length > MAX_FULL_NAME)
    return refuse(ports, '--full-name: không quá 100 ký tự.')
  if (unit !== null && !(await store.register()).units.some(({ id }) => id === unit))
    return refuse(ports, `--unit: danh mục đơn vị không có mã "${unit}".`)
  const account = {
    name,
    fullName: fullName.trim().normalize('NFC'),
    role,
    unit,
    password: null,
    totp: null,
    oidc: null,
  }
  const entry = entryOf(ports, 'account-added', name, unit === null ? { role } : { role, unit })
  const id = await store.addAccount({ ...account, createdAt: clock() }, entry)
  return id === null ? refuse(ports, `Đã có người dùng "${name}".`) : giveLink({ id, name }, ports)
}

async function reset(account: Account, ports: UserPorts): Promise<number> {
  const entry = entryOf(ports, 'password-reset', account.name)
  await ports.store.changeAccount(account.id, { password: null, totp: null }, 'end', entry)
  return giveLink(account, ports)
}

async function setDisabled(account: Account, disabled: boolean, ports: UserPorts): Promise<number> {
  const entry = entryOf(ports, disabled ? 'account-disabled' : 'account-enabled', account.name)
  const answer = await ports.store.changeAccount(account.id, { disabled }, 'end', entry)
  if (answer === 'last-administrator')
    return refuse(ports, 'Đây là người quản trị cuối cùng còn dùng được, nên không khóa được.')
  ports.say(disabled ? `Đã khóa ${account.name}.` : `Đã mở khóa ${account.name}.`)
  return EXIT.allValid
}

async function giveLink({ id, name }: Pick<Account, 'id' | 'name'>, ports: UserPorts): Promise<number> {
  const path = await makeLink(ports.store, id, ports.clock(), entryOf(ports, 'link-made', name))
  ports.say(`Đường dẫn đặt mật khẩu của ${name}, dùng được một lần trong một giờ:\n${new URL(path, ports.base).href}`)
  return EXIT.allValid
}

function refuse({ say }: UserPorts, sentence: string): number {
  say(printable(sentence))
  return EXIT.someNotValid
}

function entryOf(
  { clock, operator }: UserPorts,
  action: AuditAction,
  subject: string,
  facts: Readonly<Record<string, string>> = {},
): AuditDraft {
  const actor = { account: null, name: 'máy chủ', role: null }
  return { at: clock(), actor, action, subject, facts: { ...facts, user: operator }, address: null }
}
