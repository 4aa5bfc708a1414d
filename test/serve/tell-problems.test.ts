import { expect, test } from 'vitest'
import { readAnchorLimits } from '../../src/evidence/anchor-limits.ts'
import type { FolderProblem } from '../../src/evidence/folder.ts'
import { problemTeller } from '../../src/serve/tell-problems.ts'

test('each mistake is told once, and again when it comes back', () => {
  const said: string[] = []
  let problems: readonly FolderProblem[] = []
  const tell = problemTeller(() => problems, { say: (sentence) => said.push(sentence) })
  tell()
  const broken = { path: '/trust/ca.cer', why: 'tệp hỏng' }
  for (const now of [[broken], [broken], [], [broken]]) {
    problems = now
    tell()
  }
  expect(said).toEqual(Array(2).fill('Không đọc được /trust/ca.cer, đã bỏ qua: tệp hỏng.'))
})

test.each([
  ['{', 'nội dung không phải một danh sách JSON'],
  ['[{}]', 'mục 1: "sha256" phải gồm 64 chữ số'],
  [`[{ "sha256": "${'a'.repeat(64)}", "trustedUntil": "30/8/2021" }]`, 'mục 1: giá trị của "trustedUntil" không đúng'],
])('anchors.json that says %s is named with its mistake, and is not said to be passed over', (text, mistake) => {
  const said: string[] = []
  const problems = readAnchorLimits(text).problems.map((why) => ({ path: '/trust/anchors.json', why }))
  problemTeller(() => problems, { say: (sentence) => said.push(sentence) })()
  expect(said).toHaveLength(1)
  expect(said[0]).toContain('Tệp /trust/anchors.json ghi sai')
  expect(said[0]).toContain(mistake)
  expect(said[0]).toContain('docs/runbook.md')
  expect(said[0]).not.toContain('bỏ qua')
})
