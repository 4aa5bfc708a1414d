/** Folders of certificates and revocation lists: all forms are read, a bad file is told and harms no other. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EvidenceFolderError } from '../../src/evidence/folder.ts'
import { openImportedEvidence } from '../../src/evidence/imported.ts'
import { nameKey } from '../../src/validation/distinguished-name.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import {
  asked,
  certificateList,
  issuer,
  list,
  names,
  ocspResponse,
  pem,
  response,
  root,
  signer,
  wanted,
  world,
} from './made.ts'

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

const NO_NEWS = { listIssuers: [], trustChanged: false }

const open = () => openImportedEvidence({ trust: [trust], lists: [lists] })

const ofIssuer = certificateList(list())
const [ofRoot = ofIssuer] = world.certificateLists.map(certificateList)
const answer = ocspResponse(response())

describe('reading', () => {
  test('certificates in DER and PEM, several in one file, the same one twice', async () => {
    await writeFile(join(trust, 'root.cer'), root.der)
    await writeFile(join(trust, 'all.pem'), pem('CERTIFICATE', root.der) + pem('CERTIFICATE', issuer.der))
    const evidence = await open()
    const store = await evidence.trust()
    expect(store.anchors.map((anchor) => anchor.certificate.sha256)).toEqual([root.sha256])
    expect(store.intermediates.map(({ sha256 }) => sha256)).toEqual([issuer.sha256])
    expect(evidence.problems()).toEqual([])
  })

  test('a certificate among the lists is not trusted; a list among the certificates is used', async () => {
    await writeFile(join(lists, 'root.cer'), root.der)
    await writeFile(join(trust, 'issuer.crl'), pem('X509 CRL', ofIssuer.der))
    const evidence = await open()
    expect(await evidence.trust()).toEqual({ anchors: [], intermediates: [] })
    expect(names((await evidence.gather([wanted()])).certificateLists)).toEqual([ofIssuer.sha256])
  })

  test('a certificate that was put aside by its name is not trusted, and one that is named as a list is told', async () => {
    for (const name of ['root.cer.khong-tin', 'root.cer~', 'root', 'root.crl'])
      await writeFile(join(trust, name), root.der)
    const evidence = await open()
    expect(await evidence.trust()).toEqual({ anchors: [], intermediates: [] })
    expect(evidence.problems().map(({ path }) => path)).toEqual([join(trust, 'root.crl')])
  })

  test('only lists of the wanted authority are given', async () => {
    await writeFile(join(lists, 'a.crl'), ofIssuer.der)
    await writeFile(join(lists, 'b.crl'), ofRoot.der)
    const evidence = await open()
    expect(names((await evidence.gather([wanted()])).certificateLists)).toEqual([ofIssuer.sha256])
    expect(names((await evidence.gather([asked(issuer, root)])).certificateLists)).toEqual([ofRoot.sha256])
    expect((await evidence.gather([])).certificateLists).toEqual([])
  })

  test('an OCSP response is given to whoever asks for a certificate that it speaks of', async () => {
    await writeFile(join(lists, 'signer.ors'), answer.der)
    await writeFile(join(lists, 'signer.der'), answer.der)
    const evidence = await open()
    expect(names((await evidence.gather([wanted()])).ocspResponses)).toEqual([answer.sha256])
    const others = [wanted({ serialNumber: '63' }), wanted({ issuerKey: '00' }), wanted({ issuerName: '3000' })]
    expect((await evidence.gather(others)).ocspResponses).toEqual([])
    expect(evidence.problems()).toEqual([])
  })

  test('a response whose issuer is named by SHA-256 is found, too', async () => {
    const other = ocspResponse(response({}, { digest: 'sha256' }))
    await writeFile(join(lists, 'signer.ors'), other.der)
    expect(names((await (await open()).gather([wanted()])).ocspResponses)).toEqual([other.sha256])
  })

  test('a file that cannot be read is told, a note beside it is not, and the others are read', async () => {
    await writeFile(join(trust, 'root.crt'), root.der)
    await writeFile(join(trust, 'cut.cer'), issuer.der.subarray(0, 100))
    await writeFile(join(trust, 'cut.ors'), answer.der.subarray(0, 100))
    await writeFile(join(trust, 'README.md'), 'Where these come from')
    const evidence = await open()
    expect((await evidence.trust()).anchors.length).toBe(1)
    expect(evidence.problems().map(({ path }) => path)).toEqual([join(trust, 'cut.cer'), join(trust, 'cut.ors')])
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
    expect(await evidence.refresh()).toEqual(NO_NEWS)
    await writeFile(join(lists, 'a.crl'), ofIssuer.der)
    expect(await evidence.refresh()).toEqual({ ...NO_NEWS, listIssuers: [nameKey(issuer.subject)] })
    expect(await evidence.refresh()).toEqual(NO_NEWS)
    expect((await evidence.gather([wanted()])).certificateLists.length).toBe(1)
  })

  test('the same list under another name is no news', async () => {
    await writeFile(join(lists, 'a.crl'), ofIssuer.der)
    const evidence = await open()
    await writeFile(join(lists, 'b.crl'), ofIssuer.der)
    expect(await evidence.refresh()).toEqual(NO_NEWS)
  })

  test('a limit of an anchor is news', async () => {
    await writeFile(join(trust, 'root.cer'), root.der)
    const evidence = await open()
    await writeFile(join(trust, 'anchors.json'), JSON.stringify([{ sha256: root.sha256, trustedUntil: '2021-01-01' }]))
    expect(await evidence.refresh()).toEqual({ ...NO_NEWS, trustChanged: true })
  })

  test('so is a certificate, a response of an authority that is there, and a list that has gone', async () => {
    await writeFile(join(trust, 'root.cer'), root.der)
    await writeFile(join(lists, 'a.crl'), ofRoot.der)
    const evidence = await open()
    await writeFile(join(trust, 'issuer.cer'), issuer.der)
    expect(await evidence.refresh()).toEqual({ ...NO_NEWS, trustChanged: true })
    await writeFile(join(lists, 'b.ors'), answer.der)
    expect(await evidence.refresh()).toEqual({ ...NO_NEWS, listIssuers: [nameKey(issuer.subject)] })
    await rm(join(lists, 'a.crl'))
    expect(await evidence.refresh()).toEqual({ ...NO_NEWS, listIssuers: [nameKey(root.subject)] })
  })

  test('a folder that has gone leaves what is known', async () => {
    await writeFile(join(lists, 'a.crl'), ofIssuer.der)
    const evidence = await open()
    await rm(lists, { recursive: true })
    await expect(evidence.refresh()).rejects.toThrow(EvidenceFolderError)
    expect((await evidence.gather([wanted()])).certificateLists.length).toBe(1)
  })
})

describe('a mistake in anchors.json costs the anchor its trust, and is told:', () => {
  const other = signer.sha256
  const cases: readonly { name: string; text: string; isTrusted: boolean; problems: number }[] = [
    { name: 'no mistake', text: JSON.stringify([{ sha256: root.sha256 }]), isTrusted: true, problems: 0 },
    {
      name: 'in upper case, no mistake',
      text: JSON.stringify([{ sha256: root.sha256.toUpperCase() }]),
      isTrusted: true,
      problems: 0,
    },
    { name: 'no JSON', text: '[{', isTrusted: false, problems: 1 },
    { name: 'no list', text: '{}', isTrusted: false, problems: 1 },
    { name: 'no fingerprint', text: '[{"trustedUntil":"2021-01-01"}]', isTrusted: false, problems: 1 },
    { name: 'half a fingerprint', text: '[{"sha256":"f7bc"}]', isTrusted: false, problems: 1 },
    {
      name: 'a word that is not known',
      text: JSON.stringify([{ sha256: root.sha256, until: '2021-01-01' }]),
      isTrusted: false,
      problems: 1,
    },
    {
      name: 'a date that is none',
      text: JSON.stringify([{ sha256: root.sha256, trustedUntil: '30/8/2021' }]),
      isTrusted: false,
      problems: 1,
    },
    {
      name: 'a role that is none',
      text: JSON.stringify([{ sha256: root.sha256, roles: ['boss'] }]),
      isTrusted: false,
      problems: 1,
    },
    {
      name: 'no role at all',
      text: JSON.stringify([{ sha256: root.sha256, roles: [] }]),
      isTrusted: false,
      problems: 1,
    },
    {
      name: 'a host with a path',
      text: JSON.stringify([{ sha256: root.sha256, hosts: ['ca.gov.vn/pki'] }]),
      isTrusted: false,
      problems: 1,
    },
    {
      name: 'two entries',
      text: JSON.stringify([{ sha256: root.sha256 }, { sha256: root.sha256 }]),
      isTrusted: false,
      problems: 1,
    },
    { name: 'of an anchor that is not here', text: JSON.stringify([{ sha256: other }]), isTrusted: true, problems: 1 },
    {
      name: 'in the entry of another',
      text: JSON.stringify([{ sha256: other, roles: [] }]),
      isTrusted: true,
      problems: 1,
    },
  ]
  for (const { name, text, isTrusted, problems } of cases) {
    test(name, async () => {
      await writeFile(join(trust, 'root.cer'), root.der)
      await writeFile(join(trust, 'anchors.json'), text)
      const evidence = await open()
      expect((await evidence.trust()).anchors.length).toBe(isTrusted ? 1 : 0)
      expect(evidence.reachOf(root.sha256) !== null).toBe(isTrusted)
      expect(evidence.problems().length).toBe(problems)
    })
  }

  describe('so does a name that may be meant for it', () => {
    const misnamed = ['Anchors.json', 'anchors.json.txt', 'anchor.json', 'anchors.json ', ' anchors.json', 'ANCHORS']
    for (const name of misnamed) {
      test(`a file "${name}"`, async () => {
        await writeFile(join(trust, 'root.cer'), root.der)
        const evidence = await open()
        await writeFile(join(trust, name), JSON.stringify([{ sha256: root.sha256, trustedUntil: '2021-01-01' }]))
        expect(await evidence.refresh()).toEqual({ ...NO_NEWS, trustChanged: true })
        expect((await evidence.trust()).anchors).toEqual([])
        expect(evidence.problems().map(({ path }) => path)).toEqual([join(trust, name)])
      })
    }
    for (const name of ['anchors.json', 'anchors']) {
      test(`a folder "${name}"`, async () => {
        await writeFile(join(trust, 'root.cer'), root.der)
        const evidence = await open()
        await mkdir(join(trust, name))
        expect(await evidence.refresh()).toEqual({ ...NO_NEWS, trustChanged: true })
        expect((await evidence.trust()).anchors).toEqual([])
        expect(evidence.problems().map(({ path }) => path)).toEqual([join(trust, name)])
      })
    }
    test('but not a certificate, and nothing in a folder of lists', async () => {
      await writeFile(join(trust, 'anchor-root.cer'), root.der)
      await writeFile(join(lists, 'anchors.txt'), 'A note')
      const evidence = await open()
      expect((await evidence.trust()).anchors.length).toBe(1)
      expect(evidence.problems()).toEqual([])
    })
  })

  test('a file that limits in the folder of lists would be passed over', async () => {
    await writeFile(join(lists, 'anchors.json'), '[]')
    expect((await open()).problems().map(({ path }) => path)).toEqual([join(lists, 'anchors.json')])
  })

  test('two folders that speak of one anchor', async () => {
    for (const path of [trust, lists]) {
      await writeFile(join(path, 'root.cer'), root.der)
      await writeFile(join(path, 'anchors.json'), JSON.stringify([{ sha256: root.sha256 }]))
    }
    const evidence = await openImportedEvidence({ trust: [trust, lists], lists: [] })
    expect((await evidence.trust()).anchors).toEqual([])
    expect(evidence.problems().length).toBe(1)
  })
})
