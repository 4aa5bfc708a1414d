/** What every EvidenceSource does, told once and run against each adapter. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Bytes } from '../../src/bytes.ts'
import type { EvidenceSource } from '../../src/evidence/evidence-source.ts'
import type { Evidence, RevocationRequest } from '../../src/validation/judgement.ts'
import { openListenerAnywhere } from './listener.ts'
import { asked, certificateList, issuer, list, names, ocspResponse, response, root, wanted, world } from './made.ts'

/** What there is for the source to find. */
export type Material = { readonly lists: readonly Bytes[]; readonly responses: readonly Bytes[] }

export type Opened = {
  readonly source: EvidenceSource
  /** Where the certificate would say that the material is; empty where the source needs no address. */
  readonly listUrls: readonly string[]
  readonly responderUrls: readonly string[]
  /** Whether it has the material by itself, so that nobody need be asked. */
  readonly isAtHand: boolean
  /** Connections that the hosts of its world have seen. */
  readonly connections: () => number
  readonly close: () => Promise<void>
}

/** @param open with `root` as its anchor, `issuer` beside it, and the clock at NOW. */
export function evidenceSourceContract(name: string, open: (material: Material) => Promise<Opened>): void {
  describe(`EvidenceSource: ${name}`, () => {
    let opened: Opened[]
    beforeEach(() => {
      opened = []
    })
    afterEach(async () => {
      for (const one of opened) await one.close()
    })

    async function having(material: Partial<Material>) {
      const one = await open({ lists: [], responses: [], ...material })
      opened.push(one)
      const { source, listUrls, responderUrls, isAtHand, connections } = one
      const request = (changes: Partial<RevocationRequest> = {}) => wanted({ listUrls, responderUrls, ...changes })
      return { source, request, isAtHand, connections }
    }

    const ofIssuer = certificateList(list())
    const ofRoot = world.certificateLists
      .map(certificateList)
      .find(({ issuer: { der } }) => Buffer.compare(der, root.subject.der) === 0)
    const answer = ocspResponse(response())

    test('tells whom it trusts', async () => {
      const { source } = await having({})
      const { anchors, intermediates } = await source.trust()
      expect(anchors.map(({ certificate }) => certificate.sha256)).toEqual([root.sha256])
      expect(intermediates.map(({ sha256 }) => sha256)).toEqual([issuer.sha256])
    })

    test('gives nothing where nothing is wanted, and nothing where there is nothing', async () => {
      const { source, request } = await having({})
      for (const requests of [[], [request()]]) {
        const evidence = await source.gather(requests)
        expect([evidence.certificateLists, evidence.ocspResponses, [...evidence.heldSince]]).toEqual([[], [], []])
      }
    })

    test('gives the list of the wanted issuer, byte for byte, and no other', async () => {
      const { source, request } = await having({ lists: [ofIssuer.der, ofRoot?.der ?? Buffer.alloc(0)] })
      const { certificateLists } = await source.gather([request()])
      expect(names(certificateLists)).toEqual([ofIssuer.sha256])
      expect(certificateLists.map(({ der }) => Buffer.from(der))).toEqual([Buffer.from(ofIssuer.der)])
    })

    test('gives the response about the wanted certificate', async () => {
      const { source, request } = await having({ responses: [answer.der] })
      expect(names((await source.gather([request()])).ocspResponses)).toEqual([answer.sha256])
    })

    test('gives no response about another certificate, and none of another issuer', async () => {
      const { source, request } = await having({ responses: [answer.der] })
      for (const changes of [{ serialNumber: '7f' }, { issuerName: '3000' }, { issuerKey: '00' }]) {
        expect((await source.gather([request(changes)])).ocspResponses).toEqual([])
      }
    })

    test('gives the same again, and once where it is wanted twice', async () => {
      const { source, request } = await having({ lists: [ofIssuer.der], responses: [answer.der] })
      for (const requests of [[request()], [request(), request({ certificate: root.sha256 })], [request()]]) {
        expect(names((await source.gather(requests)).certificateLists)).toEqual([ofIssuer.sha256])
      }
    })

    test('gives what an operator imported though nobody signed it rightly, which the judge tells; what is fetched not', async () => {
      const forged = certificateList(list({ fault: 'damaged-signature' }))
      const { source, request, isAtHand } = await having({ lists: [forged.der] })
      expect(names((await source.gather([request()])).certificateLists)).toEqual(isAtHand ? [forged.sha256] : [])
    })

    test('ends where the wait is called off', async () => {
      const { source, request } = await having({ lists: [ofIssuer.der] })
      await expect(source.gather([request()], AbortSignal.abort())).rejects.toThrow(/abort/i)
    })

    test('what it says it held since is what it gives, and not later than now', async () => {
      const { source, request } = await having({ lists: [ofIssuer.der] })
      const { certificateLists, heldSince } = await source.gather([request()])
      const given = new Set<string>(names(certificateLists))
      expect([...heldSince.keys()].every((sha256) => given.has(sha256))).toBe(true)
    })

    const all = async (evidence: Promise<Evidence>) => {
      const { certificateLists, ocspResponses } = await evidence
      return names([...certificateLists, ...ocspResponses])
    }

    test('knows, without asking anybody, what is at hand and what was given once', async () => {
      const { source, request, isAtHand } = await having({ lists: [ofIssuer.der], responses: [answer.der] })
      expect(await all(source.known([request()]))).toEqual(isAtHand ? names([ofIssuer, answer]) : [])
      const given = await source.gather([request()])
      const known = await source.known([request()])
      expect(names(known.certificateLists)).toEqual([ofIssuer.sha256])
      expect(known).toEqual(given)
    })

    test('knows nothing of other authorities, and nothing where nothing is asked', async () => {
      const { source, request } = await having({ lists: [ofIssuer.der], responses: [answer.der] })
      await source.gather([request()])
      for (const requests of [[], [asked(issuer, root)]]) expect(await all(source.known(requests))).toEqual([])
    })

    test('connects to nobody for what is known, whatever addresses are named', async () => {
      const canary = await openListenerAnywhere()
      const { source, request, connections } = await having({ lists: [ofIssuer.der] })
      const hosts = ['127.0.0.1', 'localhost', 'a.example']
      const urls = hosts.map((host) => `http://${host}:${canary.port}/crl`)
      for (const changes of [{}, { listUrls: urls, responderUrls: urls }]) await source.known([request(changes)])
      expect([canary.connections(), connections()]).toEqual([0, 0])
      await canary.close()
    })

    test('tells whether anybody would be asked, and asks nobody for that', async () => {
      const { source, request, isAtHand, connections } = await having({ lists: [ofIssuer.der] })
      expect(await source.wouldAsk([request()])).toBe(!isAtHand)
      expect(connections()).toBe(0)
      await source.gather([request()])
      for (const requests of [[], [request()]]) expect(await source.wouldAsk(requests)).toBe(false)
    })

    test('ends where the wait for what is known is called off', async () => {
      const { source, request } = await having({ lists: [ofIssuer.der] })
      await expect(source.known([request()], AbortSignal.abort())).rejects.toThrow(/abort/i)
    })
  })
}
