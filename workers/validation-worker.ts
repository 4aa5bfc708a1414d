/** A sealed process that judges one file after another: it reads what it is pointed to and answers, nothing else. */
import { readFileSync, statSync } from 'node:fs'
import type { Bytes } from '../src/bytes.ts'
import type { Read } from '../src/format/read.ts'
import { type Certificate, readCertificate } from '../src/format/x509/certificate.ts'
import { type CertificateList, readCertificateList } from '../src/format/x509/crl.ts'
import type { Sha256 } from '../src/lang.ts'
import { judge } from '../src/validation/judge.ts'
import type { Given } from '../src/validation/judgement.ts'
import type { Answer, Question } from './messages.ts'

/** Half of the memory a process may take by default; a letter brings 50 MB at most. */
const MAX_FILE_BYTES = 256 * 1024 * 1024

const certificates = new Map<Sha256, Certificate>()
const lists = new Map<Sha256, CertificateList>()

// Only the pool writes to this channel.
process.on('message', (question: Question) => process.send?.(answer(question)))
// The service has gone, however it ended.
process.on('disconnect', () => process.exit())

function answer(question: Question): Answer {
  try {
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

function givenOf({ at, receivedAt, ...question }: Question): Given {
  remember(certificates, question.newCertificates, readCertificate)
  remember(lists, question.newLists, readCertificateList)
  const trust = {
    anchors: question.anchors.map((hash) => recall(certificates, hash)),
    intermediates: question.intermediates.map((hash) => recall(certificates, hash)),
  }
  const certificateLists = question.certificateLists.map((hash) => recall(lists, hash))
  return { at, receivedAt, trust, evidence: { certificateLists } }
}

function remember<T extends { readonly sha256: Sha256 }>(
  known: Map<Sha256, T>,
  encodings: readonly Bytes[],
  read: (der: Bytes) => Read<T>,
): void {
  for (const der of encodings) {
    const reading = read(der)
    if (!reading.ok) throw reading.error
    known.set(reading.value.sha256, reading.value)
  }
}

function recall<T>(known: ReadonlyMap<Sha256, T>, hash: Sha256): T {
  const value = known.get(hash)
  if (value === undefined) throw new Error(`Never sent: ${hash}`)
  return value
}
