/** Folders of certificates and revocation lists: all forms are read, a bad file is told and harms no other. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toHex } from '../../src/bytes.ts'
import { EvidenceFolderError } from '../../src/evidence/folder.ts'
import { openImportedEvidence } from '../../src/evidence/imported.ts'
import type { EvidenceRequest } from '../../src/validation/judgement.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { certificate, certificateList, world } from '../validation/given.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let trust: string
let lists: string

beforeEach(async () => {
  folder = await temporaryFolder()
  trust = join(folder.path, 'trust')
  lists = join(folder.path, 'lists')
  for (const path of [trust, lists]) await mkdir(path)
})
afterEach(() => folder.remove())

const open = () => openImportedEvidence({ trust: [trust], lists: [lists] })

function pem(label: string, der: Uint8Array): string {
  const lines = Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}

const root = certificate(world.root.certificate)
const issuer = certificate(world.issuer.certificate)
const crls = world.certificateLists.map(certificateList)
const listOfIssuer = crls.find((list) => toHex(list.issuer.der) === toHex(issuer.subject.der))
const otherList = crls.find((list) => list !== listOfIssuer)
if (!listOfIssuer || !otherList) throw new Error('The made world has a list of each authority')

const wanted: EvidenceRequest = {
  kind: 'certificate-list',
  issuer: toHex(issuer.subject.der),
  authority: issuer.sha256,
  urls: [],
}

describe('reading', () => {
  test('certificates in DER and PEM, several in one file, the same one twice', async () => {
    await writeFile(join(trust, 'root.cer'), root.der)
    await writeFile(join(trust, 'all.pem'), pem('CERTIFICATE', root.der) + pem('CERTIFICATE', issuer.der))
    const evidence = await open()
    const store = await evidence.trust()
    expect(store.anchors.map(({ sha256 }) => sha256)).toEqual([root.sha256])
    expect(store.intermediates.map(({ sha256 }) => sha256)).toEqual([issuer.sha256])
    expect(evidence.problems()).toEqual([])
  })

  test('a certificate among the lists is not trusted; a list among the certificates is used', async () => {
    await writeFile(join(lists, 'root.cer'), root.der)
    await writeFile(join(trust, 'issuer.crl'), pem('X509 CRL', listOfIssuer.der))
    const evidence = await open()
    expect(await evidence.trust()).toEqual({ anchors: [], intermediates: [] })
    expect((await evidence.gather([wanted])).certificateLists.map(({ sha256 }) => sha256)).toEqual([
      listOfIssuer.sha256,
    ])
  })

  test('only lists of the wanted authority are given', async () => {
    await writeFile(join(lists, 'a.crl'), listOfIssuer.der)
    await writeFile(join(lists, 'b.crl'), otherList.der)
    const evidence = await open()
    expect((await evidence.gather([wanted])).certificateLists.map(({ sha256 }) => sha256)).toEqual([
      listOfIssuer.sha256,
    ])
    expect((await evidence.gather([])).certificateLists).toEqual([])
  })

  test('a file that cannot be read is told, a note beside it is not, and the others are read', async () => {
    await writeFile(join(trust, 'root.crt'), root.der)
    await writeFile(join(trust, 'cut.cer'), issuer.der.subarray(0, 100))
    await writeFile(join(trust, 'README.md'), 'Where these come from')
    const evidence = await open()
    expect((await evidence.trust()).anchors.length).toBe(1)
    expect(evidence.problems().map(({ path }) => path)).toEqual([join(trust, 'cut.cer')])
  })

  test('a folder that is not there is a sentence with its path', async () => {
    await rm(lists, { recursive: true })
    await expect(open()).rejects.toThrow(EvidenceFolderError)
    await expect(open()).rejects.toThrow(lists)
  })
})

describe('looking again', () => {
  test('a new list is seen, and is news once', async () => {
    const evidence = await open()
    expect(await evidence.refresh()).toBe(false)
    await writeFile(join(lists, 'a.crl'), listOfIssuer.der)
    expect(await evidence.refresh()).toBe(true)
    expect(await evidence.refresh()).toBe(false)
    expect((await evidence.gather([wanted])).certificateLists.length).toBe(1)
  })

  test('the same list under another name is no news', async () => {
    await writeFile(join(lists, 'a.crl'), listOfIssuer.der)
    const evidence = await open()
    await writeFile(join(lists, 'b.crl'), listOfIssuer.der)
    expect(await evidence.refresh()).toBe(false)
  })

  test('a folder that has gone leaves what is known', async () => {
    await writeFile(join(lists, 'a.crl'), listOfIssuer.der)
    const evidence = await open()
    await rm(lists, { recursive: true })
    await expect(evidence.refresh()).rejects.toThrow(EvidenceFolderError)
    expect((await evidence.gather([wanted])).certificateLists.length).toBe(1)
  })
})
