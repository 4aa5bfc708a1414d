/** Attribution as the service does it: by the register of the store, the head of the document, and the letter. */
import { attribute } from '../attribution/attribute.ts'
import { headerOf, NOTHING_BESIDE } from '../attribution/beside.ts'
import type { Attribute } from '../store/store.ts'

export const attributing: Attribute = (report, submission, reading, register) =>
  attribute(report, submission, register, { ...NOTHING_BESIDE, header: headerOf(reading) })
