/** `sokyso trust import`: copies certificates of authorities and their lists into the folders that the service reads. */
import { existsSync } from 'node:fs'
import { EXIT } from '../cli.ts'
import { type ImportedEvidence, openImportedEvidence } from '../evidence/imported.ts'
import { PINS } from '../evidence/pins.ts'
import type { Instant, Sha256 } from '../lang.ts'
import { makeFolder } from '../make-folder.ts'
import { certificatesOf } from '../validation/judgement.ts'
import { acceptCertificates, acceptLists, type CertificateDecision, type ListDecision } from './accept.ts'
import { type Brought, readInputs } from './read-inputs.ts'
import {
  explainCertificate,
  explainList,
  explainNoFolder,
  explainUnmet,
  explainUnreadable,
  NO_LIST_FOLDER,
  summary,
} from './words.ts'
import { writeWhole } from './write-whole.ts'

export type TakePlan = {
  readonly inputs: readonly string[]
  /** Fingerprints that the operator has compared. */
  readonly pins: readonly Sha256[]
  readonly trust: string
  /** Null: none is configured, and lists are not taken. */
  readonly lists: string | null
}

type ImportPlan = TakePlan & { readonly now: Instant; readonly say: (line: string) => void }

type Decisions = {
  readonly certificates: readonly CertificateDecision[]
  readonly lists: readonly ListDecision[]
  /** Fingerprints of none of the certificates. */
  readonly unmet: readonly Sha256[]
}

/**
 * @returns the exit code: 1 where something was not taken.
 * @throws EvidenceFolderError
 */
export async function importTrust(plan: ImportPlan): Promise<number> {
  const { decisions, brought } = await takeTrust(plan)
  const exit = tell(decisions, brought, plan)
  if (!existsSync(plan.trust)) plan.say(explainNoFolder(plan.trust))
  return exit
}

/** Decides about each, and copies what is taken into the folders. @throws EvidenceFolderError */
export async function takeTrust(plan: TakePlan): Promise<{ readonly decisions: Decisions; readonly brought: Brought }> {
  const { trust, lists } = plan
  const there = (folder: string | null) => (folder !== null && existsSync(folder) ? [folder] : [])
  const imported = await openImportedEvidence({ trust: there(trust), lists: there(lists) })
  const brought = await readInputs(plan.inputs)
  const decisions = await decide(brought, imported, plan)
  // Both, since the service wants both; neither where nothing is taken, so that one of a mistyped name stays unmade.
  if ([...decisions.certificates, ...decisions.lists].some(({ kind }) => kind === 'taken')) {
    for (const folder of lists === null ? [trust] : [trust, lists]) await makeFolder(folder)
  }
  for (const one of decisions.certificates) {
    // No word of the certificate is part of a path.
    if (one.kind === 'taken') await writeWhole(trust, `${one.certificate.sha256}.cer`, one.certificate.der)
  }
  for (const one of decisions.lists) {
    if (one.kind === 'taken' && lists !== null) await writeWhole(lists, `${one.list.sha256}.crl`, one.list.der)
  }
  return { decisions, brought }
}

async function decide(brought: Brought, imported: ImportedEvidence, plan: TakePlan): Promise<Decisions> {
  const store = await imported.trust()
  const { barred } = imported.rules()
  const pins = new Map([...PINS].filter(([sha256]) => !barred.has(sha256)))
  const certificates = acceptCertificates(brought.certificates, { trust: store, pins, named: new Set(plan.pins) })
  const taken = certificates.flatMap((one) => (one.kind === 'taken' ? [one.certificate] : []))
  const authorities = [...certificatesOf(store), ...taken]
  const held = new Set(imported.held().map(({ sha256 }) => sha256))
  const seen = new Set([...brought.certificates, ...authorities].map(({ sha256 }) => sha256))
  return {
    certificates,
    lists: plan.lists === null ? [] : acceptLists(brought.lists, authorities, held),
    unmet: plan.pins.filter((pin) => !seen.has(pin)),
  }
}

function tell(
  { certificates, lists, unmet }: Decisions,
  brought: Brought,
  { lists: folder, now, say }: ImportPlan,
): number {
  for (const { path, why } of brought.unreadable) say(explainUnreadable(path, why))
  for (const one of certificates) say(explainCertificate(one, now))
  for (const one of lists) say(explainList(one, now))
  for (const pin of unmet) say(explainUnmet(pin))
  const homeless = folder === null ? brought.lists.length : 0
  if (homeless > 0) say(NO_LIST_FOLDER)
  const kinds = [...certificates, ...lists].map(({ kind }) => kind)
  const count = (wanted: string) => kinds.filter((kind) => kind === wanted).length
  const refused = count('refused') + brought.unreadable.length + unmet.length + homeless
  say(summary({ taken: count('taken'), present: count('present'), refused }))
  return refused === 0 ? EXIT.allValid : EXIT.someNotValid
}
