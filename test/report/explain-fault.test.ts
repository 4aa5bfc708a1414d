import { expect, test } from 'vitest'
import { explainFault } from '../../src/report/explain-fault.ts'

const faults = [
  'folder-missing',
  'unreachable',
  'login-refused',
  'mailbox-missing',
  'certificate-refused',
  'connection-lost',
  'internal-error',
] as const

for (const fault of faults) {
  test(`${fault} is explained in Vietnamese by what is wrong and what to do`, () => {
    const sentences = explainFault(fault).split('. ')
    expect(sentences.length).toBeGreaterThanOrEqual(2)
    expect(explainFault(fault)).toMatch(/[ạảấầậắặẻềểệịỉọốồộớờợụủứừự].*\.$/)
    expect(explainFault(fault)).not.toContain(fault)
  })
}
