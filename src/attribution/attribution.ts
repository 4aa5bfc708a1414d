/** Whose document is it: the unit that a document is attributed to, on what ground, and who said what. */
import type { UnitId } from '../campaign/unit.ts'

/** In order of rank. */
export type Witness = 'certificate' | 'header' | 'address'

/** What one witness says, kept as it was said. */
export type Testimony = {
  readonly witness: Witness
  /** Of a certificate: the place of its signature in the report. */
  readonly signature: number | null
  /** `may-name`: the name of a unit without its place, which other districts have too. */
  readonly says: 'names' | 'may-name' | 'other-body' | 'silent'
  readonly units: readonly UnitId[]
  /** As it was written: hostile text. */
  readonly quote: string
}

export type Attribution =
  | {
      readonly kind: 'unit'
      readonly unit: UnitId
      /** The highest in rank that names it; a person's word stands above all of them. */
      readonly witness: Witness | 'person'
      readonly evidence: string
      readonly testimonies: readonly Testimony[]
    }
  | {
      readonly kind: 'unknown'
      /**
       * `other-body`: the signature is that of an organisation which is not in the register; `ambiguous`: one witness names
       * several units, and no other chooses; `disagreement`: two witnesses name different bodies.
       */
      readonly reason: 'no-witness' | 'other-body' | 'ambiguous' | 'disagreement'
      readonly evidence: string
      readonly testimonies: readonly Testimony[]
    }

/** True unless it is known that this signature is another's: of the unit, or of nobody in particular. */
export function speaksForUnit(attribution: Attribution, signature: number): boolean {
  if (attribution.kind === 'unknown' || attribution.witness === 'person') return true
  const testimony = attribution.testimonies.find((each) => each.signature === signature)
  if (testimony === undefined || testimony.says === 'silent') return true
  return testimony.units.includes(attribution.unit)
}
