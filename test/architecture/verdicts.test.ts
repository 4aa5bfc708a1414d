/** docs/verdicts.md says what the code says: the same codes and remarks, in the same order, with the same consequences. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CODE_WORDS } from '../../src/report/code-words.ts'
import { NOTE_WORDS } from '../../src/report/note-words.ts'
import { CODES, type Code, meaningOf, NOTES } from '../../src/validation/code.ts'

const page = readFileSync(new URL('../../docs/verdicts.md', import.meta.url), 'utf8')

/** Cells of the rows that begin with a code or a remark. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map((cells) => cells.slice(1, -1))

test('each code has its row, with its indication, its effect and its words', () => {
  const codes = Object.keys(CODES) as Code[]
  expect(rows.filter((cells) => cells.length === 5).map((cells) => cells.slice(0, 4))).toEqual(
    codes.map((code) => {
      const { indication, subIndication, effect } = meaningOf(code)
      const said = [indication, subIndication].filter((each) => each !== null).join(' / ')
      return [`\`${code}\``, said || '–', effect, CODE_WORDS[code].label]
    }),
  )
})

test('each remark has its row', () => {
  expect(rows.filter((cells) => cells.length === 3).map((cells) => cells.slice(0, 2))).toEqual(
    NOTES.map((note) => [`\`${note}\``, NOTE_WORDS[note].label]),
  )
})

test('no meaning is left out', () => {
  expect(rows.filter((cells) => !cells.at(-1)?.endsWith('.'))).toEqual([])
})
