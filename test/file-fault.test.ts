/** Faults of files and of JSON are told in Vietnamese, whatever Node or the schema says of them. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBundle } from '../src/bundle/read-bundle.ts'
import { readPolicy } from '../src/evidence/policy/read-policy.ts'
import { explainFileFault } from '../src/file-fault.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sokyso-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const messageOf = (failing: Promise<unknown>) => failing.then(String, (error: Error) => error.message)

describe('a file that cannot be opened', () => {
  test.each([
    ['is not there', () => join(folder, 'none'), 'không có tệp này; kiểm tra lại đường dẫn'],
    ['is a folder', () => folder, 'đây là một thư mục, không phải tệp'],
  ])('because it %s', async (_, path, words) => {
    const error: unknown = await readFile(path()).catch((fault: unknown) => fault)
    expect(explainFileFault(error)).toBe(words)
  })

  test('for a reason of its own is told without words of another language', () => {
    expect(explainFileFault(Object.assign(new Error('i/o error'), { code: 'EIO' }))).toBe('không đọc được (EIO)')
    expect(explainFileFault(new Error('bad luck'))).toBe('không đọc được')
  })
})

test('a bundle that is not there says so, and where to get one', async () => {
  const said = await messageOf(readBundle(join(folder, 'none.zip')))
  expect(said).toContain('không có tệp này; kiểm tra lại đường dẫn. Tải lại bộ chứng cứ từ trang của văn bản')
  expect(said).not.toMatch(/ENOENT|no such/)
})

const policy = async (change: (policy: Record<string, unknown>) => object) => {
  const shipped = await readFile(new URL('../src/evidence/policy/strict.json', import.meta.url), 'utf8')
  const text = JSON.stringify(change(JSON.parse(shipped)))
  return messageOf(Promise.resolve().then(() => readPolicy(text, 'own.json')))
}

describe('a policy that is refused names the entry and what it must be', () => {
  test.each([
    [{ name: 7 }, 'mục "name" phải là chữ trong dấu nháy kép'],
    [{ extra: true }, 'nội dung có mục không được dùng: "extra"'],
    [{ name: '' }, 'mục "name" nằm ngoài khoảng cho phép'],
    [{ path: undefined }, 'mục "path" phải là nhóm mục trong { }, hoặc đang bị thiếu'],
  ])('%j', async (change, words) => {
    const said = await policy((shipped) => ({ ...shipped, ...change }))
    expect(said).toContain(words)
    expect(said).toContain('Cách ghi ở docs/policies.md.')
  })
})
