/** One signed file of the world of revocation, judged: what the file is worth, and why the status of its signer is what it is. */
import {
  buildRevocationWorld,
  JUDGED,
  RECEIVED,
  type RevocationWorld,
} from '../../../fixtures/cases/revocation-world.ts'
import { openDraft, type PdfDraft } from '../../../fixtures/pdf-draft.ts'
import type { Holder } from '../../../fixtures/pki.ts'
import { buildPlainPdf } from '../../../fixtures/plain-pdf.ts'
import { signPdf } from '../../../fixtures/signed-pdf.ts'
import type { Bytes } from '../../../src/bytes.ts'
import { OFFICIAL_2021 } from '../../../src/evidence/policy/read-policy.ts'
import type { Instant, Sha256 } from '../../../src/lang.ts'
import { judge } from '../../../src/validation/judge.ts'
import { anchorOf, type Given, type Judgement } from '../../../src/validation/judgement.ts'
import { certificate, certificateList, ocspResponse } from '../given.ts'

export const world: RevocationWorld = await buildRevocationWorld()
export const draft: PdfDraft = await openDraft(await buildPlainPdf('Quyet dinh'))

/** All in DER, as it is gathered. */
export type Held = {
  readonly lists?: readonly Bytes[]
  readonly responses?: readonly Bytes[]
  readonly intermediates?: readonly Bytes[]
  readonly heldSince?: ReadonlyMap<Sha256, Instant>
}

export type Question = Held & {
  /** Who signs; certificate 77 of the CA unless given. */
  readonly signer?: Holder
  /** The file itself, where it is not plainly signed by `signer`. */
  readonly pdf?: Bytes
  readonly changes?: Partial<Given>
}

export const signedBy = (signer: Holder, certificates: readonly Bytes[] = []): Bytes =>
  signPdf(draft, { cms: { signer, certificates }, claimedAt: RECEIVED }).bytes

export const signerFile: Bytes = signedBy(world.signer())
/** Nothing is revoked at the root; a case that asks about the CA's own status gives another. */
export const rootList: Bytes = world.rootList()

export function givenWith({ lists = [], responses = [], intermediates = [], heldSince, changes }: Question): Given {
  return {
    at: JUDGED,
    receivedAt: RECEIVED,
    trust: {
      anchors: [anchorOf(certificate(world.root.certificate))],
      intermediates: [world.ca.certificate, ...intermediates].map(certificate),
    },
    evidence: {
      certificateLists: lists.map(certificateList),
      ocspResponses: responses.map(ocspResponse),
      heldSince: heldSince ?? new Map(),
    },
    policy: OFFICIAL_2021,
    ...changes,
  }
}

export function judged(question: Question): Judgement {
  const pdf = question.pdf ?? (question.signer ? signedBy(question.signer) : signerFile)
  return judge(pdf, givenWith(question))
}

/** Code of the file, then status of the signer's certificate and what joins the deciding source to it. */
export function describe({ report }: Judgement): string {
  const revocation = report.signatures[0]?.path[0]?.revocation
  const why = revocation ? ` - ${revocation.status} by ${revocation.source?.covers ?? 'nobody'}` : ''
  return `${report.code}${why}`
}

/** The same where the list of the root is at hand, so that all depends on what is said of the signer. */
export const status = ({ lists = [], ...question }: Question): string =>
  describe(judged({ ...question, lists: [rootList, ...lists] }))
