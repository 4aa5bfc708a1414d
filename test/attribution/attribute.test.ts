import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { attribute } from '../../src/attribution/attribute.ts'
import { readRegister } from '../../src/campaign/read-register.ts'
import type { Code } from '../../src/validation/code.ts'
import type { SignerReport } from '../../src/validation/report.ts'
import { report, signature, signer, submission } from '../tally/build.ts'

const ADDRESSES = new Map([
  ['xa-huc', 'ubndxahuc.huonghoa@quangtri.gov.vn'],
  ['phong-noi-vu', 'noivu.huonghoa@quangtri.gov.vn'],
])
const units = readRegister(readFileSync(new URL('../../src/campaign/register.json', import.meta.url), 'utf8')).map(
  (unit) => ({ ...unit, addresses: [ADDRESSES.get(unit.id) ?? []].flat() }),
)

type Subject = { readonly cn: string; readonly o?: string | null; readonly ou?: readonly string[] }

const organization = ({ cn, o = 'UBND huyện Hướng Hóa', ou = [] }: Subject): SignerReport =>
  signer({ commonName: cn, organization: o, organizationalUnits: ou, kind: 'organization' })
const person = ({ cn, o = 'UBND tỉnh Quảng Trị', ou = [] }: Subject): SignerReport =>
  signer({ commonName: cn, organization: o, organizationalUnits: ou, kind: 'person' })

/** `unit (witness)`, or the reason why there is none. */
const attributed = (signers: readonly SignerReport[], sender: string | null = null, code: Code = 'valid'): string => {
  const signatures = signers.map((each) => signature(code, { signer: each, trust: 'trusted', integrity: 'intact' }))
  const found = attribute(report('a', code, signatures), submission('a', { sender }), units)
  return found.kind === 'unit' ? `${found.unit} (${found.witness})` : found.reason
}

const organizations: readonly [why: string, subject: Subject, expected: string][] = [
  ['the official spelling', { cn: 'UBND xã Húc' }, 'xa-huc'],
  ['capitals in full', { cn: 'ỦY BAN NHÂN DÂN XÃ HÚC' }, 'xa-huc'],
  ['the other place of the tone', { cn: 'UỶ BAN NHÂN DÂN XÃ HÚC' }, 'xa-huc'],
  ['decomposed letters', { cn: 'UBND xã Húc'.normalize('NFD') }, 'xa-huc'],
  ['the district in the name', { cn: 'Ủy ban nhân dân xã Húc huyện Hướng Hóa' }, 'xa-huc'],
  ['district and province after commas', { cn: 'UBND xã Húc, huyện Hướng Hoá, tỉnh Quảng Trị' }, 'xa-huc'],
  ['the area as superior body', { cn: 'UBND xã Húc', o: 'Tỉnh Quảng Trị' }, 'xa-huc'],
  ['the place in an OU alone', { cn: 'UBND xã Húc', o: null, ou: ['Huyện Hướng Hóa'] }, 'xa-huc'],
  ['a township', { cn: 'ỦY BAN NHÂN DÂN THỊ TRẤN LAO BẢO' }, 'tt-lao-bao'],
  ['a shortened township', { cn: 'UBND TT.Khe Sanh' }, 'tt-khe-sanh'],
  ['Lìa under the name of A Túc', { cn: 'UBND xã A Túc' }, 'xa-lia'],
  ['Lìa under the name of A Xing', { cn: 'UBND xã A Xing' }, 'xa-lia'],
  ['a short name', { cn: 'UBND xã Xy' }, 'xa-xy'],
  ['a department', { cn: 'PHÒNG NỘI VỤ' }, 'phong-noi-vu'],
  ['a department with its district', { cn: 'Phòng Nội vụ huyện Hướng Hóa', o: 'UBND tỉnh Quảng Trị' }, 'phong-noi-vu'],
  ['another dash', { cn: 'Phòng Tài chính – Kế hoạch' }, 'phong-tai-chinh-ke-hoach'],
  ['an abbreviation', { cn: 'Phòng LĐ-TB&XH' }, 'phong-lao-dong-thuong-binh-xa-hoi'],
  ['the inspectorate', { cn: 'Thanh tra huyện Hướng Hóa' }, 'thanh-tra'],
  ['the office of council and committee', { cn: 'VĂN PHÒNG HĐND VÀ UBND HUYỆN' }, 'van-phong-hdnd-ubnd'],
  ['a service unit', { cn: 'Trung tâm VHTT-TDTT huyện Hướng Hóa' }, 'tt-van-hoa-the-thao'],
]
describe('the seal of a unit', () => {
  for (const [why, subject, expected] of organizations) {
    test(`is known by ${why}`, () => expect(attributed([organization(subject)])).toBe(`${expected} (certificate)`))
  }
})

const strangers: readonly [why: string, subject: Subject][] = [
  ['a commune whose name only begins like one of ours', { cn: 'UBND xã Thanh Sơn' }],
  ['a commune whose name only ends like one of ours', { cn: 'UBND xã Hải Tân Lập' }],
  ['a province that contains the name of a commune', { cn: 'UBND tỉnh Thanh Hóa', o: 'Tỉnh Thanh Hóa' }],
  ['a commune of the same name in another province', { cn: 'UBND xã Tân Lập', o: 'UBND tỉnh Thái Nguyên' }],
  ['the same, the province without its rank', { cn: 'UBND xã Tân Lập', o: 'Thanh Hóa' }],
  [
    'a commune of the same name in another district',
    { cn: 'UBND xã Tân Lập', o: 'Tỉnh Quảng Trị', ou: ['Huyện Cam Lộ'] },
  ],
  ['the other district in the name itself', { cn: 'UBND xã Tân Lập, huyện Hàm Thuận Nam', o: 'Tỉnh Quảng Trị' }],
  ['a city that bears the name of the province', { cn: 'Phòng Nội vụ', o: 'UBND thị xã Quảng Trị' }],
  ['a ward of a city', { cn: 'UBND xã Thuận', o: 'TP. Huế' }],
  ['the health station of a commune', { cn: 'Trạm Y tế xã Húc' }],
  ['a school of a commune', { cn: 'Trường Tiểu học xã Thanh' }],
  ['the Party committee of a commune', { cn: 'Đảng ủy xã Húc' }],
  ['the people’s committee of the district', { cn: 'UBND huyện Hướng Hóa', o: 'Tỉnh Quảng Trị' }],
  ['a department of the province', { cn: 'Sở Nội vụ', o: 'Tỉnh Quảng Trị' }],
  ['the same department of another district', { cn: 'Phòng Nội vụ', o: 'UBND huyện Gio Linh' }],
  ['a Cyrillic letter in the name', { cn: 'UBND xã Hú\u0441' }],
  ['a Greek letter in the name', { cn: 'UBND xã \u03a7y' }],
  ['a zero-width space in the name', { cn: 'UBND xã H\u200búc' }],
  ['a name turned around by a control character', { cn: 'UBND xã \u202eHúc' }],
  ['a name without diacritics', { cn: 'UBND xa Huc' }],
  ['another tone', { cn: 'UBND xã Thuần' }],
  ['two names in one', { cn: 'UBND xã Húc, UBND xã Thanh' }],
  ['a superior body spelt with a Cyrillic letter', { cn: 'UBND xã Húc', o: 'Tỉnh Quảng Tr\u0456' }],
]
describe('the seal of another body', () => {
  for (const [why, subject] of strangers) {
    test(`never counts for the sender: ${why}`, () => {
      expect(attributed([organization(subject)], 'ubndxahuc.huonghoa@quangtri.gov.vn')).toBe('other-body')
    })
  }
})

const persons: readonly [why: string, subject: Subject, expected: string][] = [
  ['the most specific office', { cn: 'Hồ Văn A', ou: ['Huyện Hướng Hóa', 'Xã Húc'] }, 'xa-huc (certificate)'],
  [
    'the same in the other order',
    { cn: 'Hồ Văn A', ou: ['UBND xã Húc', 'UBND huyện Hướng Hóa'] },
    'xa-huc (certificate)',
  ],
  ['O where no OU is a unit', { cn: 'Hồ Văn A', o: 'UBND xã Húc', ou: ['Huyện Hướng Hóa'] }, 'xa-huc (certificate)'],
  ['a commune placed by the province alone', { cn: 'Hồ Văn A', ou: ['Xã Húc'] }, 'xa-huc (certificate)'],
  [
    'a department of the district',
    { cn: 'Hồ Thị B', ou: ['UBND huyện Hướng Hóa', 'Phòng Tư pháp'] },
    'phong-tu-phap (certificate)',
  ],
  ['a department without its district says nothing', { cn: 'Hồ Thị B', ou: ['Phòng Tư pháp'] }, 'no-witness'],
  ['the district alone says nothing', { cn: 'Hồ Thị B', ou: ['Huyện Hướng Hóa'] }, 'no-witness'],
  ['a name like a commune is no office', { cn: 'Xã Húc', ou: ['Huyện Hướng Hóa'] }, 'no-witness'],
  ['the surname Trương is no school', { cn: 'Trương Thanh', ou: ['Xã Thanh'] }, 'xa-thanh (certificate)'],
  [
    'a school under a department is not the department',
    { cn: 'Lê C', ou: ['UBND huyện Hướng Hóa', 'Phòng Giáo dục và Đào tạo', 'Trường Tiểu học Húc'] },
    'other-body',
  ],
  ['an office of another province', { cn: 'Lê C', o: 'UBND tỉnh Bến Tre', ou: ['UBND xã Tân Lập'] }, 'other-body'],
  ['an office of another district', { cn: 'Lê C', ou: ['Huyện Đakrông', 'UBND xã Húc'] }, 'other-body'],
  ['an office of a ministry', { cn: 'Lê C', o: 'Bộ Y tế', ou: ['Văn phòng Bộ'] }, 'other-body'],
  ['two offices of ours', { cn: 'Lê C', ou: ['Huyện Hướng Hóa', 'Phòng Nội vụ', 'Phòng Tư pháp'] }, 'ambiguous'],
]
describe('the signature of a person', () => {
  for (const [why, subject, expected] of persons) {
    test(`is placed by the offices in the certificate: ${why}`, () =>
      expect(attributed([person(subject)])).toBe(expected))
  }
})

const huc = organization({ cn: 'UBND xã Húc' })
const xy = organization({ cn: 'UBND xã Xy' })
const department = organization({ cn: 'Sở Y tế', o: 'Tỉnh Quảng Trị' })
const officer = person({ cn: 'Hồ Thị B', ou: ['Huyện Hướng Hóa'] })
const HUC = 'ubndxahuc.huonghoa@quangtri.gov.vn'
const NOI_VU = 'noivu.huonghoa@quangtri.gov.vn'

const files: readonly [
  why: string,
  signers: readonly SignerReport[],
  sender: string | null,
  code: Code,
  expected: string,
][] = [
  ['a certificate outweighs the address of another unit', [huc], NOI_VU, 'valid', 'xa-huc (certificate)'],
  ['another body’s seal beside the unit’s own does no harm', [department, huc], null, 'valid', 'xa-huc (certificate)'],
  ['a person of no office and the seal of another body', [officer, department], HUC, 'valid', 'other-body'],
  ['the seals of two units', [huc, xy], null, 'valid', 'ambiguous'],
  ['the seals of two units, sent by one of them', [huc, xy], HUC, 'valid', 'xa-huc (certificate)'],
  ['the seals of two units, sent by a third', [huc, xy], NOI_VU, 'valid', 'ambiguous'],
  ['a person of no office, sent from a registered address', [officer], HUC, 'valid', 'xa-huc (address)'],
  ['a person of no office, sent from an address that only begins so', [officer], `${HUC}.com`, 'valid', 'no-witness'],
  ['a person of no office, sent from an address that only ends so', [officer], `x${HUC}`, 'valid', 'no-witness'],
  [
    'a commune without any place, sent from a registered address',
    [organization({ cn: 'UBND xã Húc', o: null })],
    HUC,
    'valid',
    'xa-huc (address)',
  ],
  ['a signature that waits for revocation data', [huc], null, 'revocation-unknown', 'xa-huc (certificate)'],
  ['a signature that a person must look at', [huc], null, 'later-change-unknown', 'xa-huc (certificate)'],
  ['a revoked certificate proves nothing', [huc], NOI_VU, 'certificate-revoked', 'phong-noi-vu (address)'],
  ['an unsigned file', [], HUC, 'not-signed', 'xa-huc (address)'],
  ['an unsigned file from a stranger', [], 'ai@vidu.vn', 'not-signed', 'no-witness'],
  ['an unsigned file without a usable sender', [], null, 'not-signed', 'no-witness'],
]
for (const [why, signers, sender, code, expected] of files) {
  test(`attribute: ${why}`, () => expect(attributed(signers, sender, code)).toBe(expected))
}

describe('a signature testifies', () => {
  const attributedTo = (changes: Parameters<typeof signature>[1]): string => {
    const file = report('a', 'valid', [signature('valid', { signer: huc, ...changes })])
    const found = attribute(file, submission('a'), units)
    return found.kind === 'unit' ? found.unit : found.reason
  }
  test('when it is trusted and intact', () => expect(attributedTo({})).toBe('xa-huc'))
  test('never when nobody trusts its certificate', () =>
    expect(attributedTo({ trust: 'untrusted' })).toBe('no-witness'))
  test('never when it is broken', () => expect(attributedTo({ integrity: 'broken' })).toBe('no-witness'))
  test('never as a document time-stamp', () => expect(attributedTo({ kind: 'document-timestamp' })).toBe('no-witness'))
  test('never without a certificate', () => expect(attributedTo({ signer: null })).toBe('no-witness'))
  test('never beside a better one that names another', () => {
    const doubtful = signature('revocation-unknown', { signer: huc })
    const found = attribute(
      report('a', 'valid', [signature('valid', { signer: xy }), doubtful]),
      submission('a'),
      units,
    )
    expect(found).toMatchObject({ kind: 'unit', unit: 'xa-xy' })
  })
})

test('the evidence quotes the certificate or the address', () => {
  const file = report('a', 'valid', [signature('valid', { signer: huc })])
  expect(attribute(file, submission('a'), units).evidence).toBe('CN=UBND xã Húc, O=UBND huyện Hướng Hóa')
  expect(attribute(report('a', 'not-signed'), submission('a', { sender: HUC }), units).evidence).toBe(HUC)
})
