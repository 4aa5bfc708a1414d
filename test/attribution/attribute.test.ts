import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { attribute as attributeAt } from '../../src/attribution/attribute.ts'
import { type Attribution, speaksForUnit } from '../../src/attribution/attribution.ts'
import { type Beside, besideOf, type DocumentHeader, headerOf } from '../../src/attribution/beside.ts'
import { subjectKey } from '../../src/attribution/signer-body.ts'
import type { Home } from '../../src/campaign/home.ts'
import { readRegister } from '../../src/campaign/read-register.ts'
import type { Unit, UnitId } from '../../src/campaign/unit.ts'
import type { IdentityReading, IdentitySource } from '../../src/identity/identity.ts'
import type { Instant } from '../../src/lang.ts'
import type { Submission } from '../../src/submission/submission.ts'
import type { Code } from '../../src/validation/code.ts'
import type { DocumentReport, SignerReport } from '../../src/validation/report.ts'
import { campaign, report, signature, signer, submission, unit } from '../tally/build.ts'

const attribute = (file: DocumentReport, sent: Submission, register: readonly Unit[], beside?: Beside): Attribution =>
  attributeAt(file, sent, register, campaign.home, beside)

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
  [
    'an office within a unit is the unit’s',
    { cn: 'Lê C', ou: ['Huyện Hướng Hóa', 'UBND xã Húc', 'Văn phòng - Thống kê'] },
    'xa-huc (certificate)',
  ],
  [
    'the desk that takes papers in is the unit’s, and no ministry',
    { cn: 'Lê C', ou: ['Huyện Hướng Hóa', 'UBND xã Húc', 'Bộ phận Tiếp nhận và Trả kết quả'] },
    'xa-huc (certificate)',
  ],
  [
    'council and committee without a name are those of the unit',
    { cn: 'Lê C', ou: ['Huyện Hướng Hóa', 'UBND xã Húc', 'HĐND & UBND'] },
    'xa-huc (certificate)',
  ],
  [
    'a unit whose name lost its marks says nothing',
    { cn: 'Lê C', ou: ['Huyện Hướng Hóa', 'UBND xa Huc'] },
    'no-witness',
  ],
  [
    'a unit whose name lost a space says nothing',
    { cn: 'Lê C', ou: ['Huyện Hướng Hóa', 'UBND xã ADơi'] },
    'no-witness',
  ],
  ['the district as a body says nothing', { cn: 'Lê C', ou: ['UBND huyện Hướng Hoá'] }, 'no-witness'],
  [
    'council and committee of the district say nothing',
    { cn: 'Lê C', ou: ['HĐND và UBND huyện Hướng Hóa'] },
    'no-witness',
  ],
  ['two offices of ours', { cn: 'Lê C', ou: ['Huyện Hướng Hóa', 'Phòng Nội vụ', 'Phòng Tư pháp'] }, 'ambiguous'],
]
/** Officers of bodies that are not in the register, within our own province and district too. */
const officersOfOthers: readonly [why: string, subject: Subject][] = [
  ['a commune of another district, without that district', { cn: 'Lê C', ou: ['UBND xã Mò Ó'] }],
  ['the same, as an area', { cn: 'Lê C', o: 'Tỉnh Quảng Trị', ou: ['Xã Mò Ó'] }],
  ['a commune whose name begins like one of ours', { cn: 'Lê C', ou: ['Huyện Hướng Hóa', 'UBND xã Húc Nghì'] }],
  ['another district without its rank', { cn: 'Lê C', o: 'Tỉnh Quảng Trị', ou: ['UBND Hải Lăng'] }],
  ['a department that is not in the register', { cn: 'Lê C', ou: ['Huyện Hướng Hóa', 'Phòng Kinh tế'] }],
  ['the office of the province', { cn: 'Lê C', ou: ['Văn phòng UBND tỉnh'] }],
  ['the Party committee of the district', { cn: 'Lê C', o: 'Tỉnh ủy Quảng Trị', ou: ['Huyện uỷ Hướng Hoá'] }],
  ['the tax office', { cn: 'Lê C', o: 'Cục Thuế tỉnh Quảng Trị' }],
  ['the social insurance', { cn: 'Lê C', o: 'Bảo hiểm xã hội tỉnh Quảng Trị', ou: ['BHXH huyện Hướng Hóa'] }],
  ['a court', { cn: 'Lê C', o: 'Toà án nhân dân tỉnh Quảng Trị' }],
  ['the treasury', { cn: 'Lê C', o: 'Kho bạc Nhà nước Quảng Trị' }],
  ['a company', { cn: 'Lê C', o: 'Công ty TNHH Hướng Hóa' }],
  ['a desk of nobody’s', { cn: 'Lê C', o: 'Tỉnh Quảng Trị', ou: ['Bộ phận Một cửa'] }],
  ['a committee of nobody’s', { cn: 'Lê C', o: 'Tỉnh Quảng Trị', ou: ['UBND'] }],
  ['the Front', { cn: 'Lê C', o: 'Tỉnh Quảng Trị', ou: ['UBMTTQ Việt Nam huyện Hướng Hóa'] }],
]
describe('the signature of an officer of another body', () => {
  for (const [why, subject] of officersOfOthers) {
    test(`never counts for the sender: ${why}`, () => {
      expect(attributed([person(subject)], 'ubndxahuc.huonghoa@quangtri.gov.vn')).toBe('other-body')
    })
  }
})

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
  ['a certificate and the address of another unit', [huc], NOI_VU, 'valid', 'disagreement'],
  ['another body’s seal beside the unit’s own does no harm', [department, huc], null, 'valid', 'xa-huc (certificate)'],
  ['a person of no office and the seal of another body', [officer, department], HUC, 'valid', 'other-body'],
  ['the seals of two units', [huc, xy], null, 'valid', 'ambiguous'],
  ['the seals of two units, sent by one of them', [huc, xy], HUC, 'valid', 'xa-huc (certificate)'],
  ['the seals of two units, sent by a third', [huc, xy], NOI_VU, 'valid', 'disagreement'],
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

const THIRD_DISTRICT = 'ỦY BAN NHÂN DÂN HUYỆN HƯỚNG HÓA'
const head = (organName: string, organAbove: string | null = THIRD_DISTRICT): DocumentHeader => ({
  organName,
  organAbove,
})
const nobody = officer
const placeless = organization({ cn: 'UBND xã Húc', o: null })

type Heard = {
  readonly why: string
  readonly signers: readonly SignerReport[]
  readonly header?: DocumentHeader
  readonly sender?: string
  readonly standing?: Beside['sender']
  readonly expected: string
}

const heard: readonly Heard[] = [
  {
    why: 'all three agree',
    signers: [huc],
    header: head('UBND XÃ HÚC'),
    sender: HUC,
    expected: 'xa-huc (certificate)',
  },
  {
    why: 'certificate and head agree, the sender is not registered',
    signers: [huc],
    header: head('ỦY BAN NHÂN DÂN XÃ HÚC'),
    sender: 'canbo@thudientu.example',
    expected: 'xa-huc (certificate)',
  },
  { why: 'the head alone names a unit', signers: [nobody], header: head('UBND XÃ HÚC'), expected: 'xa-huc (header)' },
  {
    why: 'the head names a department under its district',
    signers: [nobody],
    header: head('PHÒNG NỘI VỤ'),
    expected: 'phong-noi-vu (header)',
  },
  {
    why: 'head and address agree',
    signers: [nobody],
    header: head('UBND XÃ HÚC'),
    sender: HUC,
    expected: 'xa-huc (header)',
  },
  { why: 'certificate and head disagree', signers: [huc], header: head('UBND XÃ XY'), expected: 'disagreement' },
  {
    why: 'certificate and address agree against the head',
    signers: [huc],
    header: head('UBND XÃ XY'),
    sender: HUC,
    expected: 'disagreement',
  },
  {
    why: 'head and address agree against the certificate',
    signers: [xy],
    header: head('UBND XÃ HÚC'),
    sender: HUC,
    expected: 'disagreement',
  },
  {
    why: 'head and address disagree, and no certificate speaks',
    signers: [nobody],
    header: head('UBND XÃ XY'),
    sender: HUC,
    expected: 'disagreement',
  },
  {
    why: 'the head chooses between two seals',
    signers: [huc, xy],
    header: head('UBND XÃ XY'),
    expected: 'xa-xy (certificate)',
  },
  {
    why: 'head and address choose differently between two seals',
    signers: [huc, xy],
    header: head('UBND XÃ XY'),
    sender: HUC,
    expected: 'disagreement',
  },
  {
    why: 'a plan of the province, passed on under the seal of the unit',
    signers: [huc],
    header: head('ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ', null),
    sender: HUC,
    expected: 'disagreement',
  },
  {
    why: 'a paper of a department of the province, sent by a unit, with the seal of that department',
    signers: [department],
    header: head('SỞ Y TẾ', 'ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ'),
    sender: HUC,
    expected: 'other-body',
  },
  {
    why: 'a head of the unit over the seal of another body',
    signers: [department],
    header: head('UBND XÃ HÚC'),
    sender: HUC,
    expected: 'other-body',
  },
  {
    why: 'the head of another body, sent by a unit whose officer signed',
    signers: [nobody],
    header: head('SỞ NỘI VỤ', 'UBND TỈNH QUẢNG TRỊ'),
    sender: HUC,
    expected: 'disagreement',
  },
  {
    why: 'the head of another body, and nobody names a unit',
    signers: [nobody],
    header: head('SỞ NỘI VỤ', 'UBND TỈNH QUẢNG TRỊ'),
    expected: 'no-witness',
  },
  {
    why: 'the head of a commune of the same name in another district',
    signers: [nobody],
    header: head('UBND XÃ TÂN LẬP', 'UBND HUYỆN CAM LỘ'),
    sender: HUC,
    expected: 'disagreement',
  },
  {
    why: 'a head whose marks were lost is no witness against the unit',
    signers: [huc],
    header: head('UBND XA HUC', null),
    expected: 'xa-huc (certificate)',
  },
  {
    why: 'a head whose marks were lost names nobody',
    signers: [nobody],
    header: head('UBND XA HUC'),
    expected: 'no-witness',
  },
  {
    why: 'a head without its district names nobody alone',
    signers: [nobody],
    header: head('UBND XÃ HÚC', null),
    expected: 'no-witness',
  },
  {
    why: 'a head without its district confirms the address',
    signers: [nobody],
    header: head('UBND XÃ HÚC', null),
    sender: HUC,
    expected: 'xa-huc (address)',
  },
  {
    why: 'a head without its district contradicts the certificate',
    signers: [xy],
    header: head('UBND XÃ HÚC', null),
    expected: 'disagreement',
  },
  { why: 'a seal without its place names nobody alone', signers: [placeless], expected: 'no-witness' },
  {
    why: 'a seal without its place contradicts the address of another unit',
    signers: [placeless],
    sender: NOI_VU,
    expected: 'disagreement',
  },
  {
    why: 'a seal without its place is placed by the head',
    signers: [placeless],
    header: head('UBND XÃ HÚC'),
    expected: 'xa-huc (header)',
  },
  {
    why: 'the address in the certificate names the unit where the subject names none',
    signers: [{ ...nobody, email: HUC.toUpperCase() }],
    expected: 'xa-huc (certificate)',
  },
  {
    why: 'the address in the certificate does not stand against a subject without its place',
    signers: [{ ...placeless, email: NOI_VU }],
    expected: 'no-witness',
  },
  {
    why: 'the address in the certificate places its subject',
    signers: [{ ...placeless, email: HUC }],
    expected: 'xa-huc (certificate)',
  },
  {
    why: 'the name of the office of council and committee in two rows',
    signers: [organization({ cn: 'Văn phòng HĐND và UBND huyện' })],
    header: head('VĂN PHÒNG HĐND VÀ UBND'),
    expected: 'van-phong-hdnd-ubnd (certificate)',
  },
  {
    why: 'the address in the certificate does not stand against its subject',
    signers: [{ ...xy, email: HUC }],
    expected: 'xa-xy (certificate)',
  },
  {
    why: 'the address in the certificate of another body says nothing',
    signers: [{ ...department, email: HUC }],
    expected: 'other-body',
  },
  {
    why: 'an authenticated address',
    signers: [nobody],
    sender: HUC,
    standing: 'authenticated',
    expected: 'xa-huc (address)',
  },
  {
    why: 'an address that the mail servers contradict names nobody',
    signers: [nobody],
    sender: HUC,
    standing: 'contradicted',
    expected: 'no-witness',
  },
  {
    why: 'a contradicted address is no witness against the certificate',
    signers: [xy],
    sender: HUC,
    standing: 'contradicted',
    expected: 'xa-xy (certificate)',
  },
  {
    why: 'an authenticated address does not outweigh the certificate',
    signers: [xy],
    sender: HUC,
    standing: 'authenticated',
    expected: 'disagreement',
  },
  {
    why: 'an officer of one unit and the seal of another, from an address that is not registered',
    signers: [person({ cn: 'Hồ Văn A', ou: ['Huyện Hướng Hóa', 'Xã Húc'] }), xy],
    sender: 'ubndxaxy@quangtri.gov.vn',
    expected: 'ambiguous',
  },
]
describe('three witnesses', () => {
  for (const { why, signers, header = null, sender = null, standing = 'unknown', expected } of heard) {
    test(why, () => {
      const signatures = signers.map((each) => signature('valid', { signer: each, trust: 'trusted' }))
      const found = attribute(report('a', 'valid', signatures), submission('a', { sender }), units, {
        header,
        sender: standing,
      })
      expect(found.kind === 'unit' ? `${found.unit} (${found.witness})` : found.reason).toBe(expected)
    })
  }

  test('are all kept with what they said, also those who were outvoted or silent', () => {
    const signatures = [nobody, huc].map((each) => signature('valid', { signer: each }))
    const found = attribute(report('a', 'valid', signatures), submission('a', { sender: 'ai@vidu.vn' }), units, {
      header: head('UBND XÃ XY'),
      sender: 'unknown',
    })
    expect(found).toMatchObject({ kind: 'unknown', reason: 'disagreement' })
    expect(found.testimonies).toEqual([
      { witness: 'certificate', signature: 0, says: 'silent', units: [], quote: expect.stringContaining('Hồ Thị B') },
      {
        witness: 'certificate',
        signature: 1,
        says: 'names',
        units: ['xa-huc'],
        quote: expect.stringContaining('UBND xã Húc'),
      },
      { witness: 'header', signature: null, says: 'names', units: ['xa-xy'], quote: `${THIRD_DISTRICT} / UBND XÃ XY` },
      { witness: 'address', signature: null, says: 'silent', units: [], quote: 'ai@vidu.vn' },
    ])
  })

  test('decide alike in whatever order a file carries its signatures', () => {
    const all = [nobody, huc, xy, department].map((each) => signature('valid', { signer: each }))
    const one = attribute(report('a', 'valid', all), submission('a', { sender: HUC }), units)
    const other = attribute(report('a', 'valid', all.toReversed()), submission('a', { sender: HUC }), units)
    expect([one.kind, other.kind]).toEqual(['unit', 'unit'])
    expect(one).toMatchObject({ unit: 'xa-huc', evidence: other.evidence })
  })
})

/** 2025: Húc, Tân Hợp and others became the commune of Khe Sanh, whose name the township had before. */
const MERGER = Date.parse('2025-07-01T00:00:00+07:00') as Instant
const later = units.map((each) =>
  ['xa-huc', 'tt-khe-sanh'].includes(each.id) ? { ...each, until: MERGER, successor: 'xa-khe-sanh' as UnitId } : each,
)
const throughTime: readonly Unit[] = [
  ...later,
  unit('xa-khe-sanh', { name: 'UBND xã Khe Sanh', addresses: ['ubnd.khesanh@quangtri.gov.vn'], since: MERGER }),
]
const times: readonly [why: string, signer: SignerReport, sender: string | null, at: string, expected: string][] = [
  ['a merged commune is itself to the last moment', huc, null, '2025-06-30T23:59:59.999+07:00', 'xa-huc'],
  ['its seal speaks for its successor from the first', huc, null, '2025-07-01T00:00:00.000+07:00', 'xa-khe-sanh'],
  ['so does its address', nobody, HUC, '2025-07-01T00:00:00.000+07:00', 'xa-khe-sanh'],
  ['old seal and new address agree', huc, 'ubnd.khesanh@quangtri.gov.vn', '2025-08-01T08:00:00+07:00', 'xa-khe-sanh'],
  [
    'the address of a unit that is still to come names nobody',
    nobody,
    'ubnd.khesanh@quangtri.gov.vn',
    '2021-08-01T08:00:00+07:00',
    'no-witness',
  ],
  [
    'the seal of a commune that had been merged before the plan',
    organization({ cn: 'UBND xã A Xing' }),
    null,
    '2021-08-01T08:00:00+07:00',
    'xa-lia',
  ],
  [
    'and in its own time is its own',
    organization({ cn: 'UBND xã A Xing' }),
    null,
    '2020-01-31T23:59:59.999+07:00',
    'xa-a-xing',
  ],
]
describe('a unit that was merged', () => {
  test('is told by the time of each letter, in whatever order they are read', () => {
    const file = report('a', 'valid', [signature('valid', { signer: huc })])
    const unitAt = (time: string) => {
      const found = attribute(file, submission('a', { receivedAt: Date.parse(time) as Instant }), throughTime)
      return found.kind === 'unit' ? found.unit : found.reason
    }
    const asked = ['2025-07-01T00:00:00Z', '2025-06-01T00:00:00Z', '2026-01-01T00:00:00Z', '2021-08-01T00:00:00Z']
    expect(asked.map(unitAt)).toEqual(['xa-khe-sanh', 'xa-huc', 'xa-khe-sanh', 'xa-huc'])
  })

  for (const [why, signer, sender, at, expected] of times) {
    test(why, () => {
      const file = report('a', 'valid', [signature('valid', { signer })])
      const found = attribute(file, submission('a', { sender, receivedAt: Date.parse(at) as Instant }), throughTime)
      expect(found.kind === 'unit' ? found.unit : found.reason).toBe(expected)
    })
  }
})

describe('a certificate that a person has said is a unit’s', () => {
  const known = { ...nobody, email: 'thib@quangtri.gov.vn' }
  const taught = units.map((each) => (each.id === 'xa-huc' ? { ...each, subjects: [subjectKey(known)] } : each))
  const by = (signer: SignerReport) => {
    const found = attribute(report('a', 'valid', [signature('valid', { signer })]), submission('a'), taught)
    return found.kind === 'unit' ? `${found.unit} (${found.witness})` : found.reason
  }
  test('names it', () => expect(by(known)).toBe('xa-huc (certificate)'))
  test('is the same when it is renewed', () =>
    expect(by({ ...known, serialNumber: '02' })).toBe('xa-huc (certificate)'))
  test('is not that of a namesake in the same office', () =>
    expect(by({ ...known, email: 'thib2@quangtri.gov.vn' })).toBe('no-witness'))
  test('is not one whose name merely spells the rest of the subject', () =>
    expect(by({ ...known, commonName: `${known.commonName}, OU=Huyện Hướng Hóa`, organizationalUnits: [] })).toBe(
      'no-witness',
    ))
})

test('a signature speaks for the unit unless it names somebody else', () => {
  const signatures = [nobody, huc, department].map((each) => signature('valid', { signer: each }))
  const found = attribute(report('a', 'valid', signatures), submission('a'), units)
  expect([0, 1, 2, 3].map((place) => speaksForUnit(found, place))).toEqual([true, true, false, true])
})

describe('the head of a document', () => {
  type Organ = { readonly source?: IdentitySource; readonly confidence?: 'firm' | 'doubtful' } | null
  const readingWith = (organ: Organ, above: Organ = {}): IdentityReading => {
    const stated = (value: string, of: Organ) =>
      of === null ? null : { value, source: of.source ?? 'page-text', confidence: of.confidence ?? 'firm' }
    const none = {
      codeNumber: null,
      codeNotation: null,
      typeName: null,
      issuedDate: null,
      subject: null,
      signerInfo: null,
    }
    return {
      kind: 'read',
      identity: {
        ...none,
        organName: stated('UBND XÃ HÚC', organ),
        organAbove: stated(THIRD_DISTRICT, above),
        text: 'legible',
        pageAmount: 1,
        isAppendix: false,
      },
      traces: { content: null, sketch: null },
    }
  }
  const readings: readonly [why: string, reading: IdentityReading | null, expected: DocumentHeader | null][] = [
    ['is a witness', readingWith({}), head('UBND XÃ HÚC')],
    ['is one without the line above it', readingWith({}, null), head('UBND XÃ HÚC', null)],
    ['is one in a signature widget', readingWith({ source: 'signature-widget' }), head('UBND XÃ HÚC')],
    ['is none where it is doubtful', readingWith({ confidence: 'doubtful' }), null],
    ['is none where only the file name says it', readingWith({ source: 'file-name' }), null],
    ['is none where only the letter says it', readingWith({ source: 'mail-subject' }), null],
    ['is none where nothing is said', readingWith(null), null],
    ['is none where nothing could be read', { kind: 'unread', why: 'unreadable' }, null],
    ['is none before it is read', null, null],
  ]
  for (const [why, reading, expected] of readings) test(why, () => expect(headerOf(reading)).toEqual(expected))
})

test('a sender is authenticated where his domain answers for the letter, and never contradicted where it does not', () => {
  const senders = (['confirmed', 'inconclusive', 'unknown'] as const).map((sender) => besideOf(null, { sender }).sender)
  expect([...senders, besideOf(null, null).sender]).toEqual(['authenticated', 'unknown', 'unknown', 'unknown'])
})

test('a name that means two units, once our own place is left out, names neither', () => {
  const district = unit('huyen', { name: 'UBND huyện Hướng Hóa', group: 'department' })
  const province = unit('tinh', { name: 'UBND tỉnh Quảng Trị', group: 'department' })
  const file = report('a', 'valid', [
    signature('valid', { signer: organization({ cn: 'UBND tỉnh Quảng Trị', o: null }) }),
  ])
  const unitsOf = (register: readonly Unit[]) => attribute(file, submission('a'), register).testimonies[0]?.units
  expect([unitsOf([district, province]), unitsOf([province, district])]).toEqual([[], []])
})

const elsewhere: readonly [why: string, home: Home, names: readonly string[], subject: Subject, expected: string][] = [
  [
    'a commune of another district, by that district',
    { district: 'huyện Cam Lộ', province: 'Quảng Trị' },
    ['UBND xã Tân Lập'],
    { cn: 'UBND xã Tân Lập', o: 'UBND huyện Cam Lộ' },
    'u0 (certificate)',
  ],
  [
    'ours, seen from there',
    { district: 'huyện Cam Lộ', province: 'Quảng Trị' },
    ['UBND xã Tân Lập'],
    { cn: 'UBND xã Tân Lập', o: 'UBND huyện Hướng Hóa' },
    'other-body',
  ],
  [
    'a ward, where the district is a town',
    { district: 'thị xã Quảng Trị', province: 'Quảng Trị' },
    ['UBND phường An Đôn'],
    { cn: 'UBND phường An Đôn, thị xã Quảng Trị', o: 'Tỉnh Quảng Trị' },
    'u0 (certificate)',
  ],
  [
    'a department, where the units lie all over a province',
    { district: null, province: 'Quảng Trị' },
    ['Sở Nội vụ'],
    { cn: 'Sở Nội vụ', o: 'UBND tỉnh Quảng Trị' },
    'u0 (certificate)',
  ],
  [
    'one of two communes of one name, by the district in it',
    { district: null, province: 'Quảng Trị' },
    ['UBND xã Tân Lập huyện Cam Lộ', 'UBND xã Tân Lập huyện Hướng Hóa'],
    { cn: 'UBND xã Tân Lập, huyện Hướng Hóa', o: 'UBND tỉnh Quảng Trị' },
    'u1 (certificate)',
  ],
  [
    'a department of another province',
    { district: null, province: 'Quảng Trị' },
    ['Sở Nội vụ'],
    { cn: 'Sở Nội vụ', o: 'UBND tỉnh Quảng Bình' },
    'other-body',
  ],
  [
    'the Party committee of the district, if it is in the register',
    campaign.home,
    ['Văn phòng Huyện ủy'],
    { cn: 'Văn phòng Huyện uỷ Hướng Hoá', o: 'Tỉnh ủy Quảng Trị' },
    'u0 (certificate)',
  ],
  [
    'that of another district',
    campaign.home,
    ['Văn phòng Huyện ủy'],
    { cn: 'Văn phòng Huyện ủy Cam Lộ', o: 'Tỉnh ủy Quảng Trị' },
    'other-body',
  ],
  [
    'the Youth Union of the district',
    campaign.home,
    ['Huyện đoàn Hướng Hóa'],
    { cn: 'Huyện Đoàn Hướng Hóa', o: 'Tỉnh Đoàn Quảng Trị' },
    'u0 (certificate)',
  ],
]
describe('where the units lie decides about', () => {
  for (const [why, home, names, subject, expected] of elsewhere) {
    test(why, () => {
      const register = names.map((name, i) =>
        unit(`u${i}`, { name, group: /xã|phường/.test(name) ? 'commune' : 'department' }),
      )
      const signed = signature('valid', { signer: organization(subject), trust: 'trusted', integrity: 'intact' })
      const found = attributeAt(report('a', 'valid', [signed]), submission('a'), register, home)
      expect(found.kind === 'unit' ? `${found.unit} (${found.witness})` : found.reason).toBe(expected)
    })
  }
})
