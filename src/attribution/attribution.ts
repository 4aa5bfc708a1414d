/** Whose document is it: the unit that a document is attributed to, and on what ground. */
import type { UnitId } from '../campaign/unit.ts'

export type Attribution =
  | {
      readonly kind: 'unit'
      readonly unit: UnitId
      readonly witness: 'certificate' | 'address'
      readonly evidence: string
    }
  | {
      readonly kind: 'unknown'
      /** `other-body`: the signature is that of an organisation which is not in the register. */
      readonly reason: 'no-witness' | 'other-body' | 'ambiguous'
      readonly evidence: string
    }
