/** A mailbox on the desk of an officer: letters in a real store, counted and attributed as the service does it. */
import { beforeEach } from 'vitest'
import type { CountingRule } from '../../src/campaign/counting-rule.ts'
import type { Unit } from '../../src/campaign/unit.ts'
import type { IdentityReading, Stated } from '../../src/identity/identity.ts'
import { NO_FIELDS } from '../../src/identity/read-identity.ts'
import type { Instant, Sha256 } from '../../src/lang.ts'
import { attributedOtherwise } from '../../src/serve/attributed-otherwise.ts'
import { attributingAt } from '../../src/serve/attributing.ts'
import { countRows } from '../../src/store/count-rows.ts'
import type { LetterContent, Store } from '../../src/store/store.ts'
import type { UnitTally } from '../../src/tally/tally.ts'
import type { Code } from '../../src/validation/code.ts'
import type { WebView } from '../../src/web/view.ts'
import { hashOf, verdictOf } from '../store/sample-rows.ts'
import { campaign, report, signature, signer, unit } from '../tally/build.ts'
import { type House, openBrowser } from './people.ts'

const attributing = attributingAt(campaign)

export const HUC: Unit = unit('huc', { name: 'UBND xã Húc', addresses: ['huc@quangtri.gov.vn'] })
export const XY: Unit = unit('xy', { name: 'UBND xã Xy', addresses: ['xy@quangtri.gov.vn'] })

export type Sending = {
  readonly code?: Code
  readonly sender?: string
  /** Of the certificate; without our own place in it nobody is told. */
  readonly signedBy?: string
  readonly number?: string
  /** Another letter that brings the same file. */
  readonly letter?: string
  readonly sketch?: readonly number[]
  readonly unopened?: LetterContent['unopened']
}

export type Desk = {
  readonly store: () => Store
  /** A letter with one document; its hash. */
  readonly send: (name: string, sending?: Sending) => Promise<Sha256>
  readonly view: () => Partial<WebView>
  readonly unitTally: (unit: Unit) => Promise<UnitTally>
  /** A browser in which a new colleague has signed in. */
  readonly colleague: (
    name: string,
    role?: 'clerk' | 'admin' | 'leader',
    unit?: Unit,
  ) => Promise<ReturnType<typeof openBrowser>>
}

/** @param rule of the campaign, where it is another than that of the plan. */
export function useDesk(house: House, rule: Partial<CountingRule> = {}): Desk {
  const ruled = { ...campaign, rule: { ...campaign.rule, ...rule } }
  beforeEach(async () => {
    const change = { at: house.now, by: 'test', why: 'Danh mục ban đầu', decision: null }
    await house.store.startRegister({ ...change, units: [HUC, XY] })
  })
  const store = () => house.store
  const tally = () => countRows(ruled, house.store)
  const view = (): Partial<WebView> => ({
    tally,
    progress: house.store.progress,
    letters: house.store.letters,
    lettersForPerson: house.store.lettersForPerson,
    letter: house.store.letter,
    document: house.store.document,
    decisions: house.store.decisions,
    decide: house.store.decide,
    readLetterAgain: house.store.readLetterAgain,
    frozenNumbers: () => house.store.frozenNumbers(campaign.id),
    frozenTally: () => house.store.frozenTally(campaign.id),
    register: house.store.register,
    registerHistory: house.store.registerHistory,
    attributedOtherwise: (units) => attributedOtherwise(house.store, attributing, units),
    attributeAgain: () => house.store.attributeAgain(attributing),
    learnedOf: async (id) => (await house.store.registerHistory()).some(({ decision }) => decision === id),
  })
  let sent = 0
  return {
    store,
    view,
    send: (name, sending = {}) => {
      sent += 1
      return send(house.store, name, sending, sent)
    },
    unitTally: async ({ id }) => {
      const found = (await tally()).units.find((each) => each.unit.id === id)
      if (!found) throw new Error(`${id} is not counted`)
      return found
    },
    colleague: async (name, role = 'clerk', of) => {
      const belongs = { unit: of?.id ?? null }
      const account = await house.add(name, role, { ...belongs, totp: 'x', fullName: `Cán bộ ${name}` })
      return openBrowser(house.appWith({}, view()), await house.session(account))
    },
  }
}

/** Some days before the deadline, each an hour after the one before. */
const timeOf = (place: number) => (campaign.deadline - 10 * 86_400_000 + place * 3_600_000) as Instant

async function send(store: Store, name: string, sending: Sending, place: number): Promise<Sha256> {
  const { code = 'valid', sender = 'huc@quangtri.gov.vn', signedBy = 'UBND xã Húc', unopened = [] } = sending
  const [letter, document] = [hashOf(`letter ${sending.letter ?? name}`), hashOf(name)]
  const key = { account: 'noivu', folder: 'INBOX', uidValidity: '1', uid: String(place) }
  await store.recordLetter({ key, size: 1000, receivedAt: timeOf(place), messageId: null }, letter)
  const submission = { letter, document, partPath: '2', fileName: `${name}.pdf`, tracedAt: null, sender }
  const content: LetterContent = {
    ...{ sender, subject: `Nộp ${name}`, unopened, origin: null },
    ...{ isTrial: false, readAt: timeOf(place) },
    documents: [{ sha256: document, bytes: 10 }],
    submissions: [{ ...submission, receivedAt: timeOf(place) }],
  }
  await store.recordContent(letter, content, attributing)
  await store.recordIdentity(document, { reader: 1, reading: readingOf(name, sending) })
  // A person without an office is of nobody that can be told.
  const person = { commonName: signedBy, kind: 'person', organization: null } as const
  const whose = signer(signedBy.startsWith('UBND') ? { commonName: signedBy } : person)
  const signed = signature(code, {
    signer: whose,
    trust: 'trusted',
    integrity: 'intact',
    signedContent: hashOf(`signed ${name}`),
  })
  const verdict = verdictOf(document, timeOf(place), code)
  const judged = { ...report(name, code, [signed]), sha256: document }
  await store.recordVerdict({ ...verdict, report: judged }, attributing)
  return document
}

function readingOf(name: string, { number, sketch }: Sending): IdentityReading {
  const stated = (value: string): Stated<string> => ({ value, source: 'page-text', confidence: 'firm' })
  const identity = { ...NO_FIELDS, text: 'legible', pageAmount: 1, isAppendix: false } as const
  const traces = { content: hashOf(`content ${name}`), sketch: sketch ?? null }
  if (number === undefined) return { kind: 'read', identity, traces }
  const fields = {
    codeNumber: stated(number),
    codeNotation: stated('BC-UBND'),
    issuedDate: stated('2021-08-10'),
    organName: stated('UBND xã Húc'),
    subject: stated(`Báo cáo ${name}`),
  }
  return { kind: 'read', identity: { ...identity, ...fields }, traces }
}
