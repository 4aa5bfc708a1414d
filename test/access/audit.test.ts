import { describe, expect, test } from 'vitest'
import { type AuditDraft, type AuditEntry, checkChain, hashOfEntry, NO_ENTRY } from '../../src/access/audit.ts'
import type { Instant, Sha256 } from '../../src/lang.ts'

const draft = (subject: string): AuditDraft => ({
  at: 1000 as Instant,
  actor: { account: null, name: 'Lan', role: 'admin' },
  action: 'login',
  subject,
  facts: { by: 'password' },
  address: null,
})

function chain(...subjects: readonly string[]): AuditEntry[] {
  const entries: AuditEntry[] = []
  for (const [index, subject] of subjects.entries()) {
    const number = index + 1
    const sha256 = hashOfEntry(draft(subject), number, entries.at(-1)?.sha256 ?? NO_ENTRY)
    entries.push({ ...draft(subject), number, sha256 })
  }
  return entries
}

const WHOLE = chain('a', 'b', 'c')
const headOf = (entries: readonly AuditEntry[]) => {
  const last = entries.at(-1)
  return { number: last?.number ?? 0, sha256: last?.sha256 ?? NO_ENTRY }
}
const changed = (index: number, changes: Partial<AuditEntry>) =>
  WHOLE.map((entry, i) => (i === index ? { ...entry, ...changes } : entry))

describe('the chain', () => {
  test('that nobody touched is whole', async () => {
    expect(await checkChain(WHOLE, headOf(WHOLE))).toEqual({ kind: 'whole', head: headOf(WHOLE) })
    expect(await checkChain([], { number: 0, sha256: NO_ENTRY })).toMatchObject({ kind: 'whole' })
  })

  const edits: readonly { name: string; entries: AuditEntry[]; at: number }[] = [
    { name: 'the time', entries: changed(1, { at: 1001 as Instant }), at: 2 },
    { name: 'the person', entries: changed(1, { actor: { account: null, name: 'Bình', role: 'admin' } }), at: 2 },
    { name: 'the role', entries: changed(1, { actor: { account: null, name: 'Lan', role: 'clerk' } }), at: 2 },
    { name: 'the action', entries: changed(1, { action: 'logout' }), at: 2 },
    { name: 'the subject', entries: changed(0, { subject: 'x' }), at: 1 },
    { name: 'the facts', entries: changed(2, { facts: {} }), at: 3 },
    { name: 'the address', entries: changed(2, { address: '::1' }), at: 3 },
    { name: 'the hash', entries: changed(2, { sha256: 'f'.repeat(64) as Sha256 }), at: 3 },
    { name: 'a number', entries: changed(1, { number: 3 }), at: 2 },
    { name: 'an entry left out', entries: WHOLE.filter((_, index) => index !== 1), at: 2 },
    { name: 'the first left out', entries: WHOLE.slice(1), at: 1 },
    { name: 'two exchanged', entries: [WHOLE[1], WHOLE[0], WHOLE[2]].flatMap((one) => one ?? []), at: 1 },
  ]
  test.each(edits)('$name changed is found at entry $at', async ({ entries, at }) => {
    expect(await checkChain(entries, headOf(WHOLE))).toEqual({ kind: 'broken', number: at })
  })

  test('cut at its end is found, and so is one that was made anew', async () => {
    expect(await checkChain(WHOLE.slice(0, 2), headOf(WHOLE))).toMatchObject({ kind: 'cut' })
    expect(await checkChain(chain('a', 'x', 'c'), headOf(WHOLE))).toMatchObject({ kind: 'cut' })
  })

  test('made anew together with what the store remembers is found by whoever wrote a hash down', async () => {
    const forged = chain('a', 'x', 'c', 'd')
    expect(await checkChain(forged, headOf(forged), headOf(WHOLE))).toEqual({ kind: 'not-as-noted', number: 3 })
    const longer = chain('a', 'b', 'c', 'd')
    expect(await checkChain(longer, headOf(longer), headOf(WHOLE))).toMatchObject({ kind: 'whole' })
    expect(await checkChain(WHOLE, headOf(WHOLE), headOf(longer))).toMatchObject({ kind: 'not-as-noted' })
  })
})
