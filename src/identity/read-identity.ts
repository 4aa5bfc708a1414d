/** Reads which document it is from the text of its pages and signature widgets. */
import { type Appendix, readAppendix } from './appendix.ts'
import { readCode, typeInNotation } from './document-code.ts'
import type { DocumentText } from './document-text.ts'
import { LETTER_TYPE, typeOfTitle } from './document-types.ts'
import { type Header, readHeader } from './header.ts'
import type { DocumentIdentity, IdentityFields, Stated } from './identity.ts'
import { MAX_FIELD_CHARACTERS } from './identity-schema.ts'
import { readIssuedDate } from './issued-date.ts'
import { legibilityOf } from './legibility.ts'
import { readOrgans } from './organ.ts'
import { type Row, rowsOf, sourceOf } from './rows.ts'
import { readSignerInfo } from './signer-info.ts'
import { readSubject } from './subject.ts'

/** Raised whenever the same file would be read otherwise: each is read again then. */
export const READER = 2

export const NO_FIELDS: IdentityFields = {
  codeNumber: null,
  codeNotation: null,
  typeName: null,
  issuedDate: null,
  organName: null,
  organAbove: null,
  subject: null,
  signerInfo: null,
}

/** Of a page without legible text nothing is believed but what signatures show on it. */
export function readIdentity(document: DocumentText): DocumentIdentity {
  const { pageAmount, pages } = document
  const text = legibilityOf(pageTextOf(document))
  const first = pages[0]
  const isFirm = !(first?.isScan ?? true)
  const known = { text, pageAmount, isAppendix: false, ...NO_FIELDS }
  const appendix = readAppendix(text === 'legible' ? document : widgetsOf(document))
  if (appendix)
    return {
      ...known,
      isAppendix: true,
      ...fieldsOfAppendix(appendix, isFirm || appendix.source === 'signature-widget'),
    }
  if (text !== 'legible' || !first) return known
  const signer = readSignerInfo(pages)
  return {
    ...known,
    ...fieldsOfHeader(readHeader(first), isFirm),
    signerInfo: signer && { value: signer, source: 'page-text', confidence: confidence(isFirm) },
  }
}

/** Text of the pages alone, in the order of reading. */
export function pageTextOf({ pages }: DocumentText): string {
  return pages
    .flatMap(({ pieces }) => rowsOf(pieces.filter(({ source }) => source === 'page-text')))
    .map(({ text }) => text)
    .join('\n')
}

function widgetsOf(document: DocumentText): DocumentText {
  const pages = document.pages.map((page) => ({
    ...page,
    pieces: page.pieces.filter(({ source }) => source === 'signature-widget'),
  }))
  return { ...document, pages }
}

function fieldsOfHeader(header: Header, isFirm: boolean): Omit<IdentityFields, 'signerInfo'> {
  return { ...codeFields(header, isFirm), ...dateField(header, isFirm), ...organFields(header, isFirm) }
}

function codeFields(header: Header, isFirm: boolean) {
  const code = firstOf(header.left, readCode)
  const title = header.title ? typeOfTitle(header.title.text) : null
  const subject = readSubject(header)
  if (!code) return { codeNumber: null, codeNotation: null, ...aboutFields(title?.name ?? null, subject, isFirm) }
  const { number, notation, isWhole, numberAt } = code.found
  const named = typeInNotation(notation)
  const typeName = title?.name ?? named?.name ?? (subject === null ? null : LETTER_TYPE)
  return {
    codeNumber: stated(number, isFirm && isWhole, sourceOf(code.row, ...numberAt)),
    codeNotation: stated(notation, isFirm && isWhole),
    ...aboutFields(typeName, subject, isFirm),
  }
}

function aboutFields(typeName: string | null, subject: string | null, isFirm: boolean) {
  return { typeName: stated(typeName, isFirm), subject: stated(subject, isFirm) }
}

function dateField(header: Header, isFirm: boolean) {
  const date = firstOf(header.rows, readIssuedDate)
  if (!date) return { issuedDate: null }
  return { issuedDate: stated(date.found.value, isFirm && date.found.isWhole, sourceOf(date.row, ...date.found.at)) }
}

function organFields(header: Header, isFirm: boolean) {
  const organs = readOrgans(header.left)
  const isOrganFirm = isFirm && header.hasColumns && (organs?.isKnownKind ?? false)
  return {
    organName: stated(organs?.name ?? null, isOrganFirm),
    organAbove: stated(organs?.above ?? null, isOrganFirm),
  }
}

function fieldsOfAppendix({ code, issuedDate, organName, source }: Appendix, isFirm: boolean): IdentityFields {
  const from = (value: string | null) => stated(value, isFirm, source)
  return {
    ...NO_FIELDS,
    codeNumber: from(code.number),
    codeNotation: from(code.notation),
    typeName: from('Phụ lục'),
    issuedDate: from(issuedDate),
    organName: from(organName),
  }
}

function firstOf<T>(
  rows: readonly Row[],
  read: (text: string) => T | null,
): { readonly row: Row; readonly found: T } | null {
  for (const row of rows) {
    const found = read(row.text)
    if (found !== null) return { row, found }
  }
  return null
}

const confidence = (isFirm: boolean): Stated<unknown>['confidence'] => (isFirm ? 'firm' : 'doubtful')

function stated(value: string | null, isFirm: boolean, source: Stated<string>['source'] = 'page-text') {
  return value === null ? null : { value: value.slice(0, MAX_FIELD_CHARACTERS), source, confidence: confidence(isFirm) }
}
