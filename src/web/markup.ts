/** What every page is made of: escaped markup, foreign text made harmless to the eye, times and hashes. */
import { html } from 'hono/html'
import { type Deadline, isInTime } from '../campaign/campaign.ts'
import type { Instant, Sha256 } from '../lang.ts'
import { printable } from '../printable.ts'
import { vietnameseDateTime } from '../report/vietnamese-date.ts'
import { earlyOrLate } from './time-left.ts'

export type Html = ReturnType<typeof html>

/** Foreign text in its own direction, so that it cannot rearrange what stands beside it. */
export function foreign(text: string): Html {
  return html`<bdi>${printable(text)}</bdi>`
}

/** An address of mail: a narrow column breaks it before its domain, and not within a word. */
export function mailAddress(address: string): Html {
  const at = address.lastIndexOf('@')
  if (at < 1) return foreign(address)
  return html`<bdi>${printable(address.slice(0, at))}<wbr>${printable(address.slice(at))}</bdi>`
}

/** 29/08/2021 23:59, Vietnamese time as the foot of each page says; the full moment is in the attribute. */
export function moment(at: Instant | string): Html {
  const full = vietnameseDateTime(at)
  return html`<time datetime="${new Date(at).toISOString()}" title="${full}">${full.slice(0, 16)}</time>`
}

/** When something came, and how early or late that was. */
export function arrival(terms: Deadline, at: Instant): Html {
  return html`${moment(at)} <small class="${isInTime(terms, at) ? '' : 'late'}">${earlyOrLate(terms, at)}</small>`
}

/** The first characters of a hash, enough to tell two apart by eye. */
export function shortHash(hash: Sha256): Html {
  return html`<code>${hash.slice(0, 12)}</code>`
}

export function isSha256(text: string): text is Sha256 {
  return /^[0-9a-f]{64}$/.test(text)
}
