/** What `openssl verify` says of a path, given the same certificates, lists, policies and time. */
import { type BuiltPath, buildPath, type PathPlan } from '../../../fixtures/cases/path-plan.ts'
import { OID } from '../../../src/format/asn1/oid.ts'
import { inFolder, runTool, toPem } from '../../fixtures/tool.ts'

export async function openssl(plan: PathPlan): Promise<{ readonly accepts: boolean; readonly text: string }> {
  const built = await buildPath(plan)
  const path = inFolder({
    'anchors.pem': toPem('CERTIFICATE', ...built.anchors.map(({ holder }) => holder.certificate)),
    'others.pem': toPem('CERTIFICATE', ...built.store, ...built.offered),
    'lists.pem': toPem('X509 CRL', ...built.lists),
    'leaf.pem': toPem('CERTIFICATE', built.leaf.certificate),
  })
  const others = built.store.length + built.offered.length > 0 ? ['-untrusted', path('others.pem')] : []
  const args = [
    ...['verify', '-no-CApath', '-no-CAstore', '-CAfile', path('anchors.pem'), ...others],
    ...['-attime', String(Math.floor(built.at / 1000))],
    ...checkLists(built, path('lists.pem')),
    ...checkPolicies(plan),
    path('leaf.pem'),
  ]
  const { code, text } = runTool('openssl', args)
  return { accepts: code === 0, text: text.replaceAll(/\/\S+\//g, '').replaceAll(/\s+/g, ' ') }
}

function checkLists({ lists }: BuiltPath, file: string): readonly string[] {
  const given = lists.length > 0 ? ['-CRLfile', file] : []
  return [...given, '-crl_check_all', '-extended_crl', '-use_deltas']
}

function checkPolicies({ policy }: PathPlan): readonly string[] {
  return [
    '-policy_check',
    ...(policy?.acceptable ?? [OID.anyPolicy]).flatMap((oid) => ['-policy', oid]),
    ...(policy?.requireExplicit ? ['-explicit_policy'] : []),
    ...(policy?.inhibitMapping ? ['-inhibit_map'] : []),
    ...(policy?.inhibitAny ? ['-inhibit_any'] : []),
  ]
}
