/** Operators of content streams, and whether two contents draw the same. ISO 32000-2, 7.8.2. */
import { type Bytes, equalBytes, fromLatin1, toLatin1 } from '../../bytes.ts'
import { openLedger } from '../../format/pdf/budget.ts'
import { isRegular, isWhiteSpace } from '../../format/pdf/characters.ts'
import { type Cursor, openCursor, skipSpace } from '../../format/pdf/cursor.ts'
import { equalObjects } from '../../format/pdf/equal.ts'
import { asName } from '../../format/pdf/narrow.ts'
import type { PdfObject } from '../../format/pdf/object.ts'
import { readObject } from '../../format/pdf/read-object.ts'
import { startsNumber } from '../../format/pdf/scalar.ts'
import { FormatError, reading } from '../../format/read.ts'
import type { Comparison } from './comparison.ts'
import { DIAGNOSIS_BUDGET } from './effort.ts'

/** An operator with its operands, or operands that the end of the content leaves without one. */
export type Operation = {
  readonly operator: string
  readonly operands: readonly PdfObject[]
  /** Whether the operands are spelled as the syntax does not allow: other readers may make something else of them. */
  readonly isLax: boolean
}

/** Throws FormatError at an inline image, whose data have no syntax, and at what no reader is bound to understand. */
export function* readOperations(bytes: Bytes): Generator<Operation> {
  const cursor = openCursor(bytes, 0, openLedger(), false)
  let operands: PdfObject[] = []
  for (skipSpace(cursor); cursor.position < bytes.length; skipSpace(cursor)) {
    const byte = bytes[cursor.position]
    if (!isRegular(byte) || startsNumber(byte)) {
      operands.push(readObject(cursor))
      continue
    }
    const operator = readOperator(cursor)
    if (operator === 'BI') throw new FormatError('An inline image', 'ISO 32000-2, 8.9.7', cursor.position)
    yield { operator, operands, isLax: cursor.isLax }
    operands = []
    cursor.isLax = false
  }
  if (operands.length > 0) yield { operator: '', operands, isLax: cursor.isLax }
}

function readOperator(cursor: Cursor): string {
  const start = cursor.position
  while (isRegular(cursor.bytes[cursor.position])) cursor.position++
  return toLatin1(cursor.bytes.subarray(start, cursor.position))
}

/**
 * Spelling, white-space and comments aside. Content only put between `q` and `Q`, as writers do who mean to add to it later,
 * and numbers rounded differently are not told apart for certain.
 */
export function compareContent(was: Bytes, is: Bytes): Comparison {
  if (equalBytes(was, is)) return 'same'
  if (Math.max(was.length, is.length) > DIAGNOSIS_BUDGET.contentBytes) return 'unsure'
  const compared = reading(() => compareOperations(readOperations(was), readOperations(is)))
  // Where a content cannot be taken apart, anything but white-space that differs is a difference all the same.
  const outcome = compared.ok ? compared.value : withoutSpace(was) === withoutSpace(is) ? 'unsure' : 'different'
  return outcome === 'different' && withoutWrapping(was) === withoutWrapping(is) ? 'unsure' : outcome
}

function compareOperations(was: Generator<Operation>, is: Generator<Operation>): Comparison {
  let outcome: Comparison = 'same'
  for (;;) {
    const [a, b] = [was.next(), is.next()]
    if (a.done || b.done) return a.done === b.done ? outcome : 'different'
    const step = compareOperation(a.value, b.value)
    if (step === 'different') return step
    if (step === 'unsure') outcome = step
  }
}

function compareOperation(a: Operation, b: Operation): Comparison {
  if (a.operator !== b.operator || a.operands.length !== b.operands.length) return 'different'
  const outcomes = a.operands.map((operand, index) => compareOperand(operand, b.operands[index] ?? null))
  if (a.isLax || b.isLax) outcomes.push('unsure')
  return (
    outcomes.find((outcome) => outcome === 'different') ?? outcomes.find((outcome) => outcome === 'unsure') ?? 'same'
  )
}

function compareOperand(a: PdfObject, b: PdfObject): Comparison {
  if (equalObjects(a, b)) return 'same'
  return typeof a === 'number' && typeof b === 'number' ? compareNumbers(a, b) : 'different'
}

/** The share by which two spellings of one number may differ: writers keep two to five digits. */
const ROUNDING = 0.001

export function compareNumbers(a: number, b: number): Comparison {
  if (a === b) return 'same'
  return Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(a)) ? 'unsure' : 'different'
}

const withoutSpace = (bytes: Bytes): string => toLatin1(bytes).replaceAll(/[\0\t\n\f\r ]/g, '')

/** Without white-space, and without the `q` at the beginning and the `Q` at the end. */
function withoutWrapping(bytes: Bytes): string {
  const text = toLatin1(bytes)
  const start = /^[\0\s]*(?:q[\0\s]+)*/u.exec(text)?.[0].length ?? 0
  let end = text.length
  // By hand: an expression that looks for the end of a long text tries each blank in it.
  while (end > start && (isBlank(text, end - 1) || (text[end - 1] === 'Q' && isBlank(text, end - 2)))) end--
  return withoutSpace(fromLatin1(text.slice(start, end)))
}

const isBlank = (text: string, index: number): boolean => isWhiteSpace(text.charCodeAt(index))

/** Names that operators take as operands, those of resources among them; null where the content cannot be taken apart. */
export function namesUsed(content: Bytes): ReadonlySet<string> | null {
  if (content.length > DIAGNOSIS_BUDGET.contentBytes) return null
  const names = reading(() => {
    const found = new Set<string>()
    for (const { operands } of readOperations(content)) {
      for (const operand of operands) {
        const name = asName(operand)
        if (name !== null) found.add(name)
      }
    }
    return found
  })
  return names.ok ? names.value : null
}
