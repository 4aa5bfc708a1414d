/** A sealed process that judges one file after another: it reads what it is pointed to and answers, nothing else. */
import { readFileSync, statSync } from 'node:fs'
import type { Bytes } from '../src/bytes.ts'
import { type OcspResponse, readOcspResponse } from '../src/format/ocsp/ocsp-response.ts'
import type { Read } from '../src/format/read.ts'
import { type Certificate, readCertificate } from '../src/format/x509/certificate.ts'
import { readCertificateListFile } from '../src/format/x509/certificate-list-file.ts'
import { type CertificateList, readCertificateList } from '../src/format/x509/crl.ts'
import type { Sha256 } from '../src/lang.ts'
import { judge } from '../src/validation/judge.ts'
import type { Given } from '../src/validation/judgement.ts'
import type { Answer, ListFile, Question } from './messages.ts'

/** Half of the memory a process may take by default; a letter brings 50 MB at most. */
const MAX_FILE_BYTES = 256 * 1024 * 1024

const certificates = new Map<Sha256, Certificate>()
const lists = new Map<Sha256, CertificateList>()
const responses = new Map<Sha256, OcspResponse>()

// Only the pool writes to this channel.
process.on('message', (question: Question) => process.send?.(answer(question)))
// The service has gone, however it ended.
process.on('disconnect', () => process.exit())

function answer(question: Question): Answer {
  try {
    const changed = takeMaterial(question)
    if (changed.length > 0) return { kind: 'lists-changed', lists: changed }
    const given = givenOf(question)
    const begin = performance.now()
    const bytes = readPlainFile(question.path)
    if ('kind' in bytes) return bytes
    const judgement = judge(bytes, given)
    return { kind: 'judged', judgement, elapsedMs: performance.now() - begin }
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function readPlainFile(path: string): Bytes | Answer {
  try {
    const file = statSync(path)
    if (!file.isFile()) return { kind: 'file-unreadable', why: 'not a plain file' }
    return file.size > MAX_FILE_BYTES ? { kind: 'too-large' } : readFileSync(path)
  } catch (error) {
    return { kind: 'file-unreadable', why: String(error) }
  }
}

/** Returns the lists whose files do not hold them. */
function takeMaterial({ forgotten, newCertificates, newLists, newResponses }: Question): readonly Sha256[] {
  for (const sha256 of forgotten) {
    lists.delete(sha256)
    responses.delete(sha256)
  }
  for (const der of newCertificates) remember(certificates, readCertificate(der))
  for (const der of newResponses) remember(responses, readOcspResponse(der))
  return newLists.flatMap((one) => {
    if (one instanceof Uint8Array) remember(lists, readCertificateList(one))
    else if (!rememberFile(one)) return [one.sha256]
    return []
  })
}

function remember<T extends { readonly sha256: Sha256 }>(known: Map<Sha256, T>, reading: Read<T>): void {
  if (!reading.ok) throw reading.error
  known.set(reading.value.sha256, reading.value)
}

function rememberFile({ path, sha256 }: ListFile): boolean {
  const bytes = readPlainFile(path)
  const reading = 'kind' in bytes ? null : readCertificateListFile(bytes)
  if (!reading?.ok || reading.value.sha256 !== sha256) return false
  lists.set(sha256, reading.value)
  return true
}

function givenOf({ at, receivedAt, policy, heldSince, ...named }: Question): Given {
  const anchors = named.anchors.map((anchor) => ({ ...anchor, certificate: recall(certificates, anchor.certificate) }))
  const intermediates = named.intermediates.map((hash) => recall(certificates, hash))
  const certificateLists = named.certificateLists.map((hash) => recall(lists, hash))
  const ocspResponses = named.ocspResponses.map((hash) => recall(responses, hash))
  return {
    at,
    receivedAt,
    policy,
    trust: { anchors, intermediates },
    evidence: { certificateLists, ocspResponses, heldSince },
  }
}

function recall<T>(known: ReadonlyMap<Sha256, T>, hash: Sha256): T {
  const value = known.get(hash)
  if (value === undefined) throw new Error(`Never sent: ${hash}`)
  return value
}
