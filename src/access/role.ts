/** Roles of people, and what each may do. Whatever stands in no row is denied. */

export const ROLES = ['admin', 'clerk', 'leader', 'unit', 'auditor'] as const
export type Role = (typeof ROLES)[number]

export const RIGHTS = [
  /** The count, units, letters and documents of everybody. */
  'read-all',
  /** The same of the rows that are one's own: of all for whoever may read all, of one unit for a unit. */
  'read-own',
  /** What the machine leaves to a person. */
  'decide',
  /** To units: receipts, reminders. */
  'send-letters',
  'read-log',
  'manage-users',
  /** The mailbox, the plan, the units, whom to trust. */
  'set-up',
] as const
export type Right = (typeof RIGHTS)[number]

const OF_ROLE = {
  admin: ['read-all', 'read-own', 'decide', 'send-letters', 'read-log', 'manage-users', 'set-up'],
  clerk: ['read-all', 'read-own', 'decide', 'send-letters'],
  leader: ['read-all', 'read-own'],
  unit: ['read-own'],
  auditor: ['read-log'],
} as const satisfies Record<Role, readonly Right[]>

export function may(role: Role, right: Right): boolean {
  const rights: readonly Right[] = OF_ROLE[role]
  return rights.includes(right)
}

export const isRole = (text: string): text is Role => ROLES.some((role) => role === text)
