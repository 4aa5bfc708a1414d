/** PORT. The office's own service that knows people (OpenID Connect Core 1.0), with which they may sign in. */

/** What the way there must bring back. */
export type OidcWay = { readonly state: string; readonly nonce: string; readonly verifier: string }

export type OidcPerson = {
  /** Who it is, for ever: issuer and subject. */
  readonly identity: string
  /** Verified by the service. */
  readonly email: string
  readonly fullName: string
  readonly groups: readonly string[]
}

export type OidcProvider = {
  /** Where to send the browser; null while the service is away. */
  readonly begin: () => Promise<{ readonly address: URL; readonly way: OidcWay } | null>
  /**
   * Of the address with which the browser came back.
   *
   * @returns who it is, or a code for why the answer is not believed. Never rejects for what the service answers.
   */
  readonly end: (
    came: URL,
    way: OidcWay,
  ) => Promise<
    { readonly kind: 'person'; readonly person: OidcPerson } | { readonly kind: 'refused'; readonly why: string }
  >
  /** In the order of preference: the first group that a person is in decides the role. */
  readonly roles: readonly { readonly group: string; readonly role: 'admin' | 'clerk' | 'leader' | 'auditor' }[]
}
