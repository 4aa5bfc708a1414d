/** Validation of a basic signature: as if nothing were known but the signature and the present. EN 319 102-1, 5.3. */
import type { CertificateValidation } from './certificate-validation.ts'
import { concludeFrom, isDecisive } from './finding.ts'
import type { SubIndication } from './indication.ts'
import type { BlockName, BlockReport, Finding } from './report.ts'

export type Block = { readonly block: BlockName; readonly clause: string; readonly findings: readonly Finding[] }

/** Findings of the bytes, sorted into the building blocks that they belong to. */
const BLOCK_OF: Readonly<Partial<Record<SubIndication, BlockName>>> = {
  NO_SIGNING_CERTIFICATE_FOUND: 'signing-certificate',
  HASH_FAILURE: 'cryptography',
  SIG_CRYPTO_FAILURE: 'cryptography',
  SIGNED_DATA_NOT_FOUND: 'cryptography',
}

export type Judged = {
  /** Of byte range, digest, value, later changes. */
  readonly bytes: readonly Finding[]
  readonly context: readonly Finding[]
  readonly certificate: Pick<CertificateValidation, 'findings'> | null
  readonly acceptance: readonly Finding[]
}

/** In the order of the clause: FC, ISC, VCI, XCV, CV, SAV. */
export function buildingBlocks({ bytes, context, certificate, acceptance }: Judged): readonly Block[] {
  const of = (name: BlockName) =>
    bytes.filter(({ subIndication }) => ((subIndication && BLOCK_OF[subIndication]) ?? 'format-checking') === name)
  return [
    { block: 'format-checking', clause: '5.2.2', findings: of('format-checking') },
    { block: 'signing-certificate', clause: '5.2.3', findings: of('signing-certificate') },
    { block: 'validation-context', clause: '5.2.4', findings: context },
    { block: 'certificate', clause: '5.2.6', findings: certificate?.findings ?? [] },
    { block: 'cryptography', clause: '5.2.7', findings: of('cryptography') },
    { block: 'acceptance', clause: '5.2.8', findings: acceptance },
  ]
}

/**
 * The findings that conclude the process: those of the first block that failed, in the order FC, ISC, VCI, CV, XCV, SAV.
 * A broken digest is told before an unknown issuer (EN 319 102-1, 5.3.4: the result of XCV is remembered until CV is judged).
 */
export function concludingFindings(blocks: readonly Block[]): readonly Finding[] {
  const ORDER: readonly BlockName[] = [
    'format-checking',
    'signing-certificate',
    'validation-context',
    'cryptography',
    'certificate',
    'acceptance',
  ]
  const failed = ORDER.map((name) => blocks.find(({ block }) => block === name)).find((one) =>
    one?.findings.some(isDecisive),
  )
  return failed?.findings ?? []
}

export function describeBlock({ block, clause, findings }: Block): BlockReport {
  return {
    block,
    clause: `EN 319 102-1, ${clause}`,
    ...concludeFrom(findings),
    codes: [...new Set(findings.map(({ code }) => code))],
  }
}
