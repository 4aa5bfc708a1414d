/** What holds of every judgement: of the file, of what the judge asks for, and when it is given something else. */
import { sha256 } from '../../src/bytes.ts'
import { canonicalJson } from '../../src/canonical-json.ts'
import { readStoredReport } from '../../src/store/stored-report.ts'
import { CODES, NOTES } from '../../src/validation/code.ts'
import { judge } from '../../src/validation/judge.ts'
import { type Given, NO_EVIDENCE } from '../../src/validation/judgement.ts'
import type { DocumentReport, SignatureReport } from '../../src/validation/report.ts'
import type { JudgedCase } from './judged.ts'

type Invariant = (judged: JudgedCase) => boolean

const KNOWN_NOTES = new Set<string>([...NOTES, ...Object.keys(CODES)])

export const JUDGEMENT_INVARIANTS: Readonly<Record<string, Invariant>> = {
  'a report is JSON, and is read from the store as it was': ({ judgement: { report } }) =>
    canonicalJson(readStoredReport(JSON.stringify(report))) === canonicalJson(report) &&
    !JSON.stringify(report).includes('undefined'),

  'judged again the judgement is the same to the last byte': ({ pdf, given, judgement }) =>
    JSON.stringify(judge(pdf, given)) === JSON.stringify(judgement),

  'the order of what is at hand changes nothing': (judged) => {
    const { trust, evidence } = judged.given
    const turned = again(judged, {
      trust: { anchors: trust.anchors.toReversed(), intermediates: trust.intermediates.toReversed() },
      evidence: {
        ...evidence,
        certificateLists: evidence.certificateLists.toReversed(),
        ocspResponses: evidence.ocspResponses.toReversed(),
      },
    })
    return canonicalJson(turned.report) === canonicalJson(judged.judgement.report)
  },

  'the report is of this file': ({ pdf, judgement: { report } }) =>
    report.sha256 === sha256(pdf) && report.bytes === pdf.length,

  'remarks about the file are known, named once, and in order': ({ judgement: { report } }) =>
    report.notes.every((note) => KNOWN_NOTES.has(note)) &&
    JSON.stringify(report.notes) === JSON.stringify([...new Set(report.notes)].sort()),

  'a file is valid where all signatures are intact, nothing suspicious came later, and one holds': ({ judgement }) => {
    const { outcome, signatures } = judgement.report
    const isSound = ({ integrity, modification }: SignatureReport) =>
      integrity === 'intact' && (modification === 'none' || modification === 'permitted')
    return outcome !== 'valid' || (signatures.every(isSound) && signatures.some(isValidSignature))
  },

  'a file is invalid where a signature is broken or something suspicious came later': ({ judgement }) => {
    const { outcome, signatures } = judgement.report
    return (outcome === 'invalid') === signatures.some(isRefused)
  },

  'the code of a file with signatures is the code of one of them, unless it speaks of the whole': ({ judgement }) => {
    const { code, signatures } = judgement.report
    return signatures.length === 0 || code === 'annotation-added' || signatures.some((one) => one.code === code)
  },

  'revisions are counted from 1, and fields are named': ({ judgement }) =>
    judgement.report.signatures.every(
      ({ revision, field }) => typeof field === 'string' && (revision === null || revision >= 1),
    ),

  'revocation data are asked for only where they could still change the verdict': ({ judgement }) => {
    const { report, wanted } = judgement
    return wanted.length === 0 || report.signatures.some(isOpen)
  },

  'where revocation data are all that is missing they are asked for': ({ judgement }) => {
    const { report, wanted } = judgement
    return !report.signatures.some(({ code }) => CODES[code].effect === 'provisional') || wanted.length > 0
  },

  'each certificate is asked about once, by an anchor that is trusted': ({ judgement: { wanted }, given }) => {
    const anchors = given.trust.anchors.map(({ certificate }) => certificate.sha256)
    return (
      new Set(wanted.map(({ certificate }) => certificate)).size === wanted.length &&
      wanted.every(({ anchor, listIssuers }) => anchors.includes(anchor) && listIssuers.length > 0)
    )
  },

  'what is wanted was looked at, and so was all of whose status something tells': ({
    judgement: { report, asked, wanted },
  }) => {
    const told = report.signatures
      .flatMap(({ path }) => path.filter((one) => one.revocation?.source))
      .map((one) => one.sha256)
    const looked = new Set(asked.map(({ certificate }) => certificate))
    return (
      told.every((one) => looked.has(one)) &&
      wanted.every((one) => asked.some((other) => JSON.stringify(other) === JSON.stringify(one)))
    )
  },

  'what a verdict rests on is told in order, each once': ({ judgement: { restsOn } }) =>
    Object.values(restsOn).every((list) => JSON.stringify(list) === JSON.stringify([...new Set(list)].sort())),

  'a verdict rests on its paths and on what their statuses come from': ({ judgement: { report, restsOn } }) => {
    const path = report.signatures.flatMap((signature) => signature.path)
    const sources = path.flatMap(({ revocation }) => revocation?.source?.sha256 ?? [])
    return (
      path.every(({ sha256: one }) => restsOn.certificates.includes(one)) &&
      sources.every((one) => restsOn.evidence.includes(one))
    )
  },

  'without trust the bytes are judged as they were': (judged) => {
    const { report } = again(judged, { trust: { anchors: [], intermediates: judged.given.trust.intermediates } })
    return JSON.stringify(bytesOf(report)) === JSON.stringify(bytesOf(judged.judgement.report))
  },

  'without trust nothing is valid and nothing is asked for': (judged) => {
    const { report, asked } = again(judged, { trust: { anchors: [], intermediates: [] } })
    return report.outcome !== 'valid' && !report.signatures.some(isValidSignature) && asked.length === 0
  },

  'without evidence nothing rests on it, and nothing is refused more': (judged) => {
    const { report, restsOn } = again(judged, { evidence: NO_EVIDENCE })
    const { certificateLists, ocspResponses } = judged.given.evidence
    return (
      (report.outcome === 'invalid') === (judged.judgement.report.outcome === 'invalid') &&
      ![...certificateLists, ...ocspResponses].some((one) => restsOn.evidence.includes(one.sha256))
    )
  },

  'under a stricter policy nothing becomes valid': (judged) => {
    const { acceptance, algorithms } = judged.given.policy
    const stricter = {
      ...judged.given.policy,
      algorithms: { ...algorithms, tolerated: [] },
      acceptance: { ...acceptance, timeStamp: 'required', signingTime: 'required' } as const,
    }
    const { report } = again(judged, { policy: stricter })
    return judged.judgement.report.outcome === 'valid' || report.outcome !== 'valid'
  },
}

const again = ({ pdf, given }: JudgedCase, changes: Partial<Given>) => judge(pdf, { ...given, ...changes })

const isValidSignature = ({ outcome, kind }: SignatureReport) => outcome === 'valid' && kind === 'signature'

const isRefused = ({ integrity, modification }: SignatureReport) =>
  integrity === 'broken' || modification === 'suspicious'

/** Something about revocation is not settled, of the signature or of one of its time-stamps. */
const isOpen = ({ findings, timestamp }: SignatureReport) =>
  timestamp?.outcome === 'indeterminate' || findings.some(({ code }) => code.startsWith('revocation-'))

const bytesOf = ({ signatures }: DocumentReport) =>
  signatures.map(({ field, integrity, modification, signedContent }) => [field, integrity, modification, signedContent])
