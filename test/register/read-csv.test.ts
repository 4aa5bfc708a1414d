import { expect, test } from 'vitest'
import { readCsv } from '../../src/register/read-csv.ts'

const cases: readonly [why: string, text: string, rows: readonly (readonly string[])[] | null][] = [
  [
    'commas',
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'semicolons, as Excel writes them in Viet Nam',
    'a;b\r\n1,5;2\r\n',
    [
      ['a', 'b'],
      ['1,5', '2'],
    ],
  ],
  [
    'tabs',
    'a\tb\n1;5\t2',
    [
      ['a', 'b'],
      ['1;5', '2'],
    ],
  ],
  ['a byte order mark', '\uFEFFa,b', [['a', 'b']]],
  [
    'a separator and a line within quotes',
    'a,b\n"1,\n2",3',
    [
      ['a', 'b'],
      ['1,\n2', '3'],
    ],
  ],
  ['a quote within quotes', 'a\n"xã ""Húc"""', [['a'], ['xã "Húc"']]],
  ['a quote in the middle of a value', 'a\nxã "Húc"', [['a'], ['xã "Húc"']]],
  [
    'empty values',
    'a,b,c\n,,\n',
    [
      ['a', 'b', 'c'],
      ['', '', ''],
    ],
  ],
  [
    'a separator at the very end',
    'a,b\n1,',
    [
      ['a', 'b'],
      ['1', ''],
    ],
  ],
  [
    'lines of an old Macintosh',
    'a,b\r1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['nothing', '', [[]]],
  ['a quote without an end', 'a\n"b', null],
]
for (const [why, text, rows] of cases) test(`readCsv: ${why}`, () => expect(readCsv(text)).toEqual(rows))
