/** A sample view for the pages: forty units in every state, hostile text among their files. */
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import type { Attribution } from '../../src/attribution/attribution.ts'
import { readCampaign } from '../../src/campaign/read-campaign.ts'
import { readRegister } from '../../src/campaign/read-register.ts'
import type { Unit } from '../../src/campaign/unit.ts'
import { OFFICIAL_2021 } from '../../src/evidence/policy/read-policy.ts'
import type { Instant, Sha256 } from '../../src/lang.ts'
import type { Mailbox } from '../../src/mail/mailbox.ts'
import { foundAmong, readSearch, searchKey } from '../../src/search.ts'
import type { DocumentRow, LetterRow, RegisterChange } from '../../src/store/store.ts'
import type { EarlierVerdict, VerdictChange, VerdictRow } from '../../src/store/verdict.ts'
import type { LetterState } from '../../src/submission/submission.ts'
import { countedUnits, countTally, type JudgedSubmission } from '../../src/tally/tally.ts'
import type { VitalSigns } from '../../src/upkeep/vital-signs.ts'
import type { Code } from '../../src/validation/code.ts'
import { finding } from '../../src/validation/finding.ts'
import type { AuthorityLook, ListLook, TrustLook } from '../../src/web/trust-look.ts'
import type { WebView } from '../../src/web/view.ts'
import { TRUST } from '../store/sample-rows.ts'
import { byCertificate, report, sha, signature, signer, submission, unknown } from '../tally/build.ts'
import { sampleAccess } from './sample-access.ts'
import { sampleOutbox } from './sample-outbox.ts'

const read = (file: string) => readFileSync(new URL(`../../src/campaign/${file}`, import.meta.url), 'utf8')
export const campaign = readCampaign(read('campaign.json'))
export const units = countedUnits(campaign, readRegister(read('register.json')))

export const NOW = Date.parse('2021-08-28T09:15:30+07:00') as Instant
const HOUR = 3_600_000

/** Runs if any page forgets to escape or to quote. */
export const HOSTILE = `"'><script>alert(1)</script><img src=x onerror=alert(2)>\u202efdp.exe`

/** What each unit sent, in turn; null is a file not yet judged. */
const PARCELS: readonly (readonly (Code | null)[])[] = [
  ['valid', 'valid', 'valid'],
  ['valid', 'document-changed-after-signing'],
  [],
  ['valid', 'valid-later-signature', 'valid', 'valid-at-receipt', 'not-signed'],
  ['valid', 'valid', 'valid'],
  ['valid', 'annotation-added', 'valid'],
  ['valid', 'valid', 'revocation-unknown'],
  [],
  ['not-signed', 'not-signed'],
  ['valid', null, null],
  ['valid', 'valid', 'valid'],
  ['self-signed', 'valid', 'certificate-expired-at-signing'],
]

type Sent = JudgedSubmission & { readonly subject: string }

function send(name: string, code: Code | null, unit: Unit | null, hoursEarly: number, texts: Texts): Sent {
  const commonName = texts.signer ?? unit?.name ?? 'Sở Nội vụ tỉnh Quảng Trị'
  const signed = signature(code ?? 'valid', {
    signer: signer({ commonName, organization: 'UBND huyện Hướng Hóa', issuer: 'CA thực hành G1' }),
    signedContent: sha(`signed ${name}`),
    notes: code === 'valid' ? ['no-timestamp', 'weak-digest-sha1'] : ['no-timestamp'],
    ...(code === null ? {} : { findings: [finding(code, 'EN 319 102-1, 5.2.7', { page: '2' })] }),
  })
  const bare = code === 'not-signed' ? undefined : [signed]
  const attribution: Attribution = unit ? byCertificate(unit.id) : unknown
  return {
    subject: texts.subject ?? `V/v nộp văn bản ký số theo Kế hoạch 322/KH-UBND (${name})`,
    submission: submission(name, {
      letter: sha(`letter ${name}`),
      fileName: texts.fileName ?? `${name}-bao-cao-ket-qua.pdf`,
      receivedAt: (campaign.deadline - hoursEarly * HOUR) as Instant,
      sender: texts.sender ?? `${unit?.id ?? 'so-noi-vu'}@quangtri.gov.vn`,
    }),
    report: code === null ? null : report(name, code, bare),
    reading: null,
    mailSubject: null,
    attribution,
  }
}

type Texts = {
  readonly signer?: string
  readonly subject?: string
  readonly fileName?: string
  readonly sender?: string
}

const SENT: readonly Sent[] = [
  ...units.flatMap((unit, index) =>
    (PARCELS[index % PARCELS.length] ?? []).map((code, file) =>
      send(`${index}-${file}`, code, unit, 50 + index * 7 + file * 5, {}),
    ),
  ),
  send('late', 'valid', units[2] ?? null, -2, {}),
  send('hostile', 'valid', units[0] ?? null, 30, {
    signer: HOSTILE,
    subject: HOSTILE,
    fileName: HOSTILE,
    sender: `${HOSTILE}@example.vn`,
  }),
  send('stranger', 'valid', null, 60, {}),
  send('stranger-unsigned', 'not-signed', null, 70, {}),
]

const letterOf = (sent: Sent): LetterRow => ({
  sha256: sent.submission.letter,
  ...{ tracedAt: null, goneAt: null, sharesMessageId: false },
  key: { account: 'hop-thu', folder: 'INBOX', uidValidity: '1', uid: sent.submission.letter.slice(0, 6) },
  size: 284_112,
  receivedAt: sent.submission.receivedAt,
  sender: sent.submission.sender,
  subject: sent.subject,
  state: { kind: 'read' },
  unopened: [],
  origin: null,
  destroyedAt: null,
  isTrial: false,
  submissions: [sent.submission],
})

const odd = (name: string, state: LetterState, changes: Partial<LetterRow> = {}): LetterRow => ({
  sha256: sha(name),
  ...{ tracedAt: null, goneAt: null, sharesMessageId: false },
  key: { account: 'hop-thu', folder: 'INBOX', uidValidity: '1', uid: name },
  size: 9_120,
  receivedAt: (campaign.deadline - 60 * HOUR) as Instant,
  sender: null,
  subject: null,
  state,
  unopened: [],
  origin: null,
  destroyedAt: null,
  isTrial: false,
  submissions: [],
  ...changes,
})

const LETTERS: readonly LetterRow[] = [
  ...SENT.map(letterOf),
  odd('nothing', { kind: 'no-candidate' }),
  odd('waiting', { kind: 'stored' }),
  odd('broken', { kind: 'quarantined', reason: 'unreadable' }),
  odd('huge', { kind: 'quarantined', reason: 'too-large' }),
  odd(
    'zipped',
    { kind: 'read' },
    {
      subject: HOSTILE,
      unopened: [{ path: '2/van-ban.zip', name: HOSTILE, reason: 'encrypted-archive' }],
      origin: {
        isAutomatic: true,
        dkim: [{ result: 'pass', domain: 'quangtri.gov.vn' }],
        reported: [
          { server: 'mx.quangtri.gov.vn', method: 'dmarc', result: 'fail', domain: 'quangtri.gov.vn' },
          { server: HOSTILE, method: HOSTILE, result: HOSTILE, domain: HOSTILE },
        ],
        sender: 'confirmed',
      },
    },
  ),
].toSorted((a, b) => b.receivedAt - a.receivedAt)

const documentOf = (sha256: Sha256): DocumentRow | null => {
  const submissions = SENT.filter(({ submission }) => submission.document === sha256)
  const judged = submissions[0]?.report
  if (submissions[0] === undefined) return null
  const verdict =
    judged &&
    ({
      document: sha256,
      report: judged,
      judgedAt: NOW,
      receivedAt: submissions[0].submission.receivedAt,
      programVersion: '0.1.0',
      policy: OFFICIAL_2021,
      trust: TRUST,
      evidence: [
        { kind: 'certificate-list', sha256: sha('list'), heldSince: (NOW - 5 * HOUR) as Instant },
        { kind: 'ocsp-response', sha256: sha('response'), heldSince: null },
      ],
      restsOn: { certificates: [], evidence: [sha('list')], listIssuers: [] },
      retryAt: null,
    } satisfies VerdictRow)
  return {
    sha256,
    bytes: 184_220,
    damage: null,
    destroyedAt: null,
    verdict: verdict || null,
    earlier: judged ? EARLIER : [],
    submissions,
  }
}

const EARLIER: readonly EarlierVerdict[] = (['revocation-unknown', 'untrusted-issuer'] as const).map((code, index) => ({
  outcome: 'indeterminate',
  code,
  judgedAt: (NOW - (10 + index) * HOUR) as Instant,
  programVersion: '0.0.9',
  supersededAt: (NOW - (9 + index) * HOUR) as Instant,
  why: index === 0 ? 'list' : 'trust',
}))

/** A PNG of one white pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEANl9ngAAAAABJRU5ErkJggg==',
  'base64',
)

/** Every document was found revoked after it had waited. */
const CHANGES: readonly VerdictChange[] = SENT.map(({ submission }, index) => ({
  document: submission.document,
  fileName: submission.fileName,
  from: { outcome: 'indeterminate', code: 'revocation-unknown' },
  to: { outcome: 'invalid', code: 'certificate-revoked' },
  at: (NOW - index * HOUR) as Instant,
  why: 'list',
}))

/** The register as it was made, and one change of it whose author and reason are hostile. */
const HISTORY: readonly RegisterChange[] = [
  {
    ...{ at: NOW, by: HOSTILE, why: HOSTILE, decision: 7 },
    units: units.slice(0, 1).map((unit) => ({ ...unit, aliases: [...unit.aliases, HOSTILE] })),
  },
  { at: (NOW - 900 * HOUR) as Instant, by: 'sokyso', why: 'Danh mục ban đầu', decision: null, units },
]

const authority = (name: string, changes: Partial<AuthorityLook> = {}): AuthorityLook => ({
  ...{ name, issuer: name, sha256: sha(name), kind: 'anchor', trustedFrom: null, trustedUntil: null },
  ...{ roles: ['signer', 'time-stamp-authority'], pin: null, isByHand: true, list: null },
  notBefore: (NOW - 9000 * HOUR) as Instant,
  notAfter: (NOW + 9000 * HOUR) as Instant,
  file: { name: 'goc.crt', writtenAt: NOW },
  ...changes,
})

const listOf = (nextUpdate: number): ListLook => ({
  ...{ thisUpdate: (NOW - 100 * HOUR) as Instant, nextUpdate: nextUpdate as Instant, entries: 12_345 },
  ...{ heldSince: NOW, from: 'crl.example.vn' },
})

const TRUST_LOOK: TrustLook = {
  authorities: [
    authority('CA thực hành G1', { pin: 'Root CA thực hành', isByHand: false, list: listOf(NOW + HOUR) }),
    authority(HOSTILE, {
      file: { name: HOSTILE, writtenAt: NOW },
      roles: ['signer'],
      list: { ...listOf(NOW - HOUR), from: HOSTILE },
    }),
    authority('CA đã bị loại', { kind: 'barred' }),
    authority('CA cấp dưới', { kind: 'intermediate', issuer: HOSTILE, isByHand: false }),
  ],
  missingPins: [{ name: 'Gốc chưa nhập', sha256: sha('missing'), isAnchor: true }],
  answers: [
    { serialNumber: '0a1b2c', thisUpdate: NOW, nextUpdate: (NOW - HOUR) as Instant, heldSince: NOW },
    { serialNumber: '0a1b2d', thisUpdate: NOW, nextUpdate: null, heldSince: null },
  ],
  ...{ keptLists: 3, problems: 1, isFetching: false },
}

export const CALM = { fault: null, faultNeedsPerson: false, waiting: 0, loginEndsAt: null, clockAheadMs: null } as const

const MAILBOX: Mailbox = { account: 'noivu', folder: 'INBOX', lookedAt: (NOW - 40_000) as Instant, ...CALM }

export const GOOD_SIGNS: VitalSigns = {
  at: NOW,
  mailboxes: [MAILBOX],
  queue: { due: 0, oldestMs: 0, dead: 0 },
  quarantine: { letters: 0, since: null },
  lists: { held: 3, expired: 0 },
  letters: { failed: 0, unclear: 0 },
  backup: { lastAt: (NOW - 6 * HOUR) as Instant, since: NOW, isFailing: false },
  disk: { free: 80e9, total: 100e9, demanded: 2e9 },
  tally: { checkedAt: (NOW - 8 * HOUR) as Instant, differs: false, isFailing: false },
  files: { checkedAt: (NOW - 7 * HOUR) as Instant, damaged: 0, isFailing: false },
}

/** The sample, with what a test wants otherwise. */
export function sampleView(changes: Partial<WebView> = {}): WebView {
  return {
    tally: async () => countTally(campaign, units, SENT),
    tallyUntil: async (until) =>
      countTally(
        campaign,
        units,
        SENT.filter(({ submission }) => submission.receivedAt <= until),
      ),
    closedTally: async () => null,
    reportDrafts: async () => [],
    draftTally: async () => null,
    closedNumbers: async () => null,
    progress: async () => ({
      letters: LETTERS.length,
      lettersWaiting: 1,
      documents: SENT.length,
      documentsWaiting: SENT.filter((each) => each.report === null).length,
      quarantined: 2,
    }),
    mailboxes: async () => [MAILBOX],
    mailboxEvents: async () => [],
    letters: async ({ offset, limit }, which = 'all', search = readSearch('')) =>
      foundAmong(search, LETTERS, ({ sender, subject }) => searchKey(sender, subject))
        .filter(({ state }) => which === 'all' || state.kind === 'quarantined')
        .slice(offset, offset + limit),
    lettersForPerson: async ({ offset, limit }) =>
      LETTERS.filter(({ state, unopened }) => state.kind === 'quarantined' || unopened.length > 0)
        .toReversed()
        .slice(offset, offset + limit),
    letter: async (sha256) => LETTERS.find((letter) => letter.sha256 === sha256) ?? null,
    letterWords: async () => ({ kind: 'words', text: `Kính gửi Phòng Nội vụ,\n\n${HOSTILE}`, isCut: true }),
    document: async (sha256) => documentOf(sha256),
    file: async () => new TextEncoder().encode('%PDF-1.7 sample'),
    bundle: async () => ({
      kind: 'bundle',
      stream: Readable.from([Buffer.from('PK '), Buffer.from('sample')]),
      bytes: 9,
    }),
    drawPage: async (_, { page }) => ({
      kind: 'drawn',
      before: { png: PIXEL, width: 1131, height: 1600, page },
      after: { png: PIXEL, width: 1131, height: 1600, page },
      boxes: [
        { left: 348, top: 175, width: 13, height: 19, place: null, seal: null },
        { left: 800, top: 1400, width: 186, height: 186, place: null, seal: null },
      ],
      sameSize: true,
    }),
    verdictChanges: async ({ offset, limit }) => CHANGES.slice(offset, offset + limit),
    decisions: async () => [],
    decide: async () => {
      throw new Error('The sample keeps nothing')
    },
    readLetterAgain: async () => false,
    frozenNumbers: async () => null,
    frozenTally: async () => null,
    register: async () => ({ change: 1, units }),
    registerHistory: async () => HISTORY,
    trust: async () => TRUST_LOOK,
    attributedOtherwise: async () => [],
    learnedOf: async () => false,
    attributeAgain: async () => undefined,
    vitalSigns: async () => GOOD_SIGNS,
    alerts: async () => [],
    outbox: sampleOutbox(),
    isDiskFull: async () => false,
    revision: async () => 1,
    ended: new AbortController().signal,
    refusedMonths: 12,
    person: {
      read: async () => ({ letters: [], notices: [], badSince: null, units: [], account: null }),
      forget: async () => ({ letters: 0, notices: 0, isFrozen: false }),
    },
    setup: null,
    now: () => NOW,
    access: sampleAccess(),
    hosts: ['so.example.vn'],
    ...changes,
  }
}
