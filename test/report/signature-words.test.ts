import { expect, test } from 'vitest'
import { explainTrust } from '../../src/report/signature-words.ts'
import type { Code } from '../../src/validation/code.ts'
import { finding } from '../../src/validation/finding.ts'
import type { PathMember, SignatureReport } from '../../src/validation/report.ts'
import { sha, signature } from '../tally/build.ts'

const root: PathMember = {
  commonName: 'Gốc',
  sha256: sha('root'),
  notBefore: '2018-01-01T00:00:00.000Z',
  notAfter: '2038-01-01T00:00:00.000Z',
  revocation: null,
}

const cases: readonly [Code, SignatureReport['trust'], readonly PathMember[], string][] = [
  ['valid', 'trusted', [root], 'Dẫn tới chứng thư số gốc được tin cậy'],
  [
    'certificate-revoked',
    'untrusted',
    [root],
    'Dẫn tới chứng thư số gốc, nhưng không được chấp nhận: chứng thư số đã bị thu hồi khi ký',
  ],
  [
    'certificate-expired-at-signing',
    'untrusted',
    [root],
    'Dẫn tới chứng thư số gốc, nhưng không được chấp nhận: chứng thư số đã hết hạn lúc ký',
  ],
  [
    'signing-time-unproven',
    'unknown',
    [root],
    'Dẫn tới chứng thư số gốc, nhưng chưa kết luận được: không chứng minh được ký khi còn hạn',
  ],
  ['untrusted-issuer', 'untrusted', [], 'Không dẫn tới chứng thư số gốc nào được tin cậy'],
  ['document-digest-mismatch', 'unknown', [], 'Chưa xác định được'],
]

test.each(cases)('the path of a signature that is %s and %s is told by its cause', (code, trust, path, words) => {
  expect(explainTrust(signature(code, { trust, path, findings: [finding(code, '')] }))).toBe(words)
})
