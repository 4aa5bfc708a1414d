/** The gate in front of attribution: which From header can be used to name a unit. RFC 5322, 3.4 and 3.6.2. */
import { domainToASCII, domainToUnicode } from 'node:url'
import { fromLatin1 } from '../bytes.ts'
import { decodeText } from './decode-text.ts'
import { type HeaderField, valuesOf } from './header-block.ts'
import type { Sender } from './letter.ts'

const MALFORMED: Sender = { kind: 'unusable', reason: 'malformed' }
const SEVERAL: Sender = { kind: 'unusable', reason: 'several' }

const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/
/** RFC 5322, 3.2.3: dot-atom-text, ASCII only. */
const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
/** RFC 5321, 2.3.5, with at least two labels: no mailbox of the public network lives at a bare name. */
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
/** RFC 5321, 4.5.3.1. */
const MAX_LOCAL_PART = 64
const MAX_DOMAIN = 255

/** What the From fields of a letter come to. The name shown beside the address is never looked at. */
export function readSender(fields: readonly HeaderField[]): Sender {
  const values = valuesOf(fields, 'from')
  const [value] = values
  if (value === undefined) return { kind: 'unusable', reason: 'absent' }
  if (values.length > 1) return SEVERAL
  return readMailbox(decodeText(fromLatin1(value)).trim())
}

/**
 * Stricter than RFC 5322, 3.4: no comments, groups, routes, quoted local parts or domain literals, because readers of
 * mail disagree about them, and what two readers read differently names nobody.
 */
function readMailbox(text: string): Sender {
  if (text === '') return { kind: 'unusable', reason: 'absent' }
  if (CONTROL.test(text)) return MALFORMED
  const plain = withoutQuotedStrings(text)
  if (plain === null || /[()]/.test(plain)) return MALFORMED
  if (plain.includes(',')) return SEVERAL
  const address = /[<>]/.test(plain) ? /^([^<>@:;]*)<([^<>\s]*)>$/.exec(plain)?.[2] : plain
  return address === undefined ? MALFORMED : readAddress(address)
}

/** The text with each quoted string (RFC 5322, 3.2.4) as a pair of bare quotes, or null where one has no end. */
function withoutQuotedStrings(text: string): string | null {
  const plain = text.replace(/"(?:[^"\\]|\\.)*"/gs, '""')
  return plain.replaceAll('""', '').includes('"') ? null : plain
}

function readAddress(text: string): Sender {
  const [localPart = '', domain = '', ...more] = text.split('@')
  const ascii = asciiDomain(domain)
  const usable = more.length === 0 && localPart.length <= MAX_LOCAL_PART && LOCAL_PART.test(localPart)
  // RFC 2047, 5 (3): no encoded word may stand inside an address.
  if (!usable || localPart.includes('=?') || ascii === null) return MALFORMED
  return { kind: 'address', address: `${localPart.toLowerCase()}@${ascii}` }
}

/** The domain in its ASCII form (RFC 5891, 4.2), or null where it is none or mixes scripts. */
function asciiDomain(domain: string): string | null {
  if (/[^\p{L}\p{M}\p{N}.-]/u.test(domain)) return null
  const ascii = domainToASCII(domain)
  if (ascii.length > MAX_DOMAIN || !DOMAIN.test(ascii)) return null
  return domainToUnicode(ascii).split('.').some(mixesScripts) ? null : ascii
}

/** Stricter than RFC 5891: Latin letters beside those of another script in one label are an imitation, not a name. */
function mixesScripts(label: string): boolean {
  const letters = label.match(/\p{L}/gu) ?? []
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length
  return latin > 0 && latin < letters.length
}
