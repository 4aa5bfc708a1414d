/** A count in which every name, subject and reason was written by somebody who wishes harm. */
import type { IdentityReading } from '../../src/identity/identity.ts'
import { NO_FIELDS } from '../../src/identity/read-identity.ts'
import type { PeriodCount } from '../../src/papers/period.ts'
import { countTally, type JudgedSubmission } from '../../src/tally/tally.ts'
import {
  byCertificate,
  campaign,
  DEADLINE,
  decided,
  received,
  report,
  sha,
  signature,
  signer,
  unit,
} from '../tally/build.ts'

export const HOSTILE: readonly string[] = [
  '=1+1',
  '=HYPERLINK("http://evil.example","x")',
  "+cmd|' /C calc'!A0",
  '-2+3',
  '@SUM(1+9)*cmd',
  '\t=1+1',
  '\r\n=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(1)',
  '_x003D_1+1',
  '</w:t></w:r></w:p><w:p/>',
  ']]></t></si><f>1+1</f>',
  '&lt;&#0;&amp;&evil;',
  `"'><script>alert(1)</script>`,
  'a\u0000b\u0007c\u001b[31m',
  'xa\u202efdp.exe',
  '\ufffe\uffff\ud800',
  '../../../etc/passwd',
  'C:\\Windows\\CON',
  'CON',
  'nul.pdf',
  '.htaccess',
  '/',
  '..',
  '',
  'ề'.repeat(3_000),
  'đường '.repeat(2_000),
  'W'.repeat(500),
  'Hu\u031bo\u031b\u0301ng Hoa\u0301',
]

const firm = (value: string) => ({ value, source: 'page-text', confidence: 'firm' }) as const

function reading(text: string): IdentityReading {
  const said = { codeNumber: firm(text), codeNotation: firm(text), organName: firm(text), subject: firm(text) }
  const identity = { ...NO_FIELDS, ...said, text: 'legible', pageAmount: 1, isAppendix: false } as const
  return { kind: 'read', identity, traces: { content: null, sketch: null } }
}

/** One unit for each text, with a file that is refused, one that a person refused, and one that counts. */
export function hostileCount(): PeriodCount {
  const units = HOSTILE.map((name, index) => unit(`u${index}`, { name }))
  const submissions = HOSTILE.flatMap((text, index): readonly JudgedSubmission[] => {
    const one = (kind: string, code: 'not-signed' | 'valid') => {
      const document = `${kind}${index}`
      const signed = signature(code, { signer: signer({ commonName: text, organization: text, issuer: text }) })
      const judged = report(document, code, code === 'valid' ? [{ ...signed, signedContent: sha(`s${document}`) }] : [])
      const item = received(document, 30 + index, byCertificate(`u${index}`), judged)
      const named = { ...item.submission, fileName: text, sender: `${text}@evil.example` }
      return { ...item, submission: named, reading: kind === 'v' ? reading(text) : null, mailSubject: text }
    }
    return [one('n', 'not-signed'), one('p', 'valid'), one('v', 'valid')]
  })
  const decisions = HOSTILE.map((text, index) => ({
    ...decided(index + 1, { action: 'refuse', object: { kind: 'document', document: sha(`p${index}`) } }),
    ...{ by: text, role: text, paper: text, reason: { code: 'other' as const, text } },
  }))
  return {
    period: { kind: 'running', at: DEADLINE },
    tally: countTally(
      { ...campaign, title: HOSTILE[12] ?? '', mailbox: '=1+1@evil.example' },
      units,
      submissions,
      decisions,
    ),
  }
}
