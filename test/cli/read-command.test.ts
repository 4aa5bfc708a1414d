/** The command line: what is understood, and what is refused with a sentence. */
import { describe, expect, test } from 'vitest'
import { type Command, readCommand } from '../../src/cli.ts'

const verify = {
  kind: 'verify',
  json: false,
  trust: [],
  lists: [],
  policy: 'official-2021',
  online: false,
  at: null,
  receivedAt: null,
  saveBundle: null,
  pictures: null,
  inputs: ['a.pdf'],
}

const understood: readonly { args: readonly string[]; command: object }[] = [
  { args: ['serve'], command: { kind: 'serve', setup: false } },
  { args: ['serve', '--setup'], command: { kind: 'serve', setup: true } },
  { args: ['web'], command: { kind: 'web' } },
  { args: ['poll'], command: { kind: 'poll' } },
  { args: ['work'], command: { kind: 'work' } },
  { args: ['register', 'import', 'a.xlsx'], command: { kind: 'register', file: 'a.xlsx', apply: false } },
  { args: ['register', 'import', '--apply', 'a.xlsx'], command: { kind: 'register', file: 'a.xlsx', apply: true } },
  { args: ['register', 'import', 'a.xlsx', '--apply'], command: { kind: 'register', file: 'a.xlsx', apply: true } },
  { args: ['help'], command: { kind: 'help' } },
  { args: ['verify', '--help'], command: { kind: 'help' } },
  { args: ['-h'], command: { kind: 'help' } },
  { args: ['verify', '-h'], command: { kind: 'help' } },
  { args: ['trust', 'import', '-h'], command: { kind: 'help' } },
  { args: ['verify', '--', '-h'], command: { ...verify, inputs: ['-h'] } },
  { args: ['verify', 'a.pdf'], command: verify },
  { args: ['verify', 'b', '-', 'a'], command: { ...verify, inputs: ['b', '-', 'a'] } },
  { args: ['verify', '--json', 'a.pdf'], command: { ...verify, json: true } },
  { args: ['verify', 'a.pdf', '--json'], command: { ...verify, json: true } },
  { args: ['verify', '--trust', 'x', '--trust=y', 'a.pdf'], command: { ...verify, trust: ['x', 'y'] } },
  { args: ['verify', '--crl', 'x', 'a.pdf'], command: { ...verify, lists: ['x'] } },
  { args: ['verify', '--at', '2021-08-30T00:00:00+07:00', 'a.pdf'], command: { ...verify, at: 1_630_256_400_000 } },
  { args: ['verify', '--at=2021-08-30T00:00Z', 'a.pdf'], command: { ...verify, at: 1_630_281_600_000 } },
  {
    args: ['verify', '--received', '2021-08-20T00:00Z', 'a.pdf'],
    command: { ...verify, receivedAt: 1_629_417_600_000 },
  },
  {
    args: ['verify', '--policy', 'strict', '--online', 'a.pdf'],
    command: { ...verify, policy: 'strict', online: true },
  },
  { args: ['verify', '--save-bundle', 'out', 'a.pdf'], command: { ...verify, saveBundle: 'out' } },
  { args: ['verify', '--pictures', 'out', 'a.pdf'], command: { ...verify, pictures: 'out' } },
  { args: ['verify', '--bundle', 'a.zip'], command: { kind: 'replay', json: false, bundle: 'a.zip', trust: [] } },
  {
    args: ['verify', '--trust', 'x', '--bundle', 'a.zip', '--trust=y'],
    command: { kind: 'replay', json: false, bundle: 'a.zip', trust: ['x', 'y'] },
  },
  { args: ['verify', '--json', '--bundle=a.zip'], command: { kind: 'replay', json: true, bundle: 'a.zip', trust: [] } },
  { args: ['verify', '--', '--json'], command: { ...verify, inputs: ['--json'] } },
  { args: ['doctor'], command: { kind: 'doctor' } },
  { args: ['backup', 'to'], command: { kind: 'backup', folder: 'to' } },
  { args: ['restore', 'from'], command: { kind: 'restore', folder: 'from', verify: false } },
  { args: ['restore', '--verify', 'from'], command: { kind: 'restore', folder: 'from', verify: true } },
  { args: ['trust', 'list'], command: { kind: 'trust', action: 'list' } },
  { args: ['trust', '--help'], command: { kind: 'help' } },
  { args: ['trust', 'import', 'a', 'b'], command: { kind: 'trust', action: 'import', pins: [], inputs: ['a', 'b'] } },
  {
    args: ['trust', 'import', '--pin', 'AB:'.repeat(31).concat('AB'), '--pin', 'c'.repeat(64), 'a'],
    command: { kind: 'trust', action: 'import', pins: ['ab'.repeat(32), 'c'.repeat(64)], inputs: ['a'] },
  },
]

const refused: readonly { args: readonly string[]; names: string }[] = [
  { args: [], names: 'lệnh' },
  { args: ['judge'], names: 'judge' },
  { args: ['serve', 'now'], names: 'serve' },
  { args: ['work', '--all'], names: 'work' },
  { args: ['verify'], names: 'tệp' },
  { args: ['verify', '--jsn', 'a'], names: '--jsn' },
  { args: ['verify', '--json=yes', 'a'], names: '--json' },
  { args: ['verify', 'a', '--trust'], names: '--trust' },
  { args: ['verify', '--at', '30/8/2021', 'a'], names: '30/8/2021' },
  { args: ['verify', '--at', '2021-08-30', 'a'], names: 'múi giờ' },
  { args: ['verify', '--at', '2021-08-30T00:00:00', 'a'], names: 'múi giờ' },
  { args: ['verify', '--at', '2021-13-30T00:00:00Z', 'a'], names: '2021-13-30' },
  { args: ['verify', '--received', 'yesterday', 'a'], names: '--received' },
  { args: ['verify', '--bundle', 'a.zip', 'b.pdf'], names: 'tệp khác' },
  { args: ['verify', '--bundle', 'a.zip', '--crl', 'x'], names: '--crl' },
  { args: ['verify', '--bundle', 'a.zip', '--policy', 'official-2021'], names: '--policy' },
  { args: ['verify', '-', '-'], names: '"-"' },
  { args: ['doctor', 'all'], names: 'doctor' },
  { args: ['backup'], names: 'backup' },
  { args: ['backup', 'a', 'b'], names: 'backup' },
  { args: ['backup', '--verify', 'a'], names: 'backup' },
  { args: ['restore', '--force', 'a'], names: 'restore' },
  { args: ['trust'], names: 'import, list' },
  { args: ['trust', 'remove'], names: 'import, list' },
  { args: ['trust', 'list', 'a'], names: 'trust list' },
  { args: ['trust', 'import'], names: 'tệp' },
  { args: ['trust', 'import', '--pin', 'ab', 'a'], names: '--pin: "ab"' },
  { args: ['trust', 'import', 'a', '--pin'], names: '--pin' },
  { args: ['trust', 'import', '--force', 'a'], names: '--force' },
  { args: ['register'], names: 'import [--apply] TỆP' },
  { args: ['register', 'import'], names: 'import [--apply] TỆP' },
  { args: ['register', 'import', 'a', 'b'], names: 'import [--apply] TỆP' },
  { args: ['register', 'import', '--aply', 'a'], names: 'import [--apply] TỆP' },
  { args: ['register', 'remove', 'a'], names: 'import [--apply] TỆP' },
]

const sentenceOf = (command: Command) => (command.kind === 'misused' ? command.sentence : command.kind)

describe('is understood', () => {
  for (const { args, command } of understood) {
    test(args.join(' '), () => expect(readCommand(args)).toEqual(command))
  }
})

describe('is refused with a sentence that names the mistake', () => {
  for (const { args, names } of refused) {
    test(args.join(' ') || '(nothing)', () => expect(sentenceOf(readCommand(args))).toContain(names))
  }
})
