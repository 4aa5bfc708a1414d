/** The review of personal data (docs/personal-data.md): no version is released without a signature under the list as it was then. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const own = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')

const listOf = (review: string) => /## The list\n([\s\S]*?)\n## Signed/.exec(review)?.[1]?.trim() ?? ''
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const HEADING = /^## (\d+\.\d+\.\d+)/gm

/** What is wrong, in the words of whoever has to mend it. Of versions before the newest the list has changed since. */
function faultsOf(changelog: string, review: string): readonly string[] {
  const list = hashOf(listOf(review))
  const signed = [...review.matchAll(/^\| (\d+\.\d+\.\d+) \| (\d{4}-\d\d-\d\d) \| ([^|]+) \| `([0-9a-f]{64})` \|$/gm)]
  const hashes = new Map(signed.map(([, version = '', , , hash = '']) => [version, hash]))
  return [...changelog.matchAll(HEADING)].flatMap(([, version = ''], place) => {
    const hash = hashes.get(version)
    if (hash === undefined) return [`${version} is not signed; the list is ${list}`]
    return place === 0 && hash !== list ? [`${version} is signed for another list; it is ${list}`] : []
  })
}

test('each version that was released is signed for', () => {
  expect(faultsOf(own('CHANGELOG.md'), own('docs/personal-data.md'))).toEqual([])
})

const review = (...rows: readonly string[]) => `## The list\n\n| P1 | a |\n\n## Signed\n\n${rows.join('\n')}\n`
const row = (version: string, hash: string) => `| ${version} | 2026-12-01 | Nguyễn Thị Lan | \`${hash}\` |`
const [LIST, OTHER] = [hashOf('| P1 | a |'), hashOf('another list')]
const cases: readonly { name: string; changelog: string; review: string; faults: readonly string[] }[] = [
  { name: 'nothing was released', changelog: '## Unreleased\n', review: review(), faults: [] },
  { name: 'it was signed', changelog: '## 0.2.0\n', review: review(row('0.2.0', LIST)), faults: [] },
  {
    name: 'it was not signed',
    changelog: '## 0.2.0\n',
    review: review(),
    faults: [`0.2.0 is not signed; the list is ${LIST}`],
  },
  {
    name: 'the list has changed since',
    changelog: '## 0.2.0\n',
    review: review(row('0.2.0', OTHER)),
    faults: [`0.2.0 is signed for another list; it is ${LIST}`],
  },
  {
    name: 'an older one was signed for the list of then',
    changelog: '## 0.2.0\n\n## 0.1.0\n',
    review: review(row('0.2.0', LIST), row('0.1.0', OTHER)),
    faults: [],
  },
]
test.each(cases)('a release is looked at: $name', ({ changelog, review: given, faults }) => {
  expect(faultsOf(changelog, given)).toEqual(faults)
})

test('the runbook says what to do in a breach', () => {
  const [, breach = ''] = /^## A breach\n([\s\S]*?)^## /m.exec(own('docs/runbook.md')) ?? []
  for (const word of ['72 hours', 'audit -- verify', 'access.key', 'Nhật ký']) expect(breach).toContain(word)
})
