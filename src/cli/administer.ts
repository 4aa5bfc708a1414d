/** The commands about people and the log, as they stand on the command line. */
import { parseArgs } from 'node:util'
import { isRole, may, type Role } from '../access/role.ts'
import type { Sha256 } from '../lang.ts'

export type UserCommand =
  | { readonly kind: 'user'; readonly action: 'list' }
  | {
      readonly kind: 'user'
      readonly action: 'add'
      readonly name: string
      readonly fullName: string
      readonly role: Role
      /** For the role `unit` alone. */
      readonly unit: string | null
    }
  | { readonly kind: 'user'; readonly action: 'reset' | 'disable' | 'enable'; readonly name: string }

export type AuditCommand = {
  readonly kind: 'audit'
  readonly action: 'verify'
  /** What somebody wrote down of the log at some time. */
  readonly noted: { readonly number: number; readonly sha256: Sha256 } | null
}

/** Null where it is not understood. */
export function readUser(args: readonly string[]): UserCommand | null {
  const parsed = parse(args, { 'full-name': { type: 'string' }, role: { type: 'string' }, unit: { type: 'string' } })
  if (parsed === null) return null
  const [action, name, ...more] = parsed.positionals
  const { 'full-name': fullName, role, unit } = parsed.values
  if (more.length > 0) return null
  const isBare = Object.keys(parsed.values).length === 0
  if (action === 'list') return name === undefined && isBare ? { kind: 'user', action } : null
  if (name === undefined) return null
  if (action === 'reset' || action === 'disable' || action === 'enable') {
    return isBare ? { kind: 'user', action, name } : null
  }
  if (action !== 'add' || fullName === undefined || role === undefined || !isRole(role)) return null
  if (role === 'unit' ? unit === undefined : unit !== undefined && !may(role, 'decide')) return null
  return { kind: 'user', action, name, fullName, role, unit: unit ?? null }
}

/** Null where it is not understood. */
export function readAudit(args: readonly string[]): AuditCommand | null {
  const parsed = parse(args, { noted: { type: 'string' } })
  if (parsed === null || parsed.positionals.join() !== 'verify') return null
  const { noted } = parsed.values
  if (noted === undefined) return { kind: 'audit', action: 'verify', noted: null }
  const match = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(noted)
  return match && { kind: 'audit', action: 'verify', noted: { number: Number(match[1]), sha256: match[2] as Sha256 } }
}

type Options = Readonly<Record<string, { readonly type: 'string' }>>

function parse(args: readonly string[], options: Options) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options })
    return { values: values as Readonly<Record<string, string | undefined>>, positionals }
  } catch (error) {
    // parseArgs throws for nothing else than arguments that do not fit.
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}
