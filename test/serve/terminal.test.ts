/** Sentences and progress on a terminal, and where the output is a file. */
import { expect, test } from 'vitest'
import { openTerminal } from '../../src/serve/terminal.ts'

function written(isTTY: boolean): string {
  let text = ''
  const write = (more: string) => {
    text += more
  }
  const terminal = openTerminal({ isTTY, write })
  for (const done of [1, 2, 19, 20]) terminal.progress('Thư', done, 20)
  terminal.say('Xong.')
  return text
}

test('in a file each tenth is a line', () => {
  expect(written(false)).toBe('Thư: 1/20\nThư: 2/20\nThư: 19/20\nThư: 20/20\nXong.\n')
})

test('on a terminal one line is written over until all is done', () => {
  const over = '\r\u001b[K'
  expect(written(true)).toBe(`${over}Thư: 1/20${over}Thư: 2/20${over}Thư: 19/20${over}Thư: 20/20\n${over}Xong.\n`)
})
