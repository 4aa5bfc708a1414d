/** Which pages of a report are worth a picture: those that something reached after a signature. They illustrate and decide nothing. */
import type { Code } from '../code.ts'
import type { DocumentReport, Finding, SignatureReport } from '../report.ts'

/** Left, bottom, right and top in the units of the page (ISO 32000-2, 7.9.5 and 8.3.2.3). */
export type Rectangle = readonly [number, number, number, number]

/** A place that a finding tells, with its code and facts, those that say the place left out: what happened there. */
export type ToldPlace = Pick<Finding, 'code' | 'facts'> & { readonly rectangle: Rectangle }

export type PagePicture = {
  /** Place of the signature in the report, counted from 1. */
  readonly signature: number
  /** As the findings count it: in the file after the change, but a page that was taken away as it was signed. */
  readonly page: number
  readonly change: 'changed' | 'added' | 'removed' | 'moved'
  /** The revision that was signed. */
  readonly before: number
  /** The revision that made the change; null: the file as it is. */
  readonly after: number | null
  /** Where it changed, as far as findings say so. */
  readonly places: readonly ToldPlace[]
  /** Whether something changed whose place no finding tells: two pictures have to be compared for it. */
  readonly compared: boolean
  /** Signatures that came after, hold, and may have changed what the page shows. */
  readonly seals: readonly LaterSeal[]
}

/** By the name of its field; `signer` is foreign text. */
export type LaterSeal = { readonly field: string; readonly signer: string }

export const PICTURE_BUDGET = {
  /** Pages after one signature. The first few show what was done; each costs about half a second. */
  pages: 5,
  /** Pages of one file, which thirteen people may have signed, the most that was seen. */
  pagesOfFile: 15,
  /** Places on one page: those beyond lie in a picture full of them. */
  places: 12,
} as const

/** Codes of changes that a page can show. Scripts and actions have no picture. */
const SHOWN: Partial<Record<Code, PagePicture['change']>> = {
  'document-changed-after-signing': 'changed',
  'annotation-added': 'changed',
  'locked-field-changed': 'changed',
  'certification-violated': 'changed',
  'later-change-unknown': 'changed',
  'shadow-content': 'changed',
  'page-added': 'added',
  'page-removed': 'removed',
  'page-order-changed': 'moved',
}

/** Those of each signature in the order of its pages; never more than the budget, however many the findings name. */
export function picturesOf({ signatures }: DocumentReport): readonly PagePicture[] {
  return signatures
    .flatMap((signature, index) =>
      picturesAfter(signature, index + 1)
        .slice(0, PICTURE_BUDGET.pages)
        .map((picture) => ({ ...picture, seals: picture.compared ? sealsAfter(signatures, picture) : [] })),
    )
    .slice(0, PICTURE_BUDGET.pagesOfFile)
}

/** Of those that are not valid nothing is explained: anybody can put a picture under the name of a signature. */
function sealsAfter(signatures: readonly SignatureReport[], { before, after }: Bare): readonly LaterSeal[] {
  return signatures.flatMap(({ field, revision, integrity, outcome, signer }) =>
    revision !== null &&
    revision > before &&
    (after === null || revision <= after) &&
    integrity === 'intact' &&
    outcome === 'valid' &&
    field !== null
      ? [{ field, signer: signer?.commonName ?? '' }]
      : [],
  )
}

type Bare = Omit<PagePicture, 'seals'>

function picturesAfter({ revision, findings }: SignatureReport, signature: number): readonly Bare[] {
  if (revision === null) return []
  const pictures = new Map<string, Bare>()
  for (const { page, ...seen } of findings.flatMap(shownBy)) {
    // A page that was taken away is counted in another file than all others.
    const key = `${seen.change === 'removed'} ${page} ${seen.after}`
    const known = pictures.get(key)
    pictures.set(key, known ? joined(known, seen) : { signature, page, before: revision, ...seen })
  }
  return [...pictures.values()].sort((a, b) => a.page - b.page)
}

type Seen = Pick<PagePicture, 'page' | 'change' | 'after' | 'places' | 'compared'>

/**
 * Facts: `page` holds numbers of pages; `rectangle` four numbers for each place on them; `revision` the number of the one that
 * made the change, where it is known.
 */
function shownBy({ code, facts }: Finding): readonly Seen[] {
  const change = SHOWN[code]
  if (!change) return []
  const { page = '', rectangle = '', ...deed } = facts
  const places = (change === 'changed' ? rectanglesIn(rectangle) : []).map((one) => ({
    rectangle: one,
    code,
    facts: deed,
  }))
  const [after = null] = wholeNumbers(facts.revision ?? '')
  const compared = change === 'moved' || (change === 'changed' && places.length === 0)
  return wholeNumbers(page).map((number) => ({ page: number, change, after, places, compared }))
}

/** Of several things that happened to one page the one that says most names it. */
const SAYS_MOST: readonly PagePicture['change'][] = ['added', 'removed', 'moved', 'changed']

function joined(known: Bare, { change, places, compared }: Omit<Seen, 'page'>): Bare {
  return {
    ...known,
    change: SAYS_MOST.find((one) => one === known.change || one === change) ?? change,
    places: [...known.places, ...places].slice(0, PICTURE_BUDGET.places),
    compared: known.compared || compared,
  }
}

const wholeNumbers = (text: string): readonly number[] =>
  (text.match(/\d+/g) ?? []).map(Number).filter((number) => number > 0 && Number.isSafeInteger(number))

function rectanglesIn(text: string): readonly Rectangle[] {
  const numbers = (text.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number)
  const found: Rectangle[] = []
  for (let at = 0; at + 4 <= numbers.length && found.length < PICTURE_BUDGET.places; at += 4) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers.slice(at, at + 4)
    found.push([Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)])
  }
  return found
}
