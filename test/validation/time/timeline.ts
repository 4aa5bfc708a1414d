/** Files and givens of the tests about time: the stock of the cases, and what one signature comes out as. */
import { buildSigner, buildTimeStampAuthority, instant, type MemberPlan } from '../../../fixtures/authority.ts'
import type { GivenPlan } from '../../../fixtures/case.ts'
import { buildStock, memberOf, usualLists } from '../../../fixtures/case-stock.ts'
import type { Bytes } from '../../../src/bytes.ts'
import { judge } from '../../../src/validation/judge.ts'
import type { Judgement } from '../../../src/validation/judgement.ts'
import type { SignatureReport } from '../../../src/validation/report.ts'
import { givenOf } from '../../cases/given-of.ts'

export const stock = await buildStock()
export const { world, plain, given, signedBy } = stock

export function judgeIt(file: { readonly bytes: Bytes }, changes: Partial<GivenPlan> = {}): Judgement {
  return judge(file.bytes, givenOf({ ...given, ...changes }))
}

/** The first signature of the file. */
export function signatureOf(file: { readonly bytes: Bytes }, changes: Partial<GivenPlan> = {}): SignatureReport {
  const [signature] = judgeIt(file, changes).report.signatures
  if (!signature) throw new Error('The file has no signature')
  return signature
}

/** `code SUB_INDICATION`, or the code alone. */
export function verdictOf(file: { readonly bytes: Bytes }, changes: Partial<GivenPlan> = {}): string {
  const { code, subIndication } = signatureOf(file, changes)
  return subIndication === null ? code : `${code} ${subIndication}`
}

/** Lists that keep what has ended since 2018, so that of a certificate nothing but its time is in doubt. */
export const keeping = {
  certificateLists: usualLists(world, {
    root: world.list('root', { expiredCertsSince: instant('2018-01-01T00:00:00Z') }),
    ca: world.list('ca', { expiredCertsSince: instant('2018-01-01T00:00:00Z') }),
  }),
}

/** A time-stamp authority of the root beside the one of the world. */
export const authority = (changes: Partial<MemberPlan> = {}) =>
  buildTimeStampAuthority({
    ...memberOf(stock, { subject: [['CN', 'Máy chủ dấu thời gian khác']], serial: 501n }),
    ...changes,
    issuer: changes.issuer && changes.issuer !== 'self' ? changes.issuer : world.holder('root'),
  })

export const signer = (changes: Partial<MemberPlan> = {}) => buildSigner(memberOf(stock, changes))
