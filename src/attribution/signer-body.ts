/** The body that a trusted certificate names: a unit of the register, another body, or none that can be told. */
import { foldName } from '../campaign/spelling.ts'
import type { Unit } from '../campaign/unit.ts'
import type { SignerReport } from '../validation/report.ts'
import { namesOtherPlace, namesOwnDistrict, namesOwnProvince, withoutOwnPlace } from './place.ts'

export type SignerBody =
  | { readonly kind: 'units'; readonly units: readonly Unit[] }
  | { readonly kind: 'other-body' }
  | { readonly kind: 'silent' }

/** Finds the unit of a folded name; only the whole name counts, never a part of it. */
export type NameIndex = ReadonlyMap<string, Unit>

/** First words, folded, of bodies that stand under a commune or department but are not that unit. */
const BODIES_OF_THEIR_OWN = ['trường', 'trạm', 'trung tâm', 'công an', 'đảng ủy', 'hội', 'chi cục', 'sở', 'bộ'].map(
  foldName,
)

export function indexNames(units: readonly Unit[]): NameIndex {
  return new Map(
    units.flatMap((unit) =>
      [unit.name, ...unit.aliases].map((name) => [withoutOwnPlace(foldName(name)), unit] as const),
    ),
  )
}

/**
 * An organisation is told by its CN; a person by the offices (OU, O) that the certificate places them in. The other
 * attributes must not point elsewhere, and somewhere our own place must be named: for a department the district, as
 * every district has a Phòng Nội vụ; for a commune the district or the province.
 */
export function bodyOfSigner(signer: SignerReport, names: NameIndex): SignerBody {
  const organization = signer.organization === null ? [] : [foldName(signer.organization)]
  const offices = [...signer.organizationalUnits.map(foldName), ...organization]
  const commonName = foldName(signer.commonName)
  const isOrganization = signer.kind === 'organization'
  const subjects = isOrganization ? [commonName] : offices
  const spoken = isOrganization ? [commonName, ...offices] : offices

  const units = new Set(subjects.flatMap((name) => names.get(withoutOwnPlace(name)) ?? []))
  if (spoken.some(namesOtherPlace) || organization.some((name) => isForeign(name, names))) return { kind: 'other-body' }
  if (units.size === 0 && isOrganization) return { kind: 'other-body' }
  if (!isOrganization && offices.some((name) => isBodyOfItsOwn(name, names))) return { kind: 'other-body' }
  const placed = [...units].filter((unit) => isPlaced(unit, spoken))
  return placed.length === 0 ? { kind: 'silent' } : { kind: 'units', units: placed }
}

/** O names the superior body or the area; one that names neither us nor a unit of ours is another's. */
function isForeign(organization: string, names: NameIndex): boolean {
  return !namesOwnDistrict(organization) && !namesOwnProvince(organization) && !names.has(withoutOwnPlace(organization))
}

function isBodyOfItsOwn(office: string, names: NameIndex): boolean {
  return !names.has(withoutOwnPlace(office)) && BODIES_OF_THEIR_OWN.some((word) => `${office} `.startsWith(`${word} `))
}

function isPlaced(unit: Unit, spoken: readonly string[]): boolean {
  return spoken.some((name) => namesOwnDistrict(name) || (unit.group === 'commune' && namesOwnProvince(name)))
}
