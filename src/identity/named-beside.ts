/** What the name of a file and the subject of its letter say of the document: a hint for people, where the file itself says nothing. */
import { writeCode } from './document-code.ts'
import { DOCUMENT_TYPES, typeOfAbbreviation } from './document-types.ts'
import type { IdentityFields, IdentitySource, Stated } from './identity.ts'
import { plainText, withoutMarks } from './plain-text.ts'

type Beside = Extract<IdentitySource, 'file-name' | 'mail-subject'>
type BesideFields = Pick<IdentityFields, 'codeNumber' | 'codeNotation' | 'typeName'>

/** A longer name is no name: what stands in it is looked at in part. */
const MAX_LENGTH = 300

/** `12/KH-UBND`, `12-KH-UBND`, `322.KH-UBND`, `1360-QĐ-TTg`, `33/2022/NQ-HĐND`, `687/STP-VB`. */
const WHOLE =
  /(?<![\p{L}\d/])(?!(?:19|20)\d\d[_. -])(?<number>\d{1,5}[a-z]?)(?:[/_.-](?<year>20\d\d))?[/_. -](?<type>\p{L}{2,5})[_.-](?<body>\p{L}[\p{L}\d&]*(?:-[\p{L}\d&]+)?)(?![\p{L}\d])/u

/** `970-qd-ttg` written the other way round: `qd-ttg-970`, `KH 322`, `Quyết định số 12`. */
const TYPE_FIRST =
  /(?<![\p{L}])(?<type>\p{L}{2,5})(?:[_. -]+(?:so|số))?[_. -]+(?:\p{L}+[_.-])?(?<number>\d{1,5})(?![\d/]|[._-]\d)/u

export function readBeside(name: string, source: Beside): BesideFields {
  const text = plainText(name)
    .slice(0, MAX_LENGTH)
    .replace(/(?:\.signed|\.pdf)+$/iu, '')
  const whole = WHOLE.exec(text)?.groups
  const doubtful = <T>(value: T | null): Stated<T> | null =>
    value === null ? null : { value, source, confidence: 'doubtful' }
  if (whole) {
    const { number = '', year, type = '', body = '' } = whole
    const known = typeOfAbbreviation(type)
    // A symbol in small letters has lost what its capitals said: `ttg` is TTg, `ubnd` is UBND.
    const isSymbol = body === body.toUpperCase() || (/\p{Lu}/u.test(body) && body !== body.toLowerCase())
    if (known || (isSymbol && type === type.toUpperCase())) {
      const notation = `${year ? `${year}/` : ''}${known?.abbreviation ?? type}-${body}`
      return {
        codeNumber: doubtful(number),
        codeNotation: isSymbol ? doubtful(notation) : null,
        typeName: doubtful(known?.name ?? typeWithin(text)),
      }
    }
  }
  const first = TYPE_FIRST.exec(text)?.groups
  const type = typeOfAbbreviation(first?.type ?? '')?.name ?? null
  return {
    codeNumber: type === null ? null : doubtful(first?.number ?? null),
    codeNotation: null,
    typeName: doubtful(type ?? typeWithin(text)),
  }
}

const names = DOCUMENT_TYPES.map(({ name }) => ({ name, words: withoutMarks(name) }))

/** `Ke hoach cai cach hanh chinh`, `quyet-dinh-12`. */
function typeWithin(text: string): string | null {
  const words = ` ${withoutMarks(text).replace(/[^a-z\d]+/g, ' ')} `
  return names.find((type) => words.includes(` ${type.words} `))?.name ?? null
}

/** Fills what the file itself leaves open: first by its name, then by the subject of the letter. */
export function withBeside(fields: IdentityFields, fileName: string, mailSubject: string | null): IdentityFields {
  if (fields.codeNumber || fields.codeNotation) return fields
  const named = readBeside(fileName, 'file-name')
  const beside = named.codeNumber || mailSubject === null ? named : readBeside(mailSubject, 'mail-subject')
  return {
    ...fields,
    codeNumber: beside.codeNumber,
    codeNotation: beside.codeNotation,
    typeName: fields.typeName ?? beside.typeName ?? named.typeName,
  }
}

/** As it is shown: `12/KH-UBND`. */
export function codeOf({ codeNumber, codeNotation }: IdentityFields): string | null {
  return codeNumber ? writeCode(codeNumber.value, codeNotation?.value ?? null) : null
}
