/** Reads which document it is from the text of its pages and signature widgets. */
import { type Appendix, readAppendix } from './appendix.ts'
import { readCode, typeInNotation } from './document-code.ts'
import type { DocumentText } from './document-text.ts'
import { LETTER_TYPE, typeOfTitle } from './document-types.ts'
import { type Header, readHeader } from './header.ts'
import type { DocumentIdentity, IdentityFields, Stated } from './identity.ts'
import { readIssuedDate } from './issued-date.ts'
import { legibilityOf } from './legibility.ts'
import { readOrgans } from './organ.ts'
import { type Row, rowsOf, sourceOf } from './rows.ts'
import { readSignerInfo } from './signer-info.ts'
import { readSubject } from './subject.ts'

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
  return { ...known, ...fieldsOfHeader(readHeader(first), isFirm), signerInfo: stated(readSignerInfo(pages), isFirm) }
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
  const code = firstOf(header.left, readCode)
  const date = firstOf(header.rows, readIssuedDate)
  const organs = readOrgans(header.left)
  const isOrganFirm = isFirm && header.hasColumns && (organs?.isKnownKind ?? false)
  const notation = code && typeInNotation(code.found.notation)
  const titled = header.title && (typeOfTitle(header.title.text)?.name ?? null)
  const subject = readSubject(header)
  const typeName = titled ?? notation?.type.name ?? (code && subject ? LETTER_TYPE : null)
  return {
    codeNumber: code?.found.number
      ? {
          value: code.found.number,
          source: sourceIn(code.row, code.found.numberAt),
          confidence: confidence(isFirm && code.found.isWhole),
        }
      : null,
    codeNotation: stated(code?.found.notation ?? null, isFirm && (code?.found.isWhole ?? false)),
    typeName: stated(typeName, isFirm && (titled !== null || (notation?.isExact ?? false))),
    issuedDate: date
      ? {
          value: date.found.value,
          source: sourceIn(date.row, date.found.at),
          confidence: confidence(isFirm && date.found.isWhole),
        }
      : null,
    organName: stated(organs?.name ?? null, isOrganFirm),
    organAbove: stated(organs?.above ?? null, isOrganFirm),
    subject: stated(subject, isFirm),
  }
}

function fieldsOfAppendix({ code, issuedDate, organName, source }: Appendix, isFirm: boolean): IdentityFields {
  const from = <T>(value: T | null): Stated<T> | null =>
    value === null ? null : { value, source, confidence: confidence(isFirm) }
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

const sourceIn = (row: Row, [from, to]: readonly [number, number]) => sourceOf(row, from, to)

const confidence = (isFirm: boolean): Stated<unknown>['confidence'] => (isFirm ? 'firm' : 'doubtful')

function stated<T>(value: T | null, isFirm: boolean): Stated<T> | null {
  return value === null ? null : { value, source: 'page-text', confidence: confidence(isFirm) }
}
