/** What is shown of foreign text commands no terminal and hides nothing. */
import { expect, test } from 'vitest'
import { printable, printableLines } from '../src/printable.ts'

const cases: readonly { readonly name: string; readonly text: string; readonly shown: string }[] = [
  { name: 'letters stay', text: 'Kế hoạch số 7 – «ký» 文.pdf', shown: 'Kế hoạch số 7 – «ký» 文.pdf' },
  { name: 'an escape sequence loses its beginning', text: '9.9\u001b[2J', shown: '9.9\ufffd[2J' },
  { name: 'so does one of C1', text: 'a\u009b2J\u007f', shown: 'a\ufffd2J\ufffd' },
  { name: 'no line is broken', text: 'a\r\nb\u2028c\u2029d', shown: 'a\ufffd\ufffdb\ufffdc\ufffdd' },
  { name: 'nothing is turned around or hidden', text: 'a\u202egpj.\u200bexe', shown: 'a\ufffdgpj.\ufffdexe' },
  { name: 'half a character and one for private use', text: 'a\ud800b\ue000', shown: 'a\ufffdb\ufffd' },
]
for (const { name, text, shown } of cases) {
  test(name, () => {
    expect(printable(text)).toBe(shown)
  })
}

test('of several lines each', () => {
  expect(printableLines('a\u001b\nb\r')).toBe('a\ufffd\nb\ufffd')
})
