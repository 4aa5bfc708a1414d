/** Attribution as the service does it: by the register of the store, the head of the document, and the letter. */
import { attribute } from '../attribution/attribute.ts'
import { besideOf } from '../attribution/beside.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Attribute } from '../store/store.ts'

export function attributingAt({ home }: Pick<Campaign, 'home'>): Attribute {
  return (report, submission, { reading, origin }, register) =>
    attribute(report, submission, register, home, besideOf(reading, origin))
}
