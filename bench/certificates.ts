/** Certificate paths with their revocation lists, and large lists, beside what `openssl` takes for the same in one run. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { buildSigner, buildWorld, instant, type World } from '../fixtures/authority.ts'
import { buildLargeCertificateList } from '../fixtures/pki/large-certificate-list.ts'
import type { Holder } from '../fixtures/pki.ts'
import type { Bytes } from '../src/bytes.ts'
import { readCertificate } from '../src/format/x509/certificate.ts'
import { type CertificateList, readCertificateList } from '../src/format/x509/crl.ts'
import { validateCertificate } from '../src/validation/certificate-validation.ts'
import { joinEvidence } from '../src/validation/embedded-evidence.ts'
import { openFileInquiry } from '../src/validation/file-inquiry.ts'
import type { Given } from '../src/validation/judgement.ts'
import { givenOf, valueOrThrow } from './given.ts'

const AT = instant('2021-08-11T00:00:00Z')
/** Signers of one authority, each with a certificate of its own: what a district sends in a month. */
const SIGNERS = 500
const LARGE = { entries: 110_000, huge: 1_250_000 } as const

export async function benchCertificates(print: (line: string) => void): Promise<void> {
  const world = await buildWorld(AT)
  const folder = mkdtempSync(join(tmpdir(), 'sokyso-bench-'))
  try {
    comparePaths(world, folder, print)
    compareLists(world, folder, print)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Cold: certificate, path and lists read and verified anew each time. Warm: authorities and lists are known already. */
function comparePaths(world: World, folder: string, print: (line: string) => void): void {
  const signers = Array.from({ length: SIGNERS }, (_, i) => signerOf(world, BigInt(1000 + i)))
  const known = givenOf(world, AT)
  const warm = perSecond(signers, ({ certificate }) => validate(certificate, known))
  const cold = perSecond(signers, ({ certificate }) => validate(certificate, givenOf(world, AT)))
  const theirs = opensslVerify(world, signers, folder)
  const beside =
    theirs === null
      ? 'openssl is not here'
      : `openssl verify -crl_check_all, all in one process: ${Math.round(theirs)}/s`
  print(`path of 3 and 2 lists: ${Math.round(warm)}/s warm, ${Math.round(cold)}/s cold; ${beside}`)
}

function signerOf(world: World, serial: bigint): Holder {
  return buildSigner({
    issuer: world.issuer,
    key: world.organisation.key,
    subject: [
      ['C', 'VN'],
      ['CN', `UBND xã số ${serial}`],
    ],
    serial,
    notBefore: instant('2018-01-01T00:00:00Z'),
    notAfter: instant('2031-01-01T00:00:00Z'),
  })
}

function validate(der: Bytes, given: Given): void {
  const inquiry = openFileInquiry(given, joinEvidence([]))
  const { findings } = validateCertificate(valueOrThrow(readCertificate(der)), 'signer', AT, inquiry)
  if (findings.length > 0) throw new Error(findings.map(({ code }) => code).join())
}

function perSecond(holders: readonly Holder[], work: (holder: Holder) => void): number {
  for (const holder of holders) work(holder)
  const start = performance.now()
  for (const holder of holders) work(holder)
  return (holders.length / (performance.now() - start)) * 1000
}

function opensslVerify(world: World, signers: readonly Holder[], folder: string): number | null {
  const path = (name: string, pem: string) => {
    writeFileSync(join(folder, name), pem)
    return join(folder, name)
  }
  const files = signers.map(({ certificate }, i) => path(`${i}.pem`, pemOf('CERTIFICATE', certificate)))
  const trust = ['-CAfile', path('root.pem', pemOf('CERTIFICATE', world.root.certificate))]
  const untrusted = ['-untrusted', path('ca.pem', pemOf('CERTIFICATE', world.issuer.certificate))]
  const lists = path('lists.pem', world.certificateLists.map((der) => pemOf('X509 CRL', der)).join(''))
  const args = [
    'verify',
    ...trust,
    ...untrusted,
    '-CRLfile',
    lists,
    '-crl_check_all',
    '-attime',
    String(AT / 1000),
    ...files,
  ]
  const start = performance.now()
  const run = spawnSync('openssl', args, { maxBuffer: 64 * 1024 * 1024 })
  if (run.error || run.status !== 0) return null
  return (signers.length / (performance.now() - start)) * 1000
}

function compareLists(world: World, folder: string, print: (line: string) => void): void {
  const plan = { issuer: world.issuer, number: 7, thisUpdate: AT, nextUpdate: instant('2022-08-11T00:00:00Z') }
  const large = buildLargeCertificateList({ ...plan, entries: LARGE.entries })
  const path = join(folder, 'large.crl')
  writeFileSync(path, large)
  const times = Array.from({ length: 9 }, () => timed(() => valueOrThrow(readCertificateList(large)))).sort(
    (a, b) => a - b,
  )
  const theirs = timed(() => spawnSync('openssl', ['crl', '-inform', 'DER', '-in', path, '-noout']))
  print(
    `list of ${LARGE.entries} entries (${megabytes(large.length)}): read in ${times[4]?.toFixed(0)} ms (first ${times.at(-1)?.toFixed(0)} ms); openssl crl ${theirs.toFixed(0)} ms`,
  )
  const huge = buildLargeCertificateList({ ...plan, entries: LARGE.huge })
  collectGarbage()
  const before = process.memoryUsage()
  let list: CertificateList | null = null
  const took = timed(() => {
    list = valueOrThrow(readCertificateList(huge))
  })
  collectGarbage()
  const after = process.memoryUsage()
  if (list === null) throw new Error('not read')
  print(
    `list of ${LARGE.huge} entries (${megabytes(huge.length)}): read in ${took.toFixed(0)} ms, heap ${megabytes(after.heapUsed - before.heapUsed)} on balance, index beside it ${megabytes(after.arrayBuffers - before.arrayBuffers)}`,
  )
}

/** What is measured is what stays. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

function pemOf(label: string, der: Bytes): string {
  const lines = Buffer.from(der).toString('base64').replaceAll(/.{64}/g, '$&\n')
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}
