import { describe, expect, test } from 'vitest'
import { readCommand } from '../../src/cli.ts'

describe('commands about people and the log', () => {
  const understood: readonly (readonly [string, object])[] = [
    ['user list', { kind: 'user', action: 'list' }],
    ['user reset lan', { kind: 'user', action: 'reset', name: 'lan' }],
    ['user disable lan', { kind: 'user', action: 'disable', name: 'lan' }],
    ['user enable lan', { kind: 'user', action: 'enable', name: 'lan' }],
    [
      'user add lan --full-name Lan --role clerk',
      { action: 'add', name: 'lan', fullName: 'Lan', role: 'clerk', unit: null },
    ],
    ['user add lan --full-name Lan --role unit --unit xa-huc', { role: 'unit', unit: 'xa-huc' }],
    ['user add lan --full-name Lan --role clerk --unit xa-huc', { role: 'clerk', unit: 'xa-huc' }],
    ['audit verify', { kind: 'audit', action: 'verify', noted: null }],
    [`audit verify --noted 12:${'a'.repeat(64)}`, { noted: { number: 12, sha256: 'a'.repeat(64) } }],
  ]
  test.each(understood)('%s', (line, command) => {
    expect(readCommand(line.split(' '))).toMatchObject(command)
  })

  const misused = [
    'user',
    'user add',
    'user add lan',
    'user add lan --full-name Lan',
    'user add lan --full-name Lan --role root',
    'user add lan --full-name Lan --role unit',
    'user add lan --full-name Lan --role leader --unit xa-huc',
    'user add lan --full-name Lan --role clerk --x',
    'user list lan',
    'user reset',
    'user reset lan an',
    'user disable lan --role clerk',
    'user remove lan',
    'audit',
    'audit list',
    'audit verify --noted 12',
    `audit verify --noted 0:${'a'.repeat(64)}`,
    'audit verify --noted 1:abc',
    'audit verify x',
  ]
  test.each(misused)('%s is misused', (line) => {
    expect(readCommand(line.split(' '))).toMatchObject({
      kind: 'misused',
      sentence: expect.stringMatching(/^Lệnh (user|audit) cần/),
    })
  })
})
