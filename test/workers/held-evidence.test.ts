/** What a validation process holds: within a number of bytes, least recently used first to go. */
import { expect, test } from 'vitest'
import { heldEvidence } from '../../workers/held-evidence.ts'
import { hashOf } from '../store/sample-rows.ts'

const item = (name: string, bytes: number) => ({ name, sha256: hashOf(name), der: new Uint8Array(bytes) })
const A = item('A', 40)
const B = item('B', 40)
const C = item('C', 40)
const HUGE = item('HUGE', 500)

/** What each question sends and has forgotten. */
function ask(...questions: readonly (readonly (typeof A)[])[]): readonly string[] {
  const held = heldEvidence(100)
  const nameOf = (sha256: string) => [A, B, C, HUGE].find((one) => one.sha256 === sha256)?.name
  return questions.map((items) => {
    const { missing, forgotten } = held.take(items)
    return `+${missing.map(({ name }) => name).join('')} -${forgotten.map(nameOf).join('')}`
  })
}

const cases: readonly { name: string; questions: readonly (readonly (typeof A)[])[]; sent: readonly string[] }[] = [
  { name: 'what is held is not sent again', questions: [[A, B], [B], [A]], sent: ['+AB -', '+ -', '+ -'] },
  {
    name: 'what was used least recently is forgotten',
    questions: [[A], [B], [A], [C]],
    sent: ['+A -', '+B -', '+ -', '+C -B'],
  },
  {
    name: 'what was forgotten is sent again',
    questions: [[A], [B], [C], [A]],
    sent: ['+A -', '+B -', '+C -A', '+A -B'],
  },
  {
    name: 'what is needed now is never forgotten',
    questions: [
      [A, HUGE],
      [A, HUGE],
    ],
    sent: ['+AHUGE -', '+ -'],
  },
  {
    name: 'what was too large for all others goes with the next',
    questions: [[A], [HUGE], [A]],
    sent: ['+A -', '+HUGE -A', '+A -HUGE'],
  },
  { name: 'what is named twice is sent once', questions: [[A, A]], sent: ['+A -'] },
]
for (const { name, questions, sent } of cases) {
  test(name, () => expect(ask(...questions)).toEqual(sent))
}

test('what was lost is sent again', () => {
  const held = heldEvidence(100)
  held.take([A])
  held.lose(A.sha256)
  expect(held.take([A]).missing).toEqual([A])
})
