/** Words of the language that TypeScript lacks: branded primitives and exhaustiveness. */

declare const brand: unique symbol

/** A primitive that only its own reader or maker may produce; a plain one of the same type is not accepted for it. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Brand<number, 'Instant'>

/** SHA-256 of some bytes as 64 lower-case hex digits; the name under which content is stored. */
export type Sha256 = Brand<string, 'Sha256'>

/** The end of an exhaustive switch: does not compile while a case is missing, and throws if data lied about its type. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
