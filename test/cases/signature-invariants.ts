/** What holds of every signature in every report, whatever its verdict. */
import { CODES, type Code, meaningOf, NOTES } from '../../src/validation/code.ts'
import { isDecisive, ranked } from '../../src/validation/finding.ts'
import { SUB_INDICATIONS, type SubIndication } from '../../src/validation/indication.ts'
import type { BlockReport, Finding, SignatureReport } from '../../src/validation/report.ts'
import type { JudgedCase } from './judged.ts'

type SignatureInvariant = (signature: SignatureReport, judged: JudgedCase) => boolean

const BLOCKS: readonly BlockReport['block'][] = [
  'format-checking',
  'signing-certificate',
  'validation-context',
  'certificate',
  'cryptography',
  'acceptance',
  'basic-validation',
  'signature-with-time',
  'past-signature-validation',
]
const KNOWN_NOTES = new Set<string>([...NOTES, ...Object.keys(CODES)])

export const SIGNATURE_INVARIANTS: Readonly<Record<string, SignatureInvariant>> = {
  'a sub-indication belongs to the indication it stands beside': ({ indication, subIndication }) =>
    subIndication === null ? indication === 'TOTAL-PASSED' : SUB_INDICATIONS[subIndication] === indication,

  'the first reason is the code, under its sub-indication; a signature that passed has none': (signature) => {
    const [first] = signature.findings.filter(isDecisive)
    const isPositive = meaningOf(signature.code).indication === 'TOTAL-PASSED'
    return first ? first.code === signature.code && first.subIndication === signature.subIndication : isPositive
  },

  'a signature is valid where it passed, and invalid where any reason refuses it for good': (signature) => {
    const { outcome, indication, findings } = signature
    if (indication === 'TOTAL-PASSED') return outcome === 'valid'
    return outcome === (findings.some(isRefusal) ? 'invalid' : 'indeterminate')
  },

  'nothing is valid that is not intact, trusted and free of suspicion': ({ outcome, integrity, trust, modification }) =>
    outcome !== 'valid' ||
    (integrity === 'intact' && trust === 'trusted' && (modification === 'none' || modification === 'permitted')),

  'what is broken is never valid or in doubt': ({ integrity, indication }) =>
    integrity !== 'broken' || indication === 'TOTAL-FAILED',

  'reasons stand in the order of their precedence': ({ findings }) => sameList(ranked(findings), findings),

  'a reason has a known code, a clause, and facts that are texts': ({ findings }) => findings.every(isWellFormed),

  'remarks are known and named once, and none decides': ({ notes, findings }) =>
    isUnique(notes) &&
    notes.every((note) => KNOWN_NOTES.has(note)) &&
    !findings.some((one) => isDecisive(one) && notes.includes(one.code)),

  'a reason that does not decide is among the remarks': ({ notes, findings }) =>
    findings.every((one) => isDecisive(one) || notes.includes(one.code)),

  'each block stands once, in the order of the standard, the six of a basic signature always': ({ blocks }) => {
    const names = blocks.map(({ block }) => block)
    return isUnique(names) && sameList(inOrder(names), names) && sameList(names.slice(0, 7), BLOCKS.slice(0, 7))
  },

  'each block has the indication of its sub-indication': ({ blocks }) => blocks.every(isConclusion),

  'a block that did not pass names its reasons, one that passed names remarks alone': ({ blocks }) =>
    blocks.every(({ indication, codes }) =>
      indication === 'PASSED' ? codes.every((code) => !decides(code)) : codes.some(decides),
    ),

  'the last process concludes what the report says': ({ blocks, indication, subIndication }) => {
    const last = blocks.at(-1)
    const said = { PASSED: 'TOTAL-PASSED', FAILED: 'TOTAL-FAILED', INDETERMINATE: 'INDETERMINATE' } as const
    return last !== undefined && said[last.indication] === indication && last.subIndication === subIndication
  },

  'the past is looked at only where the present leaves something open': ({ blocks }) => {
    const isPresent = (name: BlockReport['block']) => blocks.some(({ block }) => block === name)
    const withTime = blocks.find(({ block }) => block === 'signature-with-time')
    return !isPresent('past-signature-validation') || withTime?.indication === 'INDETERMINATE'
  },

  'the path leads from the signer to an anchor, and meets nobody twice': ({ path, signer }, { given }) => {
    const anchors = given.trust.anchors.map(({ certificate }) => certificate.sha256)
    const members = path.map(({ sha256 }) => sha256)
    const last = members.at(-1)
    return last === undefined || (members[0] === signer?.sha256 && anchors.includes(last) && isUnique(members))
  },

  'nobody is trusted without a path': ({ kind, trust, path }) =>
    kind === 'document-timestamp' || trust !== 'trusted' || path.length > 1,

  'of the anchor no status is told; a status other than unknown has its ground': ({ path }) =>
    path.every(({ revocation }, index) =>
      index === path.length - 1
        ? revocation === null
        : !revocation || revocation.status === 'unknown' || revocation.source !== null,
    ),

  'of a valid signature no certificate is revoked, on hold or unknown': ({ outcome, path }) =>
    outcome !== 'valid' || path.every(({ revocation }) => revocation === null || revocation.status === 'good'),

  'whatever is revoked says since when': ({ path }) =>
    path.every(({ revocation }) => revocation?.status !== 'revoked' || revocation.revokedAt !== null),

  'times are ISO 8601 in UTC': (signature) => timesOf(signature).every(isTime),

  'certificates begin before they end': ({ signer, path }) =>
    [...(signer ? [signer] : []), ...path].every(({ notBefore, notAfter }) => notBefore < notAfter),

  'the proved time is not after receipt, nor after any time-stamp that holds': (
    { kind, bestSignatureTime: best, timestamp },
    { given },
  ) => {
    const received = new Date(Math.min(given.at, given.receivedAt ?? given.at)).toISOString()
    // A time-stamp over the document does not prove its own time.
    const stamped = kind === 'signature' && timestamp?.outcome === 'valid' ? timestamp.time : received
    return best === null || (best <= received && best <= stamped)
  },

  'a level above the lowest has a time-stamp': ({ level, timestamp }, { judgement }) =>
    level === null ||
    /B$/u.test(level) ||
    timestamp !== null ||
    judgement.report.signatures.some(({ kind, integrity }) => kind === 'document-timestamp' && integrity === 'intact'),

  'the level is of the family of the sub-filter, and nothing broken has one': ({
    level,
    subFilter,
    integrity,
    kind,
  }) => {
    if (level === null) return true
    const family = level.startsWith('PAdES') ? /^ETSI\.CAdES\.detached$/u : /^adbe\.pkcs7\./u
    return kind === 'signature' && integrity !== 'broken' && family.test(subFilter ?? '')
  },

  'without a byte range nothing is said of what was signed or came later': ({ signedContent, modification }) =>
    signedContent === null ? modification === 'unknown' : /^[0-9a-f]{64}$/u.test(signedContent),
}

const isRefusal = ({ code, subIndication }: Finding) =>
  meaningOf(code).effect === 'not' && subIndication !== null && SUB_INDICATIONS[subIndication] === 'TOTAL-FAILED'

const decides = (code: Code) => meaningOf(code).effect !== 'note'

function isConclusion({ indication, subIndication }: BlockReport): boolean {
  if (subIndication === null) return indication === 'PASSED'
  return indication === (SUB_INDICATIONS[subIndication] === 'TOTAL-FAILED' ? 'FAILED' : 'INDETERMINATE')
}

function isWellFormed({ code, subIndication, clause, facts }: Finding): boolean {
  return (
    code in CODES &&
    (subIndication === null || isSubIndication(subIndication)) &&
    /^\S.*\d/u.test(clause) &&
    Object.values(facts).every((fact) => typeof fact === 'string')
  )
}

const isSubIndication = (name: string): name is SubIndication => name in SUB_INDICATIONS

function timesOf({ signer, path, timestamp, ...report }: SignatureReport): readonly string[] {
  const { claimedSigningTime, bestSignatureTime } = report
  const certificates = [...(signer ? [signer] : []), ...path]
  const revocations = path.flatMap(({ revocation }) => revocation ?? [])
  return [
    ...certificates.flatMap(({ notBefore, notAfter }) => [notBefore, notAfter]),
    ...revocations.flatMap(({ revokedAt, source }) => [revokedAt, source?.thisUpdate, source?.nextUpdate]),
    ...[claimedSigningTime, bestSignatureTime, timestamp?.time],
  ].flatMap((time) => time ?? [])
}

const isTime = (text: string) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text

const isUnique = (items: readonly unknown[]) => new Set(items).size === items.length

const sameList = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((one, index) => one === b[index])

const inOrder = (names: readonly BlockReport['block'][]) =>
  names.toSorted((a, b) => BLOCKS.indexOf(a) - BLOCKS.indexOf(b))
