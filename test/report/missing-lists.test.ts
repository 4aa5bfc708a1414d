import { expect, test } from 'vitest'
import { explainMissingList, missingLists } from '../../src/report/missing-lists.ts'
import { countTally, type JudgedSubmission } from '../../src/tally/tally.ts'
import type { Code } from '../../src/validation/code.ts'
import { finding } from '../../src/validation/finding.ts'
import type { PathMember } from '../../src/validation/report.ts'
import { byCertificate, campaign, report, sha, signature, signer, submission, unit } from '../tally/build.ts'

const member = (commonName: string, sha256 = sha(commonName)): PathMember => ({
  ...{ commonName, sha256, notBefore: '2018-01-01T00:00:00.000Z', notAfter: '2038-01-01T00:00:00.000Z' },
  revocation: null,
})
const path = [member('UBND xã Húc', signer().sha256), member('CA nhà nước'), member('Gốc')]

function waits(name: string, code: Code, certificate = signer().sha256): JudgedSubmission {
  const signed = signature(code, {
    path,
    signedContent: sha(`signed ${name}`),
    findings: [finding(code, '', { certificate })],
  })
  const judged = { submission: submission(name), report: report(name, code, [signed]) }
  return { ...judged, reading: null, mailSubject: null, attribution: byCertificate('Húc') }
}
const missing = (...sent: readonly JudgedSubmission[]) => missingLists(countTally(campaign, [unit('Húc')], sent))

test('the authority is the one that issued the certificate whose status is open', () => {
  expect(
    missing(
      waits('a', 'revocation-unknown'),
      waits('b', 'revocation-unknown'),
      waits('c', 'revocation-unknown', sha('CA nhà nước')),
    ),
  ).toEqual([
    { authority: 'CA nhà nước', isStale: false, documents: 2 },
    { authority: 'Gốc', isStale: false, documents: 1 },
  ])
})

test('a list that is too old is another thing than none', () => {
  const [stale] = missing(waits('a', 'revocation-stale'))
  expect(stale && explainMissingList(stale)).toBe('Danh sách thu hồi đã quá hạn của CA nhà nước: 01 văn bản đang chờ.')
  const [none] = missing(waits('a', 'revocation-unknown'))
  expect(none && explainMissingList(none)).toBe('Chưa có danh sách thu hồi của CA nhà nước: 01 văn bản đang chờ.')
})

test('what does not wait is not counted', () => {
  expect(missing(waits('a', 'certificate-revoked'), waits('b', 'certificate-on-hold'))).toEqual([])
})
