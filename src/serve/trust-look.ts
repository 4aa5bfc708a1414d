/** Whom signatures rest on, for its page: from what the service itself judges by. */
import { basename } from 'node:path'
import type { Held } from '../evidence/held.ts'
import type { OpenedEvidence } from '../evidence/open-evidence.ts'
import { PINS } from '../evidence/pins.ts'
import type { Instant, Sha256 } from '../lang.ts'
import { type AuthorityRow, listAuthorities } from '../trust/list.ts'
import { nameOf } from '../trust/words.ts'
import type { AnswerLook, AuthorityLook, TrustLook } from '../web/trust-look.ts'

type Evidence = Pick<OpenedEvidence, 'imported' | 'kept' | 'catchUp'>

/** To find the newest list of an authority its signature is verified, so it is looked for again only where there is another. */
export function trustLook(evidence: Evidence, isFetching: boolean): () => Promise<TrustLook> {
  const { imported, kept } = evidence
  let last: { readonly state: string; readonly look: TrustLook } | null = null
  return async () => {
    await evidence.catchUp()
    const { anchors, intermediates } = await imported.trust()
    const files = imported.certificateFiles().map(({ path, stamp }) => `${path} ${stamp}`)
    const rules = anchors.map((anchor) => ({ ...anchor, certificate: anchor.certificate.sha256 }))
    const lists = imported.held().map(({ sha256 }) => sha256)
    const state = JSON.stringify([rules, intermediates.length, files, lists, kept.all().length, imported.problems()])
    if (last?.state !== state) last = { state, look: await lookNow(evidence, isFetching) }
    return last.look
  }
}

async function lookNow({ imported, kept }: Evidence, isFetching: boolean): Promise<TrustLook> {
  const all = kept.all()
  const rows = await listAuthorities(imported, { held: () => all.map(({ held }) => held), load: kept.load })
  const since = new Map(all.map((one) => [one.held.sha256, one]))
  const here = new Set(rows.map(({ certificate }) => certificate.sha256))
  return {
    authorities: rows.map((row) => authorityOf(row, imported, since)),
    missingPins: [...PINS.values()]
      .filter(({ sha256 }) => !here.has(sha256))
      .map(({ name, sha256, kind }) => ({ name, sha256, isAnchor: kind === 'anchor' })),
    answers: answersOf([...imported.held(), ...all.map(({ held }) => held)], since),
    keptLists: all.filter(({ held }) => held.kind === 'list').length,
    problems: imported.problems().length,
    isFetching,
  }
}

type Since = ReadonlyMap<Sha256, { readonly heldSince: Instant; readonly from: ReadonlySet<string> }>

function authorityOf(row: AuthorityRow, imported: Evidence['imported'], since: Since): AuthorityLook {
  const { certificate, anchor, isBarred, list } = row
  const { sha256, notBefore, notAfter } = certificate
  const file = imported.certificateFiles().find(({ certificates }) => certificates.some((one) => one.sha256 === sha256))
  const held = list && since.get(list.sha256)
  const [address] = held?.from ?? []
  return {
    ...{ name: nameOf(certificate), issuer: nameOf({ subject: certificate.issuer }), sha256, notBefore, notAfter },
    kind: anchor ? 'anchor' : isBarred ? 'barred' : 'intermediate',
    trustedFrom: anchor?.trustedFrom ?? null,
    trustedUntil: anchor?.trustedUntil ?? null,
    roles: anchor?.roles ?? [],
    pin: PINS.get(sha256)?.name ?? null,
    isByHand: row.pin === 'by-hand',
    file: file ? { name: basename(file.path), writtenAt: file.writtenAt } : null,
    list: list && {
      ...{ thisUpdate: list.thisUpdate, nextUpdate: list.nextUpdate, entries: list.entryCount },
      heldSince: held?.heldSince ?? null,
      from: address === undefined ? null : new URL(address).host,
    },
  }
}

function answersOf(held: readonly Held[], since: Since): readonly AnswerLook[] {
  const newest = new Map<string, AnswerLook>()
  for (const item of held) {
    if (item.kind !== 'response') continue
    const heldSince = since.get(item.sha256)?.heldSince ?? null
    for (const { serialNumber, keyHash, thisUpdate, nextUpdate } of item.answers) {
      const key = `${keyHash} ${serialNumber}`
      const before = newest.get(key)
      if (before && before.thisUpdate >= thisUpdate) continue
      newest.set(key, { serialNumber, thisUpdate, nextUpdate, heldSince })
    }
  }
  return [...newest.values()].toSorted((a, b) => b.thisUpdate - a.thisUpdate)
}
