/** What a document needs to count, beside a signature that holds: the choices a plan leaves open, as data of the campaign. */

export type CountingRule = {
  /** Whose valid signatures the document must carry: anybody's of the unit, the unit's own seal, or a person's and the seal. */
  readonly signatures: 'any' | 'organization' | 'both'
  /** Whether a document that lacks nothing but revocation data stands apart, or fills the number asked for meanwhile. */
  readonly provisional: 'apart' | 'counted'
  /** Of signatures over a weak digest, such as SHA-1, that the policy of validation bears with. */
  readonly weakDigest: 'accepted' | 'review' | 'refused'
  readonly timeStamp: 'optional' | 'required'
  /** Không tính · tính kèm ghi chú · tính. */
  readonly late: 'refused' | 'noted' | 'counted'
  /** Who makes a document count that the machine does not: one officer, or one and another who confirms it. */
  readonly acceptance: 'one-officer' | 'two-officers'
}

/** What plan 322/KH-UBND says nothing of is not demanded. */
export const DEFAULT_RULE: CountingRule = {
  signatures: 'any',
  provisional: 'apart',
  weakDigest: 'accepted',
  timeStamp: 'optional',
  late: 'refused',
  acceptance: 'one-officer',
}
