/** Attribution of a file: the certificate says whose it is, and where it is silent the registered address. */
import type { Unit, UnitId } from '../campaign/unit.ts'
import type { Submission } from '../submission/submission.ts'
import { meaningOf } from '../validation/code.ts'
import type { DocumentReport, SignatureReport, SignerReport } from '../validation/report.ts'
import type { Attribution } from './attribution.ts'
import { bodyOfSigner, indexNames } from './signer-body.ts'

/**
 * - Only trusted, intact signatures testify; of these the best kind in the file (valid, else waiting for revocation
 *   data, else for a person), so that a doubtful signature never speaks beside a good one.
 * - One unit named: it is that unit's, whoever else signed, and whoever sent it.
 * - Several named (a joint document, a copy with another's seal of receipt): the sender's, if the sender is one of
 *   them by registered address; else a person decides.
 * - None named, but another body signed: not the sender's document.
 * - Nothing said (no signature that testifies, or a person without an office): the registered address.
 *
 * `evidence` quotes what matched, as it was written.
 */
export function attribute(report: DocumentReport, submission: Submission, units: readonly Unit[]): Attribution {
  const names = indexNames(units)
  const sender = unitOfAddress(submission.sender, units)
  const bodies = witnesses(report).map((signer) => ({ quote: quote(signer), body: bodyOfSigner(signer, names) }))

  const named = bodies.flatMap(({ quote, body }) =>
    body.kind === 'units' ? body.units.map(({ id }) => ({ unit: id, quote })) : [],
  )
  const candidates = new Set(named.map(({ unit }) => unit))
  const [only] = candidates.size === 1 ? candidates : [sender].filter((unit) => unit !== null && candidates.has(unit))
  if (only) return byCertificate(only, named)
  if (candidates.size > 1)
    return unknown(
      'ambiguous',
      named.map(({ quote }) => quote),
    )

  const others = bodies.filter(({ body }) => body.kind === 'other-body')
  if (others.length > 0)
    return unknown(
      'other-body',
      others.map(({ quote }) => quote),
    )
  const address = submission.sender ?? ''
  return sender === null
    ? unknown('no-witness', [...bodies.map(({ quote }) => quote), address])
    : { kind: 'unit', unit: sender, witness: 'address', evidence: address }
}

function witnesses({ signatures }: DocumentReport): readonly SignerReport[] {
  const trusted = signatures.filter(
    ({ kind, trust, integrity }) => kind === 'signature' && trust === 'trusted' && integrity === 'intact',
  )
  const kinds: readonly ((signature: SignatureReport) => boolean)[] = [
    ({ outcome }) => outcome === 'valid',
    ({ code }) => meaningOf(code).effect === 'provisional',
    ({ code }) => meaningOf(code).effect === 'review',
  ]
  const best = kinds.map((isOfKind) => trusted.filter(isOfKind)).find((found) => found.length > 0) ?? []
  return best.flatMap(({ signer }) => signer ?? [])
}

/** The whole address; the register keeps them in lower case, and so does a submission. */
function unitOfAddress(sender: string | null, units: readonly Unit[]): UnitId | null {
  return units.find(({ addresses }) => sender !== null && addresses.includes(sender))?.id ?? null
}

function byCertificate(unit: UnitId, named: readonly { readonly unit: UnitId; readonly quote: string }[]): Attribution {
  const quotes = named.filter((each) => each.unit === unit).map(({ quote }) => quote)
  return { kind: 'unit', unit, witness: 'certificate', evidence: joined(quotes) }
}

function unknown(reason: Extract<Attribution, { kind: 'unknown' }>['reason'], quotes: readonly string[]): Attribution {
  return { kind: 'unknown', reason, evidence: joined(quotes) }
}

function joined(quotes: readonly string[]): string {
  return [...new Set(quotes.filter((each) => each !== ''))].join('; ')
}

function quote({ commonName, organizationalUnits, organization }: SignerReport): string {
  return [
    `CN=${commonName}`,
    ...organizationalUnits.map((unit) => `OU=${unit}`),
    ...(organization ? [`O=${organization}`] : []),
  ].join(', ')
}
