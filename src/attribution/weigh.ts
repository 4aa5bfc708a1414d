/** Weighs testimonies: those that agree attribute, those that disagree ask a person. */
import type { UnitId } from '../campaign/unit.ts'
import type { Attribution, Testimony, Witness } from './attribution.ts'

const RANK: readonly Witness[] = ['certificate', 'header', 'address']

/** The units that one witness leaves possible; null where it leaves all. */
type Choice = { readonly units: ReadonlySet<UnitId>; readonly isPlaced: boolean } | null

/**
 * - The seal of another body is nobody's in the register, whoever sent the file and whatever its head says.
 * - Each witness that names units leaves these possible; what all leave possible, if it is one, is the unit's. So the
 *   sender chooses among several who signed a joint document, and another's seal of receipt beside theirs does no harm.
 * - A name without its place chooses and contradicts, but attributes nothing alone.
 * - The head of another body contradicts whoever names a unit: what a unit passes on is not its own document.
 */
export function weigh(testimonies: readonly Testimony[]): Attribution {
  const unknown = (reason: Extract<Attribution, { kind: 'unknown' }>['reason'], said: readonly Testimony[]) =>
    ({ kind: 'unknown', reason, evidence: quotes(said), testimonies }) as const
  const speaking = testimonies.filter(({ says }) => says !== 'silent')
  const others = testimonies.filter(({ says }) => says === 'other-body')
  const certificate = choiceOf(testimonies, 'certificate')
  if (!certificate?.isPlaced && others.some(({ witness }) => witness === 'certificate'))
    return unknown('other-body', others)

  const choices = RANK.flatMap((witness) => choiceOf(testimonies, witness) ?? [])
  if (!choices.some(({ isPlaced }) => isPlaced)) return unknown('no-witness', testimonies)
  if (others.some(({ witness }) => witness === 'header')) return unknown('disagreement', speaking)
  const possible = [...new Set(choices.flatMap(({ units }) => [...units]))].filter((unit) =>
    choices.every(({ units }) => units.has(unit)),
  )
  const [unit, ...more] = possible
  if (unit === undefined) return unknown('disagreement', speaking)
  if (more.length > 0) return unknown('ambiguous', speaking)
  const naming = testimonies.filter(({ says, units }) => says === 'names' && units.includes(unit))
  const witness = RANK.find((each) => naming.some((testimony) => testimony.witness === each))
  if (witness === undefined) return unknown('no-witness', testimonies)
  return {
    kind: 'unit',
    unit,
    witness,
    evidence: quotes(naming.filter((each) => each.witness === witness)),
    testimonies,
  }
}

/** Where one of several certificates gives its place, those that do not stand back. */
function choiceOf(testimonies: readonly Testimony[], witness: Witness): Choice {
  const own = testimonies.filter((testimony) => testimony.witness === witness)
  const naming = own.filter(({ says }) => says === 'names')
  const units = (naming.length > 0 ? naming : own.filter(({ says }) => says === 'may-name')).flatMap(
    (each) => each.units,
  )
  return units.length === 0 ? null : { units: new Set(units), isPlaced: naming.length > 0 }
}

function quotes(testimonies: readonly Testimony[]): string {
  return [...new Set(testimonies.map(({ quote }) => quote).filter((quote) => quote !== ''))].join('; ')
}
