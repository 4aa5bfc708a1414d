import { describe, expect, test } from 'vitest'
import { worthOf } from '../../src/tally/counting-rule.ts'
import { CODES, type Code, meaningOf } from '../../src/validation/code.ts'
import { finding } from '../../src/validation/finding.ts'
import type { DocumentReport } from '../../src/validation/report.ts'
import { report, sha, signature } from './build.ts'

const codes = Object.keys(CODES) as Code[]
const found = (code: Code) => finding(code, '')

describe('a file with one signature', () => {
  for (const code of codes) {
    test(`${code}: is worth what the code says, and counts only where the signature passed`, () => {
      const { kind } = worthOf(report('a', code))
      const { effect } = meaningOf(code)
      if (kind === 'counts') expect([effect, report('a', code).outcome]).toEqual(['counts', 'valid'])
      if (effect === 'not') expect(kind).toBe('refused')
      if (effect === 'review') expect(kind).toBe('review')
      if (effect === 'provisional') expect(kind).toBe('provisional')
    })
  }
})

const several: readonly { name: string; file: DocumentReport; worth: string }[] = [
  {
    name: 'a second defect does not soften the first',
    file: report('a', 'shadow-content', [
      signature('shadow-content', { findings: [found('shadow-content'), found('self-signed')] }),
    ]),
    worth: 'refused self-signed',
  },
  {
    name: 'a remark beside a good signature changes nothing',
    file: report('a', 'valid', [signature('valid', { findings: [found('valid'), found('timestamp-order')] })]),
    worth: 'counts',
  },
  {
    name: 'an empty field beside a good signature does not hurt',
    file: report('a', 'valid', [signature()], { notes: ['field-unsigned'] }),
    worth: 'counts',
  },
  {
    name: 'an untrusted signature beside a good one does not hurt',
    file: report('a', 'valid', [signature(), signature('untrusted-issuer')]),
    worth: 'counts',
  },
  {
    name: 'an untrusted signature beside one that waits for revocation data does not refuse the file',
    file: report('a', 'untrusted-issuer', [signature('untrusted-issuer'), signature('revocation-unknown')]),
    worth: 'provisional revocation-unknown',
  },
  {
    name: 'an altered file is refused however good its other signature is',
    file: report('a', 'document-digest-mismatch', [signature(), signature('document-digest-mismatch')]),
    worth: 'refused document-digest-mismatch',
  },
  {
    name: 'of two faults of an altered file the worse holds',
    file: report('a', 'annotation-added', [signature('annotation-added'), signature('page-added')]),
    worth: 'refused page-added',
  },
  {
    name: 'an altered file does not wait for revocation data',
    file: report('a', 'revocation-unknown', [signature('revocation-unknown', { outcome: 'invalid' })], {
      outcome: 'invalid',
    }),
    worth: 'refused revocation-unknown',
  },
  {
    name: 'what is said of the file as a whole holds beside a good signature',
    file: report('a', 'parser-ambiguity', [signature()]),
    worth: 'review parser-ambiguity',
  },
  {
    name: 'a file that is not valid never counts, even if its codes were all good',
    file: report('a', 'valid', [signature()], { outcome: 'indeterminate' }),
    worth: 'review valid',
  },
  {
    name: 'a lone document time-stamp is no signature',
    file: report('a', 'not-signed', [signature('valid', { kind: 'document-timestamp', signedContent: sha('x') })]),
    worth: 'refused not-signed',
  },
]
for (const { name, file, worth } of several) {
  test(`worthOf: ${name}`, () => {
    const found = worthOf(file)
    expect(found.kind === 'counts' ? 'counts' : `${found.kind} ${found.code}`).toBe(worth)
  })
}
